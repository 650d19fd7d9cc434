import sys

import pytest

from app.supervisor import preparing
from app.supervisor.databases import Database
from app.supervisor.stopping import Stop
from app.supervisor.terminal import Failed


@pytest.fixture
def prepare(chosen, monkeypatch, tmp_path):
    """`prepare(note)` writes a line to `told` when its one step is taken."""
    monkeypatch.setattr(preparing, "PROGRAMME", [sys.executable, "-c", f"open({str(tmp_path / 'told')!r}, 'a').write('x')"])
    monkeypatch.setattr(preparing, "STEPS", (("Telling", "tell"),))

    def once(note):
        preparing.prepare(chosen(), Database("app", "owner", note=note), {}, Stop())
        return (tmp_path / "told").read_text()

    return once


def test_a_second_start_finds_all_prepared(prepare, tmp_path):
    assert prepare(tmp_path / "note") == "x"
    assert prepare(tmp_path / "note") == "x"


def test_after_a_change_of_the_code_it_is_prepared_anew(prepare, monkeypatch, tmp_path):
    prepare(tmp_path / "note")
    monkeypatch.setattr(preparing, "fingerprint", lambda: "other code")

    assert prepare(tmp_path / "note") == "xx"


def test_a_database_of_ones_own_is_prepared_at_each_start(prepare):
    assert prepare(None) == "x"
    assert prepare(None) == "xx"


def test_what_failed_is_not_noted_as_prepared(prepare, monkeypatch, tmp_path):
    monkeypatch.setattr(preparing, "PROGRAMME", [sys.executable, "-c", "raise SystemExit(1)"])

    with pytest.raises(Failed):
        prepare(tmp_path / "note")

    assert not (tmp_path / "note").exists()


def test_migrations_and_editions_count_as_code():
    names = {path.name for path in preparing.code()}

    assert {"env.py", "requirements.lock"} <= names
    assert any(name.endswith(".yaml") for name in names)
