"""The business is told by letter what customs makes of a corrective action it reported."""

from migrations.words import allow_words, forbid_words

revision = "0022"
down_revision = "0021"

LETTERS = ("action_verified", "action_refused")


def upgrade() -> None:
    allow_words("letter", "kind", *LETTERS)


def downgrade() -> None:
    forbid_words("letter", "kind", *LETTERS)
