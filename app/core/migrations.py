"""Running the migrations without a configuration file."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def configuration(url: str = "") -> Config:
    """Alembic's configuration; an empty URL means the one of the settings."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def migrate(url: str = "", revision: str = "head") -> None:
    """Bring the database up to a revision."""
    command.upgrade(configuration(url), revision)
