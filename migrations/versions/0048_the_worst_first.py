"""The worst stand first in the list of benefits without a sort, however many operators there are."""

from alembic import op

revision = "0048"
down_revision = "0047"

INDEX = "ix_benefit_ledger_order"


def upgrade() -> None:
    op.drop_index(INDEX, "benefit_ledger")
    op.create_index(INDEX, "benefit_ledger", ["broken", "gap", "operator_id"])


def downgrade() -> None:
    op.drop_index(INDEX, "benefit_ledger")
    op.create_index(INDEX, "benefit_ledger", ["broken", "gap"])
