"""The register that is read by others, and the computations of the modifier."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.access import OWNED, isolate, isolate_all, open_to_app

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.execute("CREATE SEQUENCE register_seq")
    op.create_table(
        "computation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("policy_id", sa.Text(), nullable=False),
        sa.Column("policy_sha256", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("output", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("fiscal", sa.Integer(), nullable=False),
        sa.Column("security", sa.Integer(), nullable=False),
        sa.Column("next_change_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_computation_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_computation")),
    )
    op.create_index("ix_computation_operator_id_computed_at", "computation", ["operator_id", "computed_at"], unique=False)
    op.create_table(
        "register_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("tin", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("summary", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("search_key", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.LargeBinary(), nullable=False),
        sa.Column("risk", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=True),
        sa.Column("changes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_register_entry_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("operator_id", name=op.f("uq_register_entry_operator_id")),
        sa.UniqueConstraint("tin", name=op.f("uq_register_entry_tin")),
    )
    op.create_index("ix_register_entry_changes_at", "register_entry", ["changes_at"], unique=False)
    op.create_index("ix_register_entry_search_key", "register_entry", ["search_key"], unique=False, postgresql_using="gin")
    open_to_app("SEQUENCE register_seq", rights="USAGE")
    open_to_app("register_entry", "computation")
    isolate("register_entry", OWNED, "is_public")
    isolate_all("computation")


def downgrade() -> None:
    op.drop_index("ix_register_entry_search_key", table_name="register_entry", postgresql_using="gin")
    op.drop_index("ix_register_entry_changes_at", table_name="register_entry")
    op.drop_table("register_entry")
    op.drop_index("ix_computation_operator_id_computed_at", table_name="computation")
    op.drop_table("computation")
    op.execute("DROP SEQUENCE register_seq")
