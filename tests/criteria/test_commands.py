import pytest

from app.criteria import service
from app.criteria.states import State
from tests.makers import Maker


@pytest.fixture
def command(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["programme", *words])


def test_an_edition_is_retired_once_another_is_published(command, committed, data):
    first = Maker(committed).edition()
    service.publish(
        committed, service.load(committed, data | {"edition": data["edition"] | {"code": "test-2027"}}, by=None), by=None
    )
    committed.commit()

    answer = command("retire-criteria", first.code)

    assert (answer.exit_code, answer.output) == (0, f"{first.code}: retired\n")
    committed.refresh(first)
    assert first.state is State.RETIRED


def test_the_last_one_stays(command, committed):
    only = Maker(committed).edition()

    answer = command("retire-criteria", only.code)

    assert answer.exit_code == 1
    assert "No other edition is published" in answer.output
    committed.refresh(only)
    assert only.state is State.PUBLISHED


def test_an_edition_of_another_name_is_not_found(command):
    assert "There is no edition my-2099." in command("retire-criteria", "my-2099").output
