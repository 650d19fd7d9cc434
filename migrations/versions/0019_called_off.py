"""The business is told by letter that a visit is called off, and that what it was heard about is not pursued."""

from migrations.words import allow_words, forbid_words

revision = "0019"
down_revision = "0018"

LETTERS = ("audit_cancelled", "hearing_withdrawn")


def upgrade() -> None:
    allow_words("event", "kind", "hearing_withdrawn")
    allow_words("letter", "kind", *LETTERS)


def downgrade() -> None:
    forbid_words("letter", "kind", *LETTERS)
    forbid_words("event", "kind", "hearing_withdrawn")
