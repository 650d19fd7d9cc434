"""Somebody outside, at a proxy: with or without a certificate, from any address of this machine, and with headers as it likes."""

import http.client
import json
import ssl
from base64 import b64encode
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property

from tests.deploy.authority import Authority, Certified

HOST, SECRET = "aeo.customs.example", "a-secret-of-tests"
FORM = ("Content-Type", "application/x-www-form-urlencoded")
BASIC = ("Authorization", f"Basic {b64encode(f'engine:{SECRET}'.encode()).decode()}")


@dataclass(frozen=True)
class Caller:
    """Each question is a connection of its own. It knows the portal by `authority`, and shows `certified` if it has that."""

    port: int
    authority: Authority
    address: str = "127.0.0.1"
    certified: Certified | None = None

    def showing(self, certified):
        return replace(self, certified=certified)

    def at(self, address):
        return replace(self, address=address)

    @cached_property
    def context(self):
        made = ssl.create_default_context(cafile=self.authority.file)
        if self.certified:
            made.load_cert_chain(self.certified.file)
        return made

    def ask(self, path, *headers, method="GET", body=b"", session=None):
        """Headers are pairs; `session` is that of TLS, of an answer before."""
        connection = Connection(self, session)
        try:
            connection.connect()
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in (("Host", f"{HOST}:{self.port}"), *headers, ("Content-Length", str(len(body)))):
                connection.putheader(name, value)
            with suppress(OSError):  # who sends too much is answered before the end of it
                connection.endheaders(body)
            way = connection.sock  # which the connection forgets where the answer ends it
            return Answer.of(connection.getresponse(), way)
        finally:
            connection.close()

    @contextmanager
    def sending(self, path, *headers, announced, body):
        """Less than was announced, and then nothing more."""
        connection = Connection(self, None)
        try:
            connection.putrequest("POST", path, skip_host=True)
            for name, value in (("Host", f"{HOST}:{self.port}"), *headers, ("Content-Length", str(announced))):
                connection.putheader(name, value)
            connection.endheaders(body)
            yield
        finally:
            connection.close()

    def token(self, *headers):
        """As the answer that has it, or that says why not."""
        return self.ask("/oauth/token", FORM, BASIC, *headers, method="POST", body=b"grant_type=client_credentials")

    def bearer(self):
        """The header of a new token."""
        return bearer(self.token().json["access_token"])

    @property
    def is_answered(self):
        try:
            return self.ask("/healthz").status == 200
        except OSError:
            return False


class Connection(http.client.HTTPConnection):
    """To the proxy on this machine, by the name of the portal."""

    def __init__(self, caller, session):
        super().__init__("127.0.0.1", caller.port, timeout=40, source_address=(caller.address, 0))
        self.context, self.session = caller.context, session

    def connect(self):
        super().connect()
        self.sock = self.context.wrap_socket(self.sock, server_hostname=HOST, session=self.session)


@dataclass(frozen=True)
class Answer:
    """Read whole, with the TLS session it came by."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    session: ssl.SSLSession
    is_resumed: bool

    @classmethod
    def of(cls, response, by):
        return cls(response.status, response.headers, response.read(), by.session, by.session_reused)

    @property
    def json(self):
        return json.loads(self.body)


def bearer(token):
    return "Authorization", f"Bearer {token}"
