"""Giving and ending the access of a system from the command line."""

import re

import pytest

from app.accounts import clients


@pytest.fixture
def command(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["programme", *words])


def test_a_system_gets_a_secret_that_works(command, session):
    answer = command("create-client", "new-engine", "Risk engine", "--scope", "aeo.status", "--scope", "aeo.risk")

    secret = re.search(r"secret: +(\S+)", answer.output)[1]
    assert clients.authenticate(session, "new-engine", secret).scopes == ["aeo.risk", "aeo.status"]


def test_a_name_that_is_taken_is_said_in_one_line(command, give):
    answer = command("create-client", give("aeo.status").client_id, "Another", "--scope", "aeo.status")

    assert answer.exit_code == 1
    assert answer.output.startswith("Error: There is a system ")


@pytest.mark.parametrize("name", ["Port Engine", "port:engine", "port--engine", "-", "ü", "", "a" * 61])
def test_a_name_no_system_could_sign_in_with_is_refused(command, session, name):
    answer = command("create-client", "--scope", "aeo.status", "--", name, "Risk engine")

    assert (answer.exit_code, clients.find(session, name)) == (1, None)
    assert answer.output.startswith("Error: Use small letters, digits and hyphens, at most 60, like risk-engine-2")


def test_a_scope_that_does_not_exist_is_not_given(command):
    assert command("create-client", "engine", "Risk engine", "--scope", "aeo.everything").exit_code == 2


def test_a_system_is_put_out(command, session, give):
    system = give("aeo.status")

    assert command("disable-client", system.client_id).exit_code == 0
    assert command("disable-client", system.client_id).output.startswith("Error: The access of Risk engine has ended")

    session.refresh(system)
    assert system.disabled_at


def test_nobody_is_put_out_by_a_wrong_name(command):
    assert "There is no system nobody" in command("disable-client", "nobody").output
