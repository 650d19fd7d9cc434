"""The job queue, in the same database: a job's row commits with what asked for it."""

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0001"
down_revision = None

GRANTS = """
GRANT USAGE ON SCHEMA public TO aeo_app;
GRANT SELECT ON alembic_version TO aeo_app;
DO $$
DECLARE
  thing record;
BEGIN
  FOR thing IN SELECT relname, relkind FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relname LIKE 'procrastinate\\_%' AND relkind IN ('r', 'S')
  LOOP
    IF thing.relkind = 'r' THEN
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO aeo_app', thing.relname);
    ELSE
      EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %I TO aeo_app', thing.relname);
    END IF;
  END LOOP;
END
$$
"""

DROP = """
DO $$
DECLARE
  thing record;
BEGIN
  FOR thing IN SELECT oid::regclass AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relname LIKE 'procrastinate\\_%' AND relkind = 'r'
  LOOP
    EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', thing.name);
  END LOOP;
  FOR thing IN SELECT oid::regprocedure AS name FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'procrastinate\\_%'
  LOOP
    EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', thing.name);
  END LOOP;
  FOR thing IN SELECT oid::regtype AS name FROM pg_type
    WHERE typnamespace = 'public'::regnamespace AND typname LIKE 'procrastinate\\_%' AND typtype IN ('e', 'c')
  LOOP
    EXECUTE format('DROP TYPE IF EXISTS %s CASCADE', thing.name);
  END LOOP;
END
$$
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))
    op.get_bind().exec_driver_sql(GRANTS.replace("%", "%%"))


def downgrade() -> None:
    op.get_bind().exec_driver_sql(DROP.replace("%", "%%"))
