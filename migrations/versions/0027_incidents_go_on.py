"""A business adds to its report of an incident, and is told by letter what customs found."""

from migrations.words import allow_words, forbid_words

revision = "0027"
down_revision = "0026"

LETTERS = ("incident_added_to", "incident_assessed")


def upgrade() -> None:
    allow_words("event", "kind", "incident_added_to")
    allow_words("letter", "kind", *LETTERS)


def downgrade() -> None:
    forbid_words("letter", "kind", *LETTERS)
    forbid_words("event", "kind", "incident_added_to")
