"""Receivers, the way to them, and a certificate for a host that only the test's resolver knows."""

import asyncio
import ssl
import threading
from contextlib import ExitStack, contextmanager
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import create_engine

from app.accounts import clients
from app.core import clock
from app.core.engines import IN_UTC
from app.programme.words import AuthorisationType
from app.reactions import republish
from app.webhooks import service, spreading
from app.webhooks.dispatcher import Dispatcher
from app.webhooks.sending import Line
from app.webhooks.types import NEEDS
from tests.makers import Maker
from tests.webhooks.receivers import Receiver, receiving

HOST = "receiver.example"


@pytest.fixture
def receiver():
    """`receiver(answer, delay)` is a server that waits for messages."""
    with ExitStack() as open_ones:
        yield lambda *arguments, **more: open_ones.enter_context(receiving(Receiver(*arguments, **more)))


def resolving(*answers):
    """A resolver that gives these addresses, each time the next; the last for ever."""
    left = list(answers)

    async def resolve(host, port):
        await asyncio.sleep(0)
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


@pytest.fixture
def line():
    """`line(addresses, …)` leads to this machine, whatever the host is called."""

    def made(*answers, loopback=True, tls=None, time_limit=2.0):
        return Line(resolving(*(answers or (["127.0.0.1"],))), tls or ssl.create_default_context(), loopback, time_limit)

    return made


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """The file of a certificate for one host, which signed itself, with its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(clock.now() - timedelta(days=1)).not_valid_after(clock.now() + timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    path = tmp_path_factory.mktemp("tls") / "receiver.pem"
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(secret + builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def encrypted(receiver, certificate):
    """A receiver with TLS, by the name of the certificate."""
    server = receiver()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    return server


@pytest.fixture
def trusting(certificate):
    """What believes this certificate, and no other."""
    return ssl.create_default_context(cafile=certificate)


@pytest.fixture
def system(committed):
    """A system that may have webhooks, and be told of everything."""
    scopes = ["aeo.webhook", "aeo.status", "aeo.risk"]
    made = clients.create(committed, "risk-engine", "Risk engine", scopes, "secret", by=None)
    committed.commit()
    return made


@pytest.fixture
def subscribe(committed, system):
    """`subscribe(url, types, …)` is a webhook of the system; its secret is remembered as `secret_of[id]`."""

    def made(url, *types, of=None):
        webhook, secret = service.subscribe(committed, of or system, url=url, types=types or list(NEEDS))
        committed.commit()
        made.secret_of[webhook.id] = secret
        return webhook

    made.secret_of = {}
    return made


@pytest.fixture
def dispatcher(database, line):
    """`with dispatcher():` sends in the background, as the process does."""

    @contextmanager
    def running(way=None):
        engine = create_engine(database, connect_args=IN_UTC)
        ready, running = threading.Event(), []

        async def serve():
            running.extend([Dispatcher(engine, way or line()), asyncio.get_running_loop()])
            ready.set()
            await running[0].run()

        thread = threading.Thread(target=lambda: asyncio.run(serve()))
        thread.start()
        ready.wait(10)
        try:
            yield running[0]
        finally:
            running[1].call_soon_threadsafe(running[0].stop)
            thread.join(30)
            engine.dispose()

    return running


@pytest.fixture
def turn(database, line):
    """`turn()` is one round of the process: what is due is sent, and what became of it is written down."""

    async def taken(engine):
        sending = Dispatcher(engine, line())
        await sending.turn()
        await asyncio.gather(*sending.tasks)
        sending.stop()
        await sending.turn()

    def once():
        engine = create_engine(database, connect_args=IN_UTC)
        asyncio.run(taken(engine))
        engine.dispose()

    return once


@pytest.fixture
def publish(committed):
    """`publish(operator)` grants it an authorisation, or changes what the world knows of it; in one transaction."""

    def published(operator=None, **values):
        make = Maker(committed)
        operator = operator or make.operator()
        make.authorisation(operator, AuthorisationType.AEOC, **values)
        republish(committed, [operator.id])
        committed.commit()
        return operator

    return published


@pytest.fixture
def fresh(committed):
    """`fresh(thing)` as it stands in the database now."""

    def read(thing):
        committed.rollback()
        committed.expire_all()
        return thing

    return read


@pytest.fixture
def started(committed):
    """The spreading has begun: what changes from here on is told."""
    spreading.spread(committed)
    committed.commit()
