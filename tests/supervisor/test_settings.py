import os
import stat

import pytest

from app.supervisor.settings import environment, secret_key
from app.supervisor.terminal import Failed


def test_without_a_word_it_answers_this_machine_only_on_port_8000(chosen):
    assert (chosen().host, chosen().port, chosen().reset) == ("127.0.0.1", 8000, False)


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "8000 "])
def test_what_is_no_port_is_refused(chosen, port):
    with pytest.raises(Failed, match="no port"):
        chosen(PORT=port)


@pytest.mark.parametrize(("said", "meant"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_reset_is_meant_where_it_is_said(chosen, said, meant):
    assert chosen(RESET=said).reset is meant


def test_the_secret_key_is_made_once_and_readable_by_nobody_else(tmp_path):
    first = secret_key(tmp_path / "key")

    assert len(first) >= 48
    assert secret_key(tmp_path / "key") == first
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_a_persons_own_secret_key_and_address_are_kept(chosen):
    env = environment(chosen(SECRET_KEY="own" * 20, BASE_URL="https://portal.example"), "app", "owner")

    assert (env["SECRET_KEY"], env["BASE_URL"]) == ("own" * 20, "https://portal.example")


def test_web_and_worker_are_told_their_database_and_that_this_is_a_demonstration(chosen):
    env = environment(chosen(), "app", "owner")

    assert (env["DATABASE_URL"], env["MIGRATION_DATABASE_URL"], env["PORTAL_MODE"]) == ("app", "owner", "demo")
    assert env["PATH"] == os.environ["PATH"]
