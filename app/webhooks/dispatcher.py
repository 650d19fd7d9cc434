"""The process that sends: woken by the database when the register has changed, it keeps hundreds of messages under way at once.

A receiver that hangs holds a place of those that fail, and no other's. Several such processes share the work.
"""

from __future__ import annotations

import asyncio
import logging
import resource
import signal
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeVar
from uuid import UUID

from psycopg import AsyncConnection, OperationalError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.config import settings
from app.core import clock, engines
from app.core.isolation import SYSTEM, enter
from app.webhooks import claims, message, spreading, targets
from app.webhooks.claims import Claim
from app.webhooks.resolving import SharedNames
from app.webhooks.sending import Answer, Line, post
from app.webhooks.signature import headers
from app.webhooks.targets import BadTarget

PLACES, PLACES_FAILING = 1000, 250
LOOK_EVERY, AFTER_A_FAULT = 1.0, 2.0
GATHERED_FOR = 0.02  # what ends together is written down together
CHANNELS = ("register_change", "webhook")
HEADERS = {"Content-Type": message.MEDIA_TYPE, "User-Agent": message.AGENT, "Accept": "*/*"}

log = logging.getLogger(__name__)
Done = TypeVar("Done")


class Batch(NamedTuple):
    """What is under way to one receiver, and whether it was failing before."""

    is_failing: bool
    size: int


class Dispatcher:
    """Spreads changes, sends what is due, and writes down what became of it, until told to stop."""

    def __init__(self, engine: Engine, line: Line) -> None:
        self.engine, self.line = engine, line
        self.woken, self.is_stopping = asyncio.Event(), False
        self.under_way: dict[UUID, Batch] = {}  # by receiver
        self.outcomes: list[tuple[Claim, Answer]] = []
        self.tasks: set[asyncio.Task[None]] = set()

    def stop(self) -> None:
        self.is_stopping = True
        self.woken.set()

    async def run(self) -> None:
        """Ends when what is under way has ended."""
        listening = asyncio.create_task(self.listen())
        while not self.is_stopping or self.tasks or self.outcomes:
            self.woken.clear()
            try:
                await self.turn()
            except SQLAlchemyError:
                log.exception("The database does not answer")
                await asyncio.sleep(AFTER_A_FAULT)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.woken.wait(), LOOK_EVERY)
            await asyncio.sleep(GATHERED_FOR)
        listening.cancel()

    async def turn(self) -> None:
        """One round: what was done is written down before more is taken."""
        if self.outcomes:
            outcomes = self.outcomes[:]
            await self.work(lambda session: claims.settle(session, outcomes))
            del self.outcomes[: len(outcomes)]
            for claimed, _ in outcomes:
                self.under_way.pop(claimed.subscription_id, None)
        if not self.is_stopping:
            if await self.work(spreading.spread):
                self.woken.set()
            await self.take(failing=False, places=PLACES)
            await self.take(failing=True, places=PLACES_FAILING)

    async def take(self, *, failing: bool, places: int) -> None:
        free = places - sum(batch.size for batch in self.under_way.values() if batch.is_failing is failing)
        if free <= 0:
            return
        busy = list(self.under_way)
        taken = await self.work(lambda session: claims.claim(session, busy=busy, failing=failing, places=free))
        for receiver, found in groupby(sorted(taken, key=attrgetter("subscription_id")), attrgetter("subscription_id")):
            messages = list(found)
            self.under_way[receiver] = Batch(failing, len(messages))
            task = asyncio.create_task(self.send(messages))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def send(self, batch: Sequence[Claim]) -> None:
        """The messages to one receiver, side by side. All are settled together: then it is free for the next."""
        answers = await asyncio.gather(*(self.send_one(one) for one in batch), return_exceptions=True)
        for claimed, answer in zip(batch, answers, strict=True):
            if isinstance(answer, BaseException):  # whatever it was, it keeps nobody else waiting
                log.error("A message could not be sent", exc_info=answer)
                self.outcomes.append((claimed, Answer(error=f"A fault on our side: {answer.__class__.__name__}")))
            else:
                self.outcomes.append((claimed, answer))
        self.woken.set()

    async def send_one(self, claimed: Claim) -> Answer:
        try:
            target = targets.read(claimed.url, loopback=self.line.loopback)
        except BadTarget as error:
            return Answer(error=str(error))
        if not claimed.secrets:
            return Answer(error="Its secret cannot be read any more: change it")
        signed = headers(claimed.secrets, str(claimed.event_id), int(clock.now().timestamp()), claimed.body)
        return await post(self.line, target, HEADERS | signed, claimed.body)

    async def work(self, do: Callable[[Session], Done]) -> Done:
        """In a transaction of the system's own, on a thread: the connections go on meanwhile."""
        return await asyncio.to_thread(self.committed, do)

    def committed(self, do: Callable[[Session], Done]) -> Done:
        with Session(self.engine, expire_on_commit=False) as session:
            enter(session, SYSTEM)
            done = do(session)
            session.commit()
            return done

    async def listen(self) -> None:
        """Wake when the database says so. While it cannot be heard, the round goes on by the clock."""
        address = self.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        while True:
            with suppress(OperationalError):
                async with await AsyncConnection.connect(address, autocommit=True) as connection:
                    for channel in CHANNELS:
                        await connection.execute(f"LISTEN {channel}")
                    async for _ in connection.notifies():
                        self.woken.set()
            await asyncio.sleep(AFTER_A_FAULT)


def line_out(tls: ssl.SSLContext | None = None) -> Line:
    """To the internet; in a demonstration also to this machine."""
    return Line(SharedNames(), tls or ssl.create_default_context(), loopback=settings().mode != "production")


def run() -> None:
    """Send until told to stop."""
    allow_many_connections()
    asyncio.run(serve())


async def serve() -> None:
    engine = engines.engine(settings(), pool_size=2)
    dispatcher = Dispatcher(engine, line_out())
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, dispatcher.stop)
    await dispatcher.run()
    engine.dispose()


def allow_many_connections() -> None:
    """Each message under way holds a file descriptor, and the usual limit is as low as a thousand."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * PLACES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard) if hard != resource.RLIM_INFINITY else wanted, hard))
