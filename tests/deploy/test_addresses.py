"""Limits count those who ask, by the address that the proxy sees: nobody looks like somebody else, or like the proxy."""

import pytest

from tests.deploy.conftest import an_address

NAMES = ["X-Forwarded-For", "x-forwarded-for", "X_Forwarded_For", "X_FORWARDED_FOR", "X-Real-IP"]
PATH, LIMIT = "/api/v1/operators/ZZ0000000000/status", 60


@pytest.fixture(params=["portal", "node"])
def caller(request, outside, at_the_node):
    return {"portal": outside, "node": at_the_node}[request.param]


def test_nobody_uses_up_what_another_may_ask(caller):
    victim = an_address()
    for name in NAMES * 2:
        assert caller.ask(PATH, (name, victim)).status == 404
        assert caller.ask(PATH, ("X-Forwarded-For", "192.0.2.1"), (name, victim)).status == 404
    assert caller.ask(PATH, ("Forwarded", f"for={victim}")).status == 404

    answer = caller.at(victim).ask(PATH)

    assert answer.headers["RateLimit"].startswith(f'"client";r={LIMIT - 1};')


def test_who_is_over_the_limit_is_so_under_every_name(caller):
    answers = (caller.ask(PATH, ("X-Forwarded-For", f"192.0.2.{number}")) for number in range(4 * LIMIT))

    assert any(one.status == 429 for one in answers)  # at a node each of its two processes counts, and a minute may just end
