"""What was published stays, and for each authorisation which status was known when: an answer of the past can be given again."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations import known_so_far
from migrations.access import CLIENT, isolate_all, open_to_app

revision = "0042"
down_revision = "0041"

TABLES = ("register_publication", "register_period")
STATUS = ", ".join(
    f"'{word}'"
    for word in (
        "valid", "not_yet_valid", "suspended", "revoked", "expired", "withdrawn", "withdrawn_under_procedure", "annulled",
        "superseded",
    )
)  # fmt: skip
ONLY_ENDS = """
CREATE FUNCTION only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.known_to IS NULL AND to_jsonb(NEW) - 'known_to' = to_jsonb(OLD) - 'known_to' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What was known is never rewritten: % on %', TG_OP, TG_TABLE_NAME;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "register_publication",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("known_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("holds_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("computation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["computation_id"], ["computation.id"], name=op.f("fk_register_publication_computation_id_computation")
        ),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_register_publication_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_publication")),
    )
    op.create_index("uq_register_publication_known_from", "register_publication", ["operator_id", "known_from"], unique=True)
    op.create_index(op.f("ix_register_publication_computation_id"), "register_publication", ["computation_id"])
    op.create_table(
        "register_period",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("authorisation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("suspended_until", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("known_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_to", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("type IN ('aeoc', 'aeos')", name=op.f("ck_register_period_authorisationtype")),
        sa.CheckConstraint(f"status IN ({STATUS})", name=op.f("ck_register_period_status")),
        sa.CheckConstraint("valid_to > valid_from", name=op.f("ck_register_period_lasts")),
        sa.CheckConstraint("known_to > known_from", name=op.f("ck_register_period_was_known")),
        sa.ForeignKeyConstraint(
            ["authorisation_id"], ["authorisation.id"], name=op.f("fk_register_period_authorisation_id_authorisation")
        ),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_register_period_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_period")),
    )
    op.create_index("ix_register_period_operator_id_valid_from", "register_period", ["operator_id", "valid_from"])
    op.create_index(
        "uq_register_period_known",
        "register_period",
        ["authorisation_id", "valid_from"],
        unique=True,
        postgresql_where=sa.text("known_to IS NULL"),
    )
    op.execute("SELECT set_config('app.audience', 'system', true)")
    known_so_far.publications(op.get_bind())
    known_so_far.periods(op.get_bind())
    open_to_app(*TABLES, rights="SELECT, INSERT")
    open_to_app("register_period", rights="UPDATE (known_to)")
    isolate_all(*TABLES)
    op.execute(ONLY_ENDS)
    for table in TABLES:
        op.execute(f"CREATE POLICY systems ON {table} FOR SELECT USING ({CLIENT})")
    op.execute(
        "CREATE TRIGGER register_publication_is_final BEFORE UPDATE OR DELETE ON register_publication"
        " FOR EACH ROW EXECUTE FUNCTION forbid_change()"
    )
    op.execute(
        "CREATE TRIGGER register_period_only_ends BEFORE UPDATE OR DELETE ON register_period"
        " FOR EACH ROW EXECUTE FUNCTION only_ends()"
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    op.execute("DROP FUNCTION only_ends")
