"""The public finds operators by an index: behind the wall of rows none on JSON was ever used."""

import sqlalchemy as sa
from alembic import op

from migrations.access import OWNED, isolate, open_to_app

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "register_word",
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_register_word_operator_id_operator")),
        sa.PrimaryKeyConstraint("word", "operator_id", name=op.f("pk_register_word")),
    )
    op.create_index("ix_register_word_operator_id", "register_word", ["operator_id"], unique=False)
    op.execute("SELECT set_config('app.audience', 'system', true)")
    op.execute(
        "INSERT INTO register_word (word, operator_id)"
        " SELECT jsonb_array_elements_text(search_key), operator_id FROM register_entry WHERE is_public"
    )
    open_to_app("register_word")
    isolate("register_word", OWNED)
    op.execute("CREATE POLICY reading ON register_word FOR SELECT USING (true)")
    op.drop_index("ix_register_entry_search_key", table_name="register_entry", postgresql_using="gin")


def downgrade() -> None:
    op.create_index("ix_register_entry_search_key", "register_entry", ["search_key"], unique=False, postgresql_using="gin")
    op.drop_index("ix_register_word_operator_id", table_name="register_word")
    op.drop_table("register_word")
