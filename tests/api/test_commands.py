"""Giving and ending the access of a system from the command line."""

import re

import pytest
from joserfc.jwk import ECKey

from app.accounts import clients
from tests.api.conftest import SECRET


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


def test_a_new_secret_works_beside_the_old_one(command, session, give):
    system = give("aeo.status")

    secret = re.search(r"secret: +(\S+)", command("renew-secret", system.client_id).output)[1]

    session.expire_all()
    for one in (SECRET, secret):
        assert clients.authenticate(session, system.client_id, one)


def test_keys_are_registered_from_a_file(command, session, give, tmp_path):
    system, key = give("aeo.status"), ECKey.generate_key("P-256", auto_kid=True)
    path = tmp_path / "key.pem"
    path.write_bytes(key.as_pem(private=False))

    assert key.kid in command("register-keys", system.client_id, str(path)).output

    session.expire_all()
    assert [one["kid"] for one in system.keys] == [key.kid]


def test_what_is_no_key_is_said_in_one_line(command, give, tmp_path):
    path = tmp_path / "key.pem"
    path.write_text("nonsense")

    assert command("register-keys", give("aeo.status").client_id, str(path)).output.startswith("Error: Give a JWKS as JSON")
