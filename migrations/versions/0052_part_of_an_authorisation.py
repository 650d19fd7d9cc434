"""A part of an authorisation is suspended by itself: some of its roles, some of its sites; and what was known of that when."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.access import isolate_all, open_to_app
from migrations.words import allow_words, forbid_words

revision = "0052"
down_revision = "0051"

KINDS = ("part_suspended", "part_reinstated", "part_suspension_ended")
LISTS = {"decision": ("roles", "sites"), "register_period": ("suspended_parts",)}
NAMED = "jsonb_array_length(roles) + jsonb_array_length(sites) > 0"
LIFTS_ONE = "suspended_part_id IS NULL OR kind IN ('suspend', 'reinstate')"


def reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade() -> None:
    op.create_table(
        "suspended_part",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("authorisation_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, JSONB(), nullable=False) for name in ("roles", "sites")),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("suspended_on", sa.Date(), nullable=False),
        sa.Column("suspended_until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('suspended', 'lifted', 'over')", name=op.f("ck_suspended_part_partstate")),
        sa.CheckConstraint("(state = 'suspended') = (ended_on IS NULL)", name=op.f("ck_suspended_part_end_dated")),
        sa.CheckConstraint(NAMED, name=op.f("ck_suspended_part_names_something")),
        reference("suspended_part", "operator_id", "operator"),
        reference("suspended_part", "authorisation_id", "authorisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suspended_part")),
    )
    for column in ("operator_id", "authorisation_id"):
        op.create_index(op.f(f"ix_suspended_part_{column}"), "suspended_part", [column])
    open_to_app("suspended_part", rights="SELECT, INSERT, UPDATE")
    isolate_all("suspended_part")
    allow_words("event", "kind", *KINDS)
    for table, names in LISTS.items():
        for name in names:
            op.add_column(
                table, sa.Column(name, JSONB(), nullable=False, server_default="[]")
            )  # processes of before go on writing
    op.add_column("decision", sa.Column("suspended_part_id", sa.Uuid(), nullable=True))
    name = op.f("fk_decision_suspended_part_id_suspended_part")
    op.create_foreign_key(name, "decision", "suspended_part", ["suspended_part_id"], ["id"])
    op.create_check_constraint(op.f("ck_decision_suspends_or_lifts_a_part"), "decision", LIFTS_ONE)


def downgrade() -> None:
    op.drop_constraint(op.f("ck_decision_suspends_or_lifts_a_part"), "decision", type_="check")
    op.drop_column("decision", "suspended_part_id")
    for table, names in LISTS.items():
        for name in names:
            op.drop_column(table, name)
    forbid_words("event", "kind", *KINDS)
    op.drop_table("suspended_part")
