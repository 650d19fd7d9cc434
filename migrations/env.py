"""Migrations run as the owner of the tables, with short patience for locks: the old code is still being served."""

from alembic import context
from sqlalchemy import text

from app.config import settings
from app.core import engines
from app.models import Base


def include_name(name, kind, parents):
    return not (kind == "table" and name.startswith("procrastinate_"))


def run() -> None:
    url = context.config.get_main_option("sqlalchemy.url") or settings().migration_database_url
    engine = engines.engine(settings(), url=url or engines.address(settings()))
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_name=include_name,
            compare_server_default=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            connection.execute(text("SET lock_timeout = '4s'"))
            connection.execute(text("SET statement_timeout = '60s'"))
            context.run_migrations()
    engine.dispose()


run()
