"""Tokens and publications are signed with key pairs, so that others verify them by themselves; the private halves are sealed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.access import open_to_app
from migrations.words import allow_words, forbid_words

revision = "0035"
down_revision = "0034"

KINDS = ("signing_key_published", "signing_key_brought_forward", "signing_key_withdrawn")


def upgrade() -> None:
    op.create_table(
        "signing_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kid", sa.Text(), nullable=False),
        sa.Column("use", sa.String(40), nullable=False),
        sa.Column("public_jwk", JSONB(), nullable=False),
        sa.Column("private_jwk", sa.LargeBinary(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
        sa.UniqueConstraint("kid", name=op.f("uq_signing_key_kid")),
        sa.CheckConstraint("use IN ('token', 'publication')", op.f("ck_signing_key_use")),
        sa.CheckConstraint("valid_from >= published_at", op.f("ck_signing_key_published_before_its_use")),
    )
    open_to_app("signing_key")
    allow_words("event", "kind", *KINDS)


def downgrade() -> None:
    forbid_words("event", "kind", *KINDS)
    op.drop_table("signing_key")
