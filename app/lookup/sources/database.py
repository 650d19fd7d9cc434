"""The portal's own database: its follower reads the feed there, and is rung for when something changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import orjson
import psycopg
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.accounts.models import ApiClient
from app.config import Settings
from app.core import clock, engines
from app.core.isolation import SYSTEM, enter
from app.lookup.sources import Away, Batch, Change, Document, Expired, Rest, WholeRegister
from app.lookup.store import Checksum, boot_clock
from app.register.feed import checksum, pages, record, whole
from app.register.feed import cursor as cursors
from app.register.feed.cursor import Cursor
from app.register.feed.record import View
from app.risk.policies import published
from app.signing import service as signing
from app.signing.words import Use

CHANNEL = "register_change"
AT_ONCE = 1_000
UNRUNG = 0.5  # seconds: a pooler before the database may swallow the bell
# A database that is gone without a word is given up after some seconds, not after the two hours of TCP.
IMPATIENT: dict[str, Any] = {
    "connect_timeout": 3, "keepalives_idle": 3, "keepalives_interval": 1, "keepalives_count": 3, "tcp_user_timeout": 4000,
}  # fmt: skip
TIMED = f"{engines.IN_UTC['options']} -c statement_timeout=10s"


class DatabaseSource:
    """One session to read by, and a connection beside it that listens."""

    def __init__(self, configured: Settings) -> None:
        self._engine = engines.engine(configured, pool_size=1, connect_args={**IMPATIENT, "options": TIMED})
        self._address = engines.address(configured)
        self._bell: psycopg.Connection | None = None

    @contextmanager
    def whole(self) -> Iterator[WholeRegister]:
        """All in one snapshot, streamed."""
        with self._asking() as session:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            session.execute(text("SET LOCAL statement_timeout = 0"))
            stands = pages.head(session)
            clients = with_access(session)  # while the records stream, the connection answers nothing else
            with closing(whole.streamed(session)) as rows:
                yield WholeRegister((orjson.loads(record.encoded(one)) for one in rows), clients, str(stands))

    def rest(self) -> Rest:
        with self._asking() as session:
            return Rest(signing.publish(session, Use.TOKEN), published.texts(session), published.turns(session))

    def changes(self, cursor: str, wait: float) -> Batch:
        """Listening begins before the first look: whatever is committed after it rings."""
        bell = self._listening()
        if (found := self._read(cursor)).changes or found.more or not wait:
            return found
        try:
            for _ in bell.notifies(timeout=min(wait, UNRUNG), stop_after=1):
                pass
        except psycopg.Error as error:
            raise self._gone(error) from error
        return self._read(cursor)

    def checksum(self, cursor: str) -> Checksum:
        with self._asking() as session, only_good():
            session.execute(text("SET LOCAL statement_timeout = '60s'"))
            found = checksum.at(session, Cursor.read(cursor))
            return Checksum(found.operators, found.total)

    def _read(self, cursor: str) -> Batch:
        asked_at = boot_clock()
        with self._asking() as session, only_good():
            page = pages.read(session, Cursor.read(cursor), AT_ONCE, view=View.NODE)
            ahead = session.scalars(select(func.clock_timestamp())).one() - clock.now()
        changes = [Change(item.kind.api, orjson.loads(item.data)) for item in page.items]
        return Batch(changes, str(page.cursor), page.more, asked_at, ahead.total_seconds())

    @contextmanager
    def _asking(self) -> Iterator[Session]:
        """A transaction that sees every row and changes nothing."""
        try:
            with Session(self._engine) as session:
                enter(session, SYSTEM)
                yield session
        except (DBAPIError, psycopg.Error) as error:
            raise self._gone(error) from error

    def _listening(self) -> psycopg.Connection:
        if self._bell is None:
            try:
                self._bell = psycopg.connect(self._address, autocommit=True, **IMPATIENT)
                self._bell.execute(f"LISTEN {CHANNEL}")
            except psycopg.Error as error:
                raise self._gone(error) from error
        return self._bell

    def _gone(self, error: Exception) -> Away:
        """Whatever was open may be the broken one: all is opened anew."""
        self.close()
        return Away(str(error).partition("\n")[0])

    def close(self) -> None:
        if self._bell is not None:
            self._bell.close()
        self._bell = None
        self._engine.dispose()


@contextmanager
def only_good() -> Iterator[None]:
    """A cursor that the feed does not take, whatever it has against it."""
    try:
        yield
    except (cursors.Expired, cursors.NotACursor) as error:
        raise Expired(str(error)) from error


def with_access(session: Session) -> list[Document]:
    clients = session.scalars(select(ApiClient).where(ApiClient.disabled_at.is_(None)).order_by(ApiClient.client_id))
    return [one.access.to_json() for one in clients]
