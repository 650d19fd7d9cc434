"""A long list in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.extensions import db

A_PAGE = 25
T = TypeVar("T")
S = TypeVar("S", bound="Select[*tuple[Any, ...]]")


@dataclass(frozen=True)
class Place:
    """Where in a list the address asks to be; a number past the end is the last page."""

    total: int
    size: int = A_PAGE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def number(self) -> int:
        return min(max(1, request.args.get("page", 1, type=int)), self.pages)

    def cut(self, query: S) -> S:
        return query.limit(self.size).offset((self.number - 1) * self.size)


@dataclass(frozen=True)
class Page(Generic[T]):
    """The rows of one page, and how many there are in all."""

    rows: Sequence[T]
    total: int
    number: int
    count: int


def place_in(session: Session, query: Select[*tuple[Any, ...]], size: int = A_PAGE) -> Place:
    """One query: how many there are."""
    counted = query.with_only_columns(1, maintain_column_froms=True).order_by(None).subquery()
    return Place(session.scalar(select(func.count()).select_from(counted)) or 0, size)


def page_of(query: Select[T]) -> Page[T]:
    """The page that the address asks for."""
    place = place_in(db.session, query)
    return Page(db.session.scalars(place.cut(query)).unique().all(), place.total, place.number, place.pages)
