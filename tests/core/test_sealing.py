"""Secrets at rest open with the portal's key, for their purpose, and not when somebody has changed them."""

import pytest

from app.config import settings
from app.core.sealing import Unreadable, seal, unseal


def test_what_was_sealed_opens_again():
    closed = seal("webhook", b"whsec_x")

    assert unseal("webhook", closed) == b"whsec_x"
    assert b"whsec_x" not in closed


def test_the_same_secret_looks_different_each_time():
    assert seal("webhook", b"x") != seal("webhook", b"x")


@pytest.mark.parametrize(
    "changed", [lambda closed: closed[:-1], lambda closed: closed[:-1] + bytes([closed[-1] ^ 1]), lambda _: b""]
)
def test_a_changed_one_does_not_open(changed):
    with pytest.raises(Unreadable):
        unseal("webhook", changed(seal("webhook", b"x")))


def test_it_opens_for_no_other_purpose():
    with pytest.raises(Unreadable):
        unseal("key", seal("webhook", b"x"))


def test_it_opens_with_no_other_key(monkeypatch):
    closed = seal("webhook", b"x")
    monkeypatch.setenv("SECRET_KEY", "another-key-another-key-another-key-another")
    settings.cache_clear()

    with pytest.raises(Unreadable):
        unseal("webhook", closed)

    monkeypatch.undo()
    settings.cache_clear()
