"""Who is asking, told to PostgreSQL at the start of every transaction: the second wall behind `visible_to`.

Row-level security reads four settings of the transaction: `app.audience`, `app.operators` (ids, comma-separated),
`app.person` and `app.key`. Without them no operator-owned row is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session, SessionTransaction

Audience = Literal[
    "public", "client", "operator", "officer", "system"
]  # a client is a system with a token, not the portal itself

TELL = text(
    "SELECT set_config('app.audience', :audience, true), set_config('app.operators', :operators, true),"
    " set_config('app.person', :person, true), set_config('app.key', :key, true)"
)


@dataclass(frozen=True)
class Scope:
    """What a session may see. `key` opens one single row: the check code of a certificate, the id of an invitation."""

    audience: Audience = "public"
    operators: frozenset[UUID] = field(default_factory=frozenset)
    person: UUID | None = None
    key: str = ""

    def settings(self) -> dict[str, str]:
        operators = ",".join(sorted(str(one) for one in self.operators))
        return {"audience": self.audience, "operators": operators, "person": str(self.person or ""), "key": self.key}


PUBLIC, CLIENT, SYSTEM = Scope(), Scope("client"), Scope("system")


def scope_of(session: Session) -> Scope:
    scope: Scope = session.info.get("scope", PUBLIC)
    return scope


def enter(session: Session, scope: Scope) -> None:
    """See what this scope sees, from now on and in the transactions to come."""
    session.info["scope"] = scope
    if session.in_transaction():
        session.execute(TELL, scope.settings())


def enter_operators(session: Session, operators: Iterable[UUID]) -> None:
    """See these operators besides what is seen already: for the verb that makes an operator or joins one."""
    scope = scope_of(session)
    audience: Audience = "operator" if scope.audience == "public" else scope.audience
    enter(session, replace(scope, audience=audience, operators=scope.operators | frozenset(operators)))


def unlock(session: Session, key: str) -> None:
    """See the one row this key opens."""
    enter(session, replace(scope_of(session), key=key))


@contextmanager
def as_system(session: Session) -> Iterator[None]:
    """See every row within: for a rule between businesses, of which neither may see the other."""
    before = scope_of(session)
    if before != SYSTEM:
        enter(session, SYSTEM)
    try:
        yield
        session.flush()
    finally:
        if before != SYSTEM:
            enter(session, before)


@event.listens_for(Session, "after_begin")
def tell(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    """A session made for migrations or for looking at the catalogue has no scope and says nothing."""
    if not transaction.nested and session.info.get("isolated", True):
        connection.execute(TELL, scope_of(session).settings())
