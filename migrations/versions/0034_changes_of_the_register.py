"""Every change of the register is a row, written with it: others follow by a cursor that loses none and outlives no restore."""

import sqlalchemy as sa
from alembic import op

from migrations.access import CLIENT, OWNED, isolate, open_to_app

revision = "0034"
down_revision = "0033"

KINDS = (
    "status_changed",
    "modifier_changed",
    "modifier_renewed",
    "operator_changed",
    "consent_changed",
    "client_changed",
    "keys_changed",
    "policy_changed",
)
NOW = """
CREATE FUNCTION register_epoch_now() RETURNS text STABLE LANGUAGE sql AS $$
  SELECT left(encode(sha256(convert_to(concat_ws('/',
    (SELECT system_identifier FROM pg_control_system()),
    left(pg_walfile_name(pg_current_wal_insert_lsn()), 8),
    (SELECT oid FROM pg_database WHERE datname = current_database()),
    'register_change'::regclass::oid,
    (SELECT string_agg(id::text, ',' ORDER BY id) FROM register_epoch)
  ), 'UTF8')), 'hex'), 16)
$$
"""
CHECK = """
CREATE FUNCTION register_check(tin text, seq bigint) RETURNS bigint IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
  SELECT ('x' || left(encode(sha256(convert_to(tin || ':' || seq, 'UTF8')), 'hex'), 16))::bit(64)::bigint
$$
"""
RING = """
CREATE FUNCTION register_ring() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('register_change', '');
  RETURN NULL;
END
$$
"""


def upgrade() -> None:
    op.create_table(
        "register_epoch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_epoch")),
    )
    open_to_app("register_epoch", rights="SELECT, INSERT")
    create_changes()
    op.execute(CHECK)
    checked = sa.Computed("register_check(tin, seq)", persisted=True)
    op.add_column("register_entry", sa.Column("check_value", sa.BigInteger(), checked, nullable=False))


def create_changes() -> None:
    op.create_table(
        "register_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("xid", sa.BigInteger(), server_default=sa.text("pg_current_xact_id()::text::bigint"), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column(
            "kind", sa.Enum(*KINDS, name="changekind", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("operator_id", sa.Uuid(), nullable=True),
        sa.Column("tin", sa.Text(), nullable=True),
        sa.Column("client_id", sa.Text(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("seq_before", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_register_change_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_change")),
    )
    op.execute(NOW)
    op.alter_column("register_change", "epoch", server_default=sa.text("register_epoch_now()"))
    op.create_index("ix_register_change_epoch_position", "register_change", ["epoch", "position"], unique=True)
    op.create_index("ix_register_change_epoch_xid", "register_change", ["epoch", "xid"])
    op.execute(RING)
    op.execute("CREATE TRIGGER ring AFTER INSERT ON register_change FOR EACH STATEMENT EXECUTE FUNCTION register_ring()")
    open_to_app("register_change", rights="SELECT, INSERT, DELETE")
    open_to_app("SEQUENCE register_change_position_seq", rights="SELECT")
    isolate("register_change", OWNED)
    op.execute(f"CREATE POLICY systems ON register_change FOR SELECT USING ({CLIENT})")
    op.execute("CREATE POLICY kept ON register_change AS RESTRICTIVE FOR DELETE USING (at < now() - interval '90 days')")


def downgrade() -> None:
    op.drop_column("register_entry", "check_value")
    op.execute("DROP FUNCTION register_check")
    op.drop_table("register_change")
    op.execute("DROP FUNCTION register_ring")
    op.execute("DROP FUNCTION register_epoch_now")
    op.drop_table("register_epoch")
