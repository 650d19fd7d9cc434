"""A request that a system sends twice is done once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts import clients, repeats
from app.accounts.repeats import IdempotentRequest, OtherRequest, StillRunning
from app.core import clock
from app.core.isolation import CLIENT, enter

ANSWER = {"status": 201, "headers": {}, "body": "whsec_x"}


@pytest.fixture
def engine_of_tests(committed):
    client = clients.create(committed, "engine", "Engine", ["aeo.status"], "secret", by=None)
    committed.commit()
    return client


@pytest.fixture
def done(committed, engine_of_tests):
    repeats.keep(committed, engine_of_tests, "key", "asked", ANSWER)
    committed.commit()
    return engine_of_tests


def test_the_first_sending_goes_on(committed, engine_of_tests):
    assert repeats.begin(committed, engine_of_tests, "key", "asked") is None


def test_the_second_gets_the_first_answer(committed, done):
    assert repeats.begin(committed, done, "key", "asked") == ANSWER


def test_the_answer_is_not_readable_in_the_table(committed, done):
    assert b"whsec_x" not in committed.scalars(select(IdempotentRequest.answer)).one()


def test_the_key_of_another_request_is_refused(committed, done):
    with pytest.raises(OtherRequest):
        repeats.begin(committed, done, "key", "something else")


def test_while_the_first_runs_the_second_is_told_so(committed, other, engine_of_tests):
    repeats.begin(committed, engine_of_tests, "key", "asked")

    with pytest.raises(StillRunning):
        repeats.begin(other, engine_of_tests, "key", "asked")


def test_two_keys_run_beside_each_other(committed, other, engine_of_tests):
    repeats.begin(committed, engine_of_tests, "one", "asked")

    assert repeats.begin(other, engine_of_tests, "two", "asked") is None


def test_after_a_day_the_key_is_free(committed, done):
    with clock.at(clock.now() + timedelta(hours=24, seconds=1)):
        assert repeats.begin(committed, done, "key", "something else") is None
        repeats.keep(committed, done, "key", "something else", ANSWER)
        committed.commit()

        assert repeats.begin(committed, done, "key", "something else") == ANSWER


def test_the_worker_forgets_old_ones(committed, done):
    with clock.at(clock.now() + timedelta(hours=25)):
        repeats.sweep(committed)

    assert committed.scalar(select(func.count()).select_from(IdempotentRequest)) == 0


def test_a_system_does_not_see_the_requests_of_another(committed, other, done):
    clients.create(committed, "stranger", "Stranger", ["aeo.status"], "secret", by=None)
    committed.commit()
    enter(other, CLIENT)
    repeats.begin(other, clients.find(other, "stranger"), "another", "asked")

    assert other.scalars(select(IdempotentRequest)).all() == []

    repeats.begin(other, clients.find(other, "engine"), "another", "asked")

    assert len(other.scalars(select(IdempotentRequest)).all()) == 1
