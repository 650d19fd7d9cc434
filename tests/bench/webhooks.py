"""From the commit of a change to a thousand receivers: how long it takes, with all of them well and with some of them dead.

The process that sends, the receivers (one process, a connection for each message) and PostgreSQL share the machine.
`python -m tests.bench.webhooks`.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import ssl
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

SUBSCRIPTIONS, CHANGES, PAUSE = 1000, 8, 3.0
TYPE = "aeo.status.changed.v1"


def main() -> None:
    os.environ.update(PORTAL_MODE="demo", SECRET_KEY="only-for-a-bench-only-for-a-bench-only")
    from app.core.embedded import temporary
    from app.core.migrations import migrate

    with temporary() as server:
        os.environ["DATABASE_URL"] = server.url()
        migrate(server.url(user="aeo_owner"))
        for dead, pem in ((0, ""), (100, ""), (0, certificate(server.home))):
            measure(server.url(), dead, pem)


def certificate(folder) -> str:
    """The file of a certificate for this machine, which signed itself, with its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "receiver")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(days=1), now + timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    pem = Encoding.PEM
    path = folder / "receiver.pem"
    secret = key.private_bytes(pem, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + builder.sign(key, SHA256()).public_bytes(pem))
    return str(path)


def measure(database: str, dead: int, pem: str) -> None:
    """`dead` of the receivers take the connection and never answer. With `pem` they speak TLS."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.orm import Session

    from app import models  # noqa: F401
    from app.core.isolation import SYSTEM, enter

    engine = create_engine(database)
    with Session(engine) as session, receivers(pem) as there:
        enter(session, SYSTEM)
        session.execute(text("DELETE FROM webhook_subscription"))
        operator = prepare(session, f"http{'s' if pem else ''}://127.0.0.1:{there.port}", dead)
        with sending(pem):
            committed = dict(publish(session, operator, number) for number in range(CHANGES))
            time.sleep(5)
        told(f"{dead} of them dead{', by TLS' if pem else ''}", committed, CHANGES * (SUBSCRIPTIONS - dead), there.ended())
    engine.dispose()


def prepare(session, address: str, dead: int):
    """An operator, and the webhooks of fifty systems."""
    from app.accounts import clients
    from app.core.ids import fresh
    from app.programme.words import AuthorisationType
    from app.webhooks import service
    from tests.makers import Maker

    make = Maker(session)
    operator = make.operator()
    make.authorisation(operator, AuthorisationType.AEOC)
    systems = [
        clients.create(session, f"system-{fresh().hex}", "System", ["aeo.webhook", "aeo.status"], "x", by=None)
        for _ in range(SUBSCRIPTIONS // 20)
    ]
    for number in range(SUBSCRIPTIONS):
        way = "dead" if number < dead else "well"
        service.subscribe(session, systems[number // 20], url=f"{address}/{way}/{number}", types=[TYPE])
    session.commit()
    return operator


def publish(session, operator, number: int) -> tuple[int, float]:
    """A change of its status: its number in the register, and the moment of the commit."""
    from app.authorisations.models import Authorisation
    from app.authorisations.states import State
    from app.core import clock
    from app.reactions import republish
    from app.register.models import Entry

    time.sleep(PAUSE)
    authorisation = session.query(Authorisation).filter_by(operator_id=operator.id).one()
    authorisation.state, authorisation.suspended_on = (State.GRANTED, None) if number % 2 else (State.SUSPENDED, clock.today())
    republish(session, [operator.id])
    seq = session.query(Entry.seq).filter_by(operator_id=operator.id).scalar()
    session.commit()
    return seq, time.time()


def told(what: str, committed: dict[int, float], expected: int, arrivals: list[tuple[float, int]]) -> None:
    late = [at - committed[seq] for at, seq in arrivals]
    cuts = statistics.quantiles(late, n=100)
    print(
        f"{SUBSCRIPTIONS} webhooks, {what}, {CHANGES} changes: {len(late)} of {expected} messages arrived,"
        f" after {cuts[49]:.2f} s (median), {cuts[98]:.2f} s (p99), {max(late):.2f} s (last)"
    )


@contextmanager
def sending(pem: str):
    """The process that sends, begun before the first change."""
    command = [sys.executable, "-m", "flask", "--app", "app.portal:create_app", "programme", "deliver"]
    process = subprocess.Popen(command, env=os.environ | ({"SSL_CERT_FILE": pem} if pem else {}))
    time.sleep(4)
    try:
        yield
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


class Receivers:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.port = int(process.stdout.readline())

    def ended(self) -> list[tuple[float, int]]:
        self.process.stdin.close()
        return json.loads(self.process.stdout.read())


@contextmanager
def receivers(pem: str):
    command = [sys.executable, "-m", "tests.bench.webhooks", "receive", *([pem] if pem else [])]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Receivers(process)
    finally:
        process.kill()
        process.wait()


async def receive(pem: str = "") -> None:
    """Answers 204 at /well/…, nothing at /dead/…; at the end of its input it tells what came when."""
    arrivals: list[tuple[float, bytes]] = []

    async def take(reader, writer) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if head.startswith(b"POST /dead"):
            await asyncio.sleep(60)
        arrivals.append((time.time(), await reader.readuntil(b"}}")))
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        writer.close()

    tls = None
    if pem:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(pem)
    server = await asyncio.start_server(take, "127.0.0.1", 0, backlog=1024, ssl=tls)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    print(json.dumps([(at, json.loads(body)["data"]["seq"]) for at, body in arrivals]), flush=True)
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(receive(*sys.argv[2:])) if sys.argv[1:2] == ["receive"] else main()
