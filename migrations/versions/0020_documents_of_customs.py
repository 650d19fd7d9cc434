"""That customs put a document into its own file is no business of the trader: the database hides it by itself."""

from alembic import op

from migrations.access import OWNED, SEES_ALL
from migrations.words import allow_words, forbid_words

revision = "0020"
down_revision = "0019"

KEPT_BACK = (
    "criterion_rated,observation_recorded,decision_proposed,proposal_withdrawn,"
    "officer_created,api_client_created,api_client_disabled"
)
HIDES = "ALTER POLICY isolation ON event USING ({seen}) WITH CHECK ({seen} OR (operator_id IS NULL))"


def upgrade() -> None:
    allow_words("event", "kind", "internal_document_received")
    hide(f"{KEPT_BACK},internal_document_received")


def downgrade() -> None:
    hide(KEPT_BACK)
    forbid_words("event", "kind", "internal_document_received")


def hide(kinds: str) -> None:
    op.execute(HIDES.format(seen=f"{SEES_ALL} OR ({OWNED} AND NOT kind = ANY ('{{{kinds}}}'))"))
