"""A long list in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request
from sqlalchemy import Select, func, select

from app.extensions import db

A_PAGE = 25
T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """The rows of one page, and how many there are in all."""

    rows: Sequence[T]
    total: int
    number: int

    @property
    def count(self) -> int:
        return -(-self.total // A_PAGE)


def page_of(query: Select[T]) -> Page[T]:
    """The page that the address asks for; a number past the end shows the last page."""
    total = (
        db.session.scalar(
            select(func.count()).select_from(query.with_only_columns(1, maintain_column_froms=True).order_by(None).subquery())
        )
        or 0
    )
    last = max(1, -(-total // A_PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    rows = db.session.scalars(query.offset((number - 1) * A_PAGE).limit(A_PAGE)).unique().all()
    return Page(rows, total, number)
