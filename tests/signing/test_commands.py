"""Rotating the keys from the command line, and by the clock of the worker."""

import pytest

from app.core import jobs
from app.signing import keyring
from app.signing.words import Use


@pytest.fixture
def command(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["programme", *words])


def kids(session):
    return {key.kid for key in keyring.read(session).published(Use.TOKEN)}


def test_the_next_key_signs_at_once(command, committed):
    command("rotate-keys")
    before = kids(committed)

    assert command("rotate-keys").exit_code == 0

    committed.rollback()
    assert before < kids(committed)


def test_leaked_keys_are_withdrawn(command, committed):
    command("rotate-keys")
    before = kids(committed)

    assert command("rotate-keys", "--leaked").exit_code == 0

    committed.rollback()
    assert before.isdisjoint(kids(committed))


def test_the_worker_publishes_them_before_anybody_needs_one(committed, run_jobs):
    jobs.defer(committed, "turn_keys", timestamp=0)
    committed.commit()

    run_jobs()

    assert len(kids(committed)) == 2
