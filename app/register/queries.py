"""Finding entries: one, many by their numbers, or those that fit what somebody typed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, text, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, load_only

from app.core import clock
from app.operators.models import Identifier
from app.operators.words import Scheme
from app.programme.words import AuthorisationType
from app.register.folding import keys, narrowing, number, words
from app.register.models import Entry, register_word

LONGEST = "2s"
ALWAYS = (Entry.tin, Entry.operator_id, Entry.seq, Entry.changes_at, Entry.summary)


@dataclass(frozen=True)
class Search:
    """What somebody typed into the register's search."""

    text: str = ""
    place: str = ""
    types: tuple[AuthorisationType, ...] = ()

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """Every word must be there, as the beginning of one; or the text is the beginning of a number."""
        found = [has(key) for key in (*keys("place", narrowing(words(self.place))), *keys("type", self.types))]
        if self.text.strip():
            found.append(or_(has_all(keys("name", narrowing(words(self.text)))), has_all(keys("number", [number(self.text)]))))
        return found


def has_all(wanted: list[str]) -> ColumnElement[bool]:
    """A text without a letter or digit is found nowhere."""
    return and_(*map(has, wanted)) if wanted else false()


def has(key: str) -> ColumnElement[bool]:
    """One of its words begins so."""
    return Entry.operator_id.in_(select(register_word.c.operator_id).where(register_word.c.word.op("^@")(key)))


def public() -> Select[Entry]:
    """The entries of operators that agreed to be listed; whoever asks, these are the public's."""
    return select(Entry).where(Entry.is_public)


def search(session: Session, wanted: Search, *, page: int, size: int) -> tuple[Sequence[Entry], int]:
    """One page of what fits, by name, and how many fit in all."""
    limit_time(session)
    fitting = public().where(*wanted.conditions)
    total = session.scalar(fitting.with_only_columns(func.count(Entry.id))) or 0
    listed = fitting.options(load_only(*ALWAYS)).order_by(Entry.name, Entry.tin).limit(size).offset((page - 1) * size)
    return session.scalars(listed).all(), total


def limit_time(session: Session) -> None:
    """For this transaction: whatever is typed, no search holds up the others for longer."""
    session.execute(text(f"SET LOCAL statement_timeout = '{LONGEST}'"))


def find(session: Session, tin: str, body: InstrumentedAttribute[bytes]) -> Entry | None:
    """The entry of one operator for an authorised system, with this body."""
    known = load_only(*ALWAYS), joinedload(Entry.restricted, innerjoin=True).load_only(body)
    return session.scalars(select(Entry).where(Entry.tin == tin).options(*known)).one_or_none()


def find_public(session: Session, tin: str) -> Entry | None:
    wanted = public().where(Entry.tin == tin).options(load_only(*ALWAYS, Entry.public))
    return session.scalars(wanted).one_or_none()


def find_many(session: Session, tins: Collection[str], *bodies: InstrumentedAttribute[bytes]) -> dict[str, Entry]:
    """By TIN, with these bodies; who is not in it has no entry."""
    if not tins:
        return {}
    wanted = select(Entry).where(Entry.tin.in_(tins)).options(load_only(*ALWAYS))
    if bodies:
        wanted = wanted.options(joinedload(Entry.restricted, innerjoin=True).load_only(*bodies))
    return {entry.tin: entry for entry in session.scalars(wanted)}


def tins_of(session: Session, aliases: Collection[tuple[Scheme, str]], day: date | None = None) -> dict[tuple[Scheme, str], str]:
    """Whose other numbers these are on this day, today without one."""
    if not aliases:
        return {}
    on = day or clock.today()
    current = and_(Identifier.valid_from <= on, or_(Identifier.valid_to.is_(None), Identifier.valid_to > on))
    wanted = select(Identifier.scheme, Identifier.value, Entry.tin).join(Entry, Entry.operator_id == Identifier.operator_id)
    rows = session.execute(wanted.where(tuple_(Identifier.scheme, Identifier.value).in_(aliases), current))
    return {(scheme, value): tin for scheme, value, tin in rows}


def due(session: Session, moment: datetime, *, at_most: int) -> Sequence[UUID]:
    """Operators whose entry has stopped being right by itself, the oldest first."""
    late = select(Entry.operator_id).where(Entry.changes_at <= moment)
    return session.scalars(late.order_by(Entry.changes_at, Entry.operator_id).limit(at_most)).all()
