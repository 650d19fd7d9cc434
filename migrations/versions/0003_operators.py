"""Businesses with their numbers, sites, contacts and members: the first operator-owned rows, and the wall around them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.access import KEY, OWN, OWNED, PERSON, isolate, isolate_all, open_to_app

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "operator",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tin", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("legal_form", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("established_on", sa.Date(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("modes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("activities", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("public_since", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("tin ~ '^[A-Z]{2}[A-Z0-9]{1,15}$'", name=op.f("ck_operator_tin_well_formed")),
        sa.CheckConstraint("people >= 0", name=op.f("ck_operator_people_counted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator")),
        sa.UniqueConstraint("tin", name=op.f("uq_operator_tin")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "customs",
                "security",
                "round_the_clock",
                "other",
                name="contactpurpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_contact_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_operator_id"), "contact", ["operator_id"], unique=False)
    op.create_table(
        "identifier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column(
            "scheme",
            sa.Enum("eori", "lei", "vat", name="scheme", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name=op.f("ck_identifier_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_identifier_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identifier")),
    )
    op.create_index(op.f("ix_identifier_operator_id"), "identifier", ["operator_id"], unique=False)
    op.create_index(
        "uq_identifier_current", "identifier", ["scheme", "value"], unique=True, postgresql_where=sa.text("valid_to IS NULL")
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "signatory",
                "administrator",
                "contributor",
                "viewer",
                name="membershiprole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open", "accepted", "withdrawn", name="invitationstate", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("invited_by_id", sa.Uuid(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["accepted_by_id"], ["person.id"], name=op.f("fk_invitation_accepted_by_id_person")),
        sa.ForeignKeyConstraint(["invited_by_id"], ["person.id"], name=op.f("fk_invitation_invited_by_id_person")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_invitation_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_operator_id"), "invitation", ["operator_id"], unique=False)
    op.create_index(
        "uq_invitation_open", "invitation", ["operator_id", "email"], unique=True, postgresql_where=sa.text("state = 'open'")
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "signatory",
                "administrator",
                "contributor",
                "viewer",
                name="membershiprole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_membership_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_membership_operator_id_operator")),
        sa.ForeignKeyConstraint(["user_id"], ["person.id"], name=op.f("fk_membership_user_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_operator_id"), "membership", ["operator_id"], unique=False)
    op.create_index(
        "uq_membership_current",
        "membership",
        ["user_id", "operator_id"],
        unique=True,
        postgresql_where=sa.text("until_on IS NULL"),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("locode", sa.Text(), nullable=True),
        sa.Column("site_class", sa.Text(), nullable=False),
        sa.Column("roles", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("modes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("activities", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("contact_phone", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_site_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_index(op.f("ix_site_operator_id"), "site", ["operator_id"], unique=False)
    open_to_app("operator", "identifier", "site", "contact", "membership", "invitation")
    isolate("operator", OWN.format(column="id"))
    isolate_all("identifier", "site", "contact")
    isolate("membership", OWNED, PERSON.format(column="user_id"))
    isolate("invitation", OWNED, KEY.format(column="id"))


def downgrade() -> None:
    op.drop_index(op.f("ix_site_operator_id"), table_name="site")
    op.drop_table("site")
    op.drop_index("uq_membership_current", table_name="membership", postgresql_where=sa.text("until_on IS NULL"))
    op.drop_index(op.f("ix_membership_operator_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_index("uq_invitation_open", table_name="invitation", postgresql_where=sa.text("state = 'open'"))
    op.drop_index(op.f("ix_invitation_operator_id"), table_name="invitation")
    op.drop_table("invitation")
    op.drop_index("uq_identifier_current", table_name="identifier", postgresql_where=sa.text("valid_to IS NULL"))
    op.drop_index(op.f("ix_identifier_operator_id"), table_name="identifier")
    op.drop_table("identifier")
    op.drop_index(op.f("ix_contact_operator_id"), table_name="contact")
    op.drop_table("contact")
    op.drop_table("operator")
