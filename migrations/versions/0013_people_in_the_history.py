"""The history also tells of changed roles, changed names and new recovery codes."""

from migrations.words import allow_words, forbid_words

revision = "0013"
down_revision = "0012"

KINDS = ("person_renamed", "role_changed", "recovery_codes_renewed")


def upgrade() -> None:
    allow_words("event", "kind", *KINDS)


def downgrade() -> None:
    forbid_words("event", "kind", *KINDS)
