"""The database is away for a while: everybody is told so, nobody is told anything wrong, and afterwards all is as before."""

from uuid import uuid4

import pytest

from app.core.embedded import temporary
from app.core.migrations import migrate
from tests.faults.visitor import Visitor
from tests.served import served, wait_until

ASKED = "/api/v1/operators/ZZ1000000001/status"


@pytest.fixture(scope="module")
def lost(tmp_path_factory):
    """A visitor of a portal whose database has just gone, and the database."""
    with temporary() as server:
        server.create_database("lost")
        migrate(server.url("lost", user="aeo_owner"))
        with served(server, "lost", tmp_path_factory.mktemp("lost")) as portal:
            visitor = Visitor(portal.address, f"{uuid4()}:0:{uuid4()}")
            visitor.get("/account/sign-in")
            assert visitor.get("/register").status == 200
            server.stop()
            yield visitor, server, portal
            if not server.is_running:
                server.start()


@pytest.fixture
def visitor(lost):
    return lost[0]


@pytest.mark.parametrize("path", ["/register", "/operator", "/officer", "/account/profile"])
def test_a_page_says_so_and_when_to_come_back(visitor, path):
    answer = visitor.get(path)

    assert answer.status == 503
    assert answer.headers["Retry-After"]
    assert "cannot answer just now" in answer.text


def test_a_certificate_that_cannot_be_checked_is_not_called_invalid(visitor):
    answer = visitor.get("/v/7Q4K2M9DXT3P")

    assert answer.status == 503
    assert answer.headers["Retry-After"]
    assert "This says nothing about the certificate" in answer.text
    assert "Not valid" not in answer.text


def test_a_form_that_is_sent_says_so_too(visitor):
    answer = visitor.post("/account/sign-in", email="ada@example.com", password="four plain words together")

    assert answer.status == 503
    assert answer.headers["Retry-After"]


def test_a_system_gets_a_problem_and_never_invalid(visitor):
    answer = visitor.get(ASKED)

    assert (answer.status, answer.json["type"]) == (503, "/problems/unavailable")
    assert answer.headers["Retry-After"]


def test_the_process_lives_and_is_not_ready(visitor):
    assert visitor.get("/healthz").status == 200
    assert visitor.get("/readyz").status == 503


def test_back_again_everything_answers(lost):
    visitor, server, portal = lost

    server.start()

    wait_until(lambda: visitor.get("/readyz").status == 200)
    assert visitor.get("/register").status == 200
    assert visitor.get(ASKED).status == 404
    assert portal.web.is_running
