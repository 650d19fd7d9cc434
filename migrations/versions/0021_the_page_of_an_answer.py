"""An answer knows the page it was sent from: another page that is older overwrites nothing, and going back is no conflict."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("answer", sa.Column("page", sa.Text(), nullable=False, server_default=""))
    op.alter_column("answer", "page", server_default=None)


def downgrade() -> None:
    op.drop_column("answer", "page")
