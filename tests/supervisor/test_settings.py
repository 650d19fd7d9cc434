import os
import stat

import pytest

from app.config import settings
from app.supervisor import demo
from app.supervisor.settings import environment, read, secret_key
from app.supervisor.terminal import Failed


@pytest.fixture
def chosen(monkeypatch, tmp_path):
    """`chosen(PORT="8001")` is what a person has chosen, on a machine without any other setting."""

    def choose(**values):
        for name in ("PORT", "HOST", "RESET", "DATABASE_URL", "MIGRATION_DATABASE_URL", "SECRET_KEY", "STORAGE_PATH", "BASE_URL"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"VAR": str(tmp_path), **values}.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        return read()

    yield choose
    settings.cache_clear()


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


def test_a_database_of_ones_own_is_used_and_not_kept_up(chosen):
    mine = chosen(DATABASE_URL="postgresql://aeo_app@mine/aeo", MIGRATION_DATABASE_URL="postgresql://aeo_owner@mine/aeo")

    with demo.database(mine) as (database, migration, things):
        assert (database, migration, things) == ("postgresql://aeo_app@mine/aeo", "postgresql://aeo_owner@mine/aeo", [])


def test_a_database_of_ones_own_without_the_owners_address_is_refused_in_one_line(chosen):
    mine = chosen(DATABASE_URL="postgresql://aeo_app@mine/aeo")

    with pytest.raises(Failed, match="MIGRATION_DATABASE_URL"), demo.database(mine):
        pass


def test_a_database_of_ones_own_is_never_thrown_away(chosen, tmp_path):
    chosen(DATABASE_URL="postgresql://aeo_app@mine/aeo", RESET="1")

    with pytest.raises(Failed, match="DATABASE_URL names another"):
        demo.start_over(tmp_path)
