"""One message to one receiver: the address is checked where it is connected to, nothing is followed, and all of it ends in time.

`asyncio` and no HTTP library: the limit holds for the whole exchange, also with a receiver that answers a byte at a time,
and the connection goes to the very address that was checked, with the certificate asked of the host's name.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from http.client import parse_headers
from io import BytesIO
from typing import Any

from app.core import clock
from app.webhooks.schedule import LONGEST_ASKED
from app.webhooks.targets import BadTarget, Target, is_open, require_open

TIME_LIMIT = 15.0
LONGEST_HEAD = 32 * 1024
INTERIM_AT_MOST = 5

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass(frozen=True)
class Answer:
    """What became of a try. `status` is None where nothing was answered; `error` is for people."""

    status: int | None = None
    error: str = ""
    wait: timedelta | None = None

    @property
    def is_success(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        return self.status == 410


@dataclass(frozen=True)
class Line:
    """The way out: who tells the addresses of a host, which certificates are believed, whether this machine may be called."""

    resolve: Resolve
    tls: ssl.SSLContext
    loopback: bool
    time_limit: float = TIME_LIMIT


async def post(line: Line, target: Target, headers: Mapping[str, str], body: bytes) -> Answer:
    """Send it; whatever goes wrong is an answer too."""
    try:
        async with asyncio.timeout(line.time_limit):
            return await exchange(line, target, request(target, headers, body))
    except TimeoutError:
        return Answer(error=f"No answer within {line.time_limit:g} s")
    except BadTarget as error:
        return Answer(error=str(error))
    except ssl.SSLError as error:
        return Answer(error=f"TLS: {error.reason or error}")
    except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
        return Answer(error=str(error) or error.__class__.__name__)


def request(target: Target, headers: Mapping[str, str], body: bytes) -> bytes:
    lines = {"Host": target.name, "Content-Length": str(len(body)), "Connection": "close", **headers}
    head = [f"POST {target.path} HTTP/1.1", *(f"{name}: {value}" for name, value in lines.items())]
    return "\r\n".join([*head, "", ""]).encode("ascii") + body


async def exchange(line: Line, target: Target, sent: bytes) -> Answer:
    reader, writer = await connect(line, target)
    try:
        writer.write(sent)
        return await answered(reader)
    finally:
        writer.transport.abort()  # what else it says is not read, and nobody waits for its goodbye


async def connect(line: Line, target: Target) -> Streams:
    """To the first address that answers, of a host whose addresses are all allowed."""
    *others, last = require_open(await line.resolve(target.host, target.port), loopback=line.loopback)
    for address in others:
        with suppress(ConnectionError):
            return await connect_to(address, line, target)
    return await connect_to(last, line, target)


async def connect_to(address: str, line: Line, target: Target) -> Streams:
    tls: dict[str, Any] = {"ssl": line.tls, "server_hostname": target.host} if target.is_encrypted else {}
    reader, writer = await asyncio.open_connection(address, target.port, limit=LONGEST_HEAD, **tls)
    if not is_open(writer.get_extra_info("peername")[0], loopback=line.loopback):
        writer.transport.abort()
        raise BadTarget("The connection led into a private network")
    return reader, writer


async def answered(reader: asyncio.StreamReader) -> Answer:
    """The first answer that is not an interim one. Its body is not read: only the status counts."""
    for _ in range(INTERIM_AT_MOST):
        head = BytesIO(await reader.readuntil(b"\r\n\r\n"))
        version, _, rest = head.readline().decode("latin-1").partition(" ")
        if not version.startswith("HTTP/1.") or not rest[:3].isdecimal():
            raise ValueError("The answer is not HTTP")
        status, told = int(rest[:3]), parse_headers(head)
        if status >= 200:
            return Answer(status, "" if status < 300 else f"Answered {status}", asked_to_wait(told.get("Retry-After")))
    raise ValueError("The answer does not end")


def asked_to_wait(written: str | None) -> timedelta | None:
    """Retry-After, in seconds or as a date; at most a day."""
    if written is None:
        return None
    try:
        wait = timedelta(seconds=int(written)) if written.strip().isdecimal() else parsedate_to_datetime(written) - clock.now()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, timedelta()), LONGEST_ASKED)
