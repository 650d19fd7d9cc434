"""A programme manager gives a case to a case officer."""

from migrations.words import allow_words, forbid_words

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    allow_words("event", "kind", "case_reassigned")


def downgrade() -> None:
    forbid_words("event", "kind", "case_reassigned")
