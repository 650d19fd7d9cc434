"""The base of every model: naming, moments in UTC, words as checked text, ids made at construction."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, Enum, MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.core import ids
from app.core.words import Word

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

WORD = Enum(Word, native_enum=False, create_constraint=True, length=40, values_callable=lambda words: [w.value for w in words])


class Base(DeclarativeBase):
    """A row with an id that exists before the flush."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        Word: WORD,
        UUID: Uuid,
        str: Text,
        date: Date,
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        list[Any]: JSONB,
        list[str]: JSONB,
    }

    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-1)

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", ids.fresh())
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, value)


def versioned() -> Mapped[int]:
    """The column that tells a stale form from a fresh one; name it in `__mapper_args__ = {"version_id_col": version}`."""
    return mapped_column(default=1)
