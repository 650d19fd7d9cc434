"""The first status list is there before the first place is drawn: who draws never waits for another who begins a list."""

from alembic import op

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    op.execute("SELECT set_config('app.audience', 'system', true)")
    op.execute("INSERT INTO status_list (id, number) VALUES (gen_random_uuid(), 1) ON CONFLICT (number) DO NOTHING")


def downgrade() -> None:
    op.execute("SELECT set_config('app.audience', 'system', true)")
    op.execute("DELETE FROM status_list WHERE number = 1 AND NOT EXISTS (SELECT FROM status_place)")
