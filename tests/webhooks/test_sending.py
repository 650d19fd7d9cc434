"""One message to one receiver, over real connections."""

import asyncio
import socket
import threading
import time
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from email.utils import format_datetime

import pytest

from app.core import clock
from app.webhooks import targets
from app.webhooks.sending import Answer, asked_to_wait, post
from tests.webhooks.conftest import HOST


def sent(line, url, body=b"{}", headers=None):
    target = targets.read(url, loopback=True)
    return asyncio.run(post(line, target, headers or {}, body))


def named(server):
    """By a name that only the test's resolver knows."""
    return f"http://{HOST}:{server.server_port}/hook"


def test_a_receiver_gets_the_body_with_its_headers(receiver, line):
    there = receiver()

    answer = sent(line(), there.url + "?a=b", b'{"x":1}', {"webhook-id": "1"})

    (got,) = there.received
    assert answer == Answer(204)
    assert (got.path, got.body, got.headers["webhook-id"]) == ("/hook?a=b", b'{"x":1}', "1")
    assert got.headers["Host"] == f"127.0.0.1:{there.server_port}"


@pytest.mark.parametrize(
    ("status", "is_success"), [(200, True), (202, True), (299, True), (301, False), (404, False), (500, False)]
)
def test_only_2xx_is_success(receiver, line, status, is_success):
    assert sent(line(), receiver(lambda number: status).url).is_success is is_success


def test_a_redirect_is_not_followed(receiver, line):
    elsewhere = receiver()
    there = receiver(lambda number: (307, {"Location": elsewhere.url}))

    assert sent(line(), there.url).status == 307
    assert elsewhere.received == []


def test_an_interim_answer_is_not_the_answer(line):
    with raw(b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n") as url:
        assert sent(line(), url).status == 200


@pytest.mark.parametrize(
    "said", [b"", b"\r\n\r\n", b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"x" * 70_000]
)
def test_what_is_not_http_is_a_failure(line, said):
    with raw(said) as url:
        answer = sent(line(), url)

    assert answer.status is None
    assert answer.error


def test_a_receiver_that_hangs_is_given_up_in_time(receiver, line):
    began = time.monotonic()

    answer = sent(line(time_limit=0.3), receiver(delay=5).url)

    assert answer.error == "No answer within 0.3 s"
    assert time.monotonic() - began < 1.5


def test_a_receiver_that_answers_a_byte_at_a_time_too(line):
    with raw(b"HTTP/1.1 200 OK", pause=0.1) as url:
        began = time.monotonic()
        assert sent(line(time_limit=0.4), url).error == "No answer within 0.4 s"

    assert time.monotonic() - began < 2


def test_nobody_at_the_address_is_a_failure(line):
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert sent(line(), f"http://127.0.0.1:{port}/").status is None


def test_the_next_address_is_tried_where_nobody_answers(receiver, line):
    there = receiver()

    assert sent(line(["127.0.0.9", "127.0.0.1"]), named(there)).is_success


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["::ffff:127.0.0.1", "10.0.0.1"], ["169.254.169.254"], ["::1"]])
def test_a_name_that_leads_within_is_not_called(receiver, line, addresses):
    there = receiver()

    assert "private network" in sent(line(addresses), named(there)).error
    assert there.received == []


def test_a_name_that_changes_its_mind_after_it_was_checked_gets_nothing(receiver, line):
    """DNS rebinding: the address that was checked is the one connected to, and each message is checked anew."""
    there, way = receiver(), line(["127.0.0.1"], ["169.254.169.254"])

    assert sent(way, named(there)).is_success
    assert "private network" in sent(way, named(there)).error
    assert len(there.received) == 1


def test_production_does_not_call_this_machine(receiver, line):
    there = receiver()

    assert "private network" in sent(line(loopback=False), there.url).error
    assert there.received == []


def test_tls_asks_for_the_name_of_the_host_not_of_the_address(encrypted, line, trusting):
    assert sent(line(tls=trusting), f"https://{HOST}:{encrypted.server_port}/hook").is_success


def test_a_certificate_of_another_host_is_refused(encrypted, line, trusting):
    answer = sent(line(tls=trusting), f"https://other.example:{encrypted.server_port}/hook")

    assert "CERTIFICATE_VERIFY_FAILED" in answer.error
    assert encrypted.received == []


def test_a_certificate_that_nobody_vouches_for_is_refused(encrypted, line):
    assert "CERTIFICATE_VERIFY_FAILED" in sent(line(), f"https://{HOST}:{encrypted.server_port}/hook").error


@pytest.mark.parametrize(
    ("written", "wait"),
    [
        ("120", 120),
        ("0", 0),
        ("9999999", 86400),
        ("-1", None),
        ("soon", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        (None, None),
    ],
)
def test_retry_after_in_seconds(written, wait):
    assert asked_to_wait(written) == (None if wait is None else timedelta(seconds=wait))


def test_retry_after_as_a_date():
    wait = asked_to_wait(format_datetime(clock.now() + timedelta(minutes=10), usegmt=True))

    assert timedelta(minutes=9) < wait <= timedelta(minutes=10)


@contextmanager
def raw(said, pause=0.0):
    """A server that says this and nothing else, whatever it is asked; with a pause, a byte at a time."""

    def serve():
        connection, _ = server.accept()
        with connection, suppress(OSError):
            connection.recv(65536)
            for part in [said[place : place + 1] for place in range(len(said))] if pause else [said]:
                connection.sendall(part)
                time.sleep(pause)

    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
