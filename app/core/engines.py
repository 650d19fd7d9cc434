"""The one way to the database, for web, worker, commands and migrations."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import Engine, create_engine

from app.config import Settings

IN_UTC = {"options": "-c timezone=UTC"}  # psycopg reads a moment in the zone of the session, and a server may have any


def address(configured: Settings) -> str:
    """Where no setting names a database, the one of this machine."""
    return configured.database_url or "postgresql:///aeo"


def options(configured: Settings) -> dict[str, Any]:
    """What SQLAlchemy is told: Flask makes the engine of the doors from it."""
    return {
        "url": address(configured),
        "pool_size": configured.database_pool,
        "max_overflow": 0,
        "pool_pre_ping": True,
        "hide_parameters": configured.mode == "production",  # a statement that fails is logged, not the passwords in it
        "connect_args": IN_UTC,
        "json_deserializer": orjson.loads,
    }


def engine(configured: Settings, **otherwise: Any) -> Engine:
    return create_engine(**options(configured) | otherwise)
