"""Security incidents."""

import sqlalchemy as sa
from alembic import op

from migrations.access import isolate_all, open_to_app

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column(
            "what",
            sa.Enum(
                "intrusion",
                "tampering",
                "theft",
                "smuggling",
                "data",
                "insider",
                "threat",
                "other",
                name="what",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column(
            "mode",
            sa.Enum(
                "air",
                "sea",
                "inland_waterway",
                "road",
                "rail",
                "post",
                name="mode",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("goods", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("consequences", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_by_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("reported", "confirmed", "dismissed", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "counting",
            sa.Enum(
                "victim_only",
                "self_reported_in_time",
                "measures_late",
                "found_by_customs",
                name="counting",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("assessment", sa.Text(), nullable=True),
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assessed_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'confirmed') = (counting IS NOT NULL)", name=op.f("ck_incident_counts_once_confirmed")),
        sa.ForeignKeyConstraint(["assessed_by_id"], ["person.id"], name=op.f("fk_incident_assessed_by_id_person")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_incident_operator_id_operator")),
        sa.ForeignKeyConstraint(["reported_by_id"], ["person.id"], name=op.f("fk_incident_reported_by_id_person")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_incident_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("reference", name=op.f("uq_incident_reference")),
    )
    op.create_index(op.f("ix_incident_operator_id"), "incident", ["operator_id"], unique=False)
    open_to_app("incident")
    isolate_all("incident")


def downgrade() -> None:
    op.drop_index(op.f("ix_incident_operator_id"), table_name="incident")
    op.drop_table("incident")
