"""Who has signed in where: signing out ends it at the server, and no copy of a cookie goes on."""

import sqlalchemy as sa
from alembic import op

from migrations.access import PERSON, isolate, open_to_app

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["person.id"], name=op.f("fk_sign_in_user_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
    )
    op.create_index(op.f("ix_sign_in_user_id"), "sign_in", ["user_id"])
    open_to_app("sign_in", rights="SELECT, INSERT, DELETE")
    isolate("sign_in", PERSON.format(column="user_id"))


def downgrade() -> None:
    op.drop_index(op.f("ix_sign_in_user_id"), table_name="sign_in")
    op.drop_table("sign_in")
