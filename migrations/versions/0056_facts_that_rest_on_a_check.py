"""An infringement says from which check it comes, so that the same cause counts once; an error of a check can be disputed."""

import sqlalchemy as sa
from alembic import op

from migrations.words import allow_words, forbid_words

revision = "0056"
down_revision = "0055"


def upgrade() -> None:
    allow_words("dispute", "about", "check", constraint="disputable")
    op.add_column("infringement", sa.Column("check_id", sa.Uuid(), nullable=True))
    op.create_foreign_key("fk_infringement_check_id_outcome", "infringement", "outcome", ["check_id"], ["id"])
    op.create_check_constraint(op.f("ck_infringement_one_cause"), "infringement", "check_id IS NULL OR cause IS NULL")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_infringement_one_cause"), "infringement")
    op.drop_constraint("fk_infringement_check_id_outcome", "infringement")
    op.drop_column("infringement", "check_id")
    forbid_words("dispute", "about", "check", constraint="disputable")
