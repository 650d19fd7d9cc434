"""Many announce more than they send, and stay: who sends nothing is answered, and forms are once they have gone."""

import socket
from contextlib import ExitStack
from time import monotonic

import urllib3

from tests.served import wait_until

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HEAD = "POST /account/sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"


def slow_sender(port):
    sender = socket.create_connection(("127.0.0.1", port))
    sender.sendall(f"{HEAD}Content-Length: 1000\r\n\r\nemail".encode())
    return sender


def sign_in(address):
    return urllib3.request("POST", f"{address}/account/sign-in", body=b"email=a", headers=FORM, retries=False, timeout=20)


def test_who_sends_nothing_is_answered_beside_those_whose_forms_never_arrive(serve):
    with serve() as portal, ExitStack() as there:
        for _ in range(24):
            there.enter_context(slow_sender(int(portal.address.rpartition(":")[2])))

        for path in ("/healthz", "/account/sign-in") * 10:
            begun = monotonic()
            assert urllib3.request("GET", f"{portal.address}{path}", retries=False, timeout=20).status == 200
            assert monotonic() - begun < 10
        crowded = {sign_in(portal.address).status for _ in range(4)}

        there.close()
        wait_until(lambda: sign_in(portal.address).status == 400)

    assert crowded <= {400, 503}


def test_a_form_for_which_there_is_no_place_says_when_to_send_it_again(serve):
    with serve() as portal, ExitStack() as there:
        for _ in range(24):
            there.enter_context(slow_sender(int(portal.address.rpartition(":")[2])))

        answers = [sign_in(portal.address) for _ in range(4)]

    refused = next(one for one in answers if one.status != 400)
    assert (refused.status, refused.headers.get("Retry-After")) == (503, "5"), portal.logs
    assert b"Try again" in refused.data
