"""The succession of the signing keys: published ahead, in force, published after, gone."""

from datetime import timedelta
from time import monotonic

import pytest
from joserfc import jws
from joserfc.jwk import KeySet
from sqlalchemy import func, select

from app.core import clock
from app.core.sealing import Unreadable
from app.history.kinds import Kind
from app.history.models import Event
from app.signing import keyring, service, tokens
from app.signing.models import SigningKey
from app.signing.words import Use

DAY = timedelta(days=1)


def signer(session, use=Use.PUBLICATION):
    return jws.extract_compact(service.sign(session, use, "JWT", b"{}").encode()).headers()["kid"]


def published(session, use=Use.PUBLICATION):
    return [key["kid"] for key in service.publish(session, use)["keys"]]


@pytest.fixture
def turned(session):
    """`turned(days)` is what the worker has done by that day, working each day until then."""
    start = clock.now()

    def turn(days):
        for day in range(days + 1):
            with clock.at(start + day * DAY):
                service.turn(session)
        return clock.at(start + days * DAY)

    return turn


def test_what_is_signed_is_verified_with_what_is_published(session):
    signed = service.sign(session, Use.PUBLICATION, "JWT", b"a manifest")

    keys = KeySet.import_key_set(service.publish(session))
    found = jws.deserialize_compact(signed, keys, algorithms=["ES256"])
    assert (found.payload, found.headers()["typ"]) == (b"a manifest", "JWT")


def test_nothing_private_is_published_or_stored_open(session):
    service.ensure(session, Use.TOKEN)

    for key in service.publish(session)["keys"]:
        assert set(key) == {"kty", "crv", "x", "y", "kid", "use", "alg"}
    for row in session.scalars(select(SigningKey)):
        assert b'"d"' not in row.private_jwk
        assert "d" not in row.public_jwk


def test_a_key_of_one_use_does_not_sign_for_the_other(session):
    assert signer(session, Use.TOKEN) not in published(session, Use.PUBLICATION)


def test_the_next_key_is_published_for_long_before_it_signs(session, turned):
    with turned(0):
        first = signer(session)
        (ahead,) = set(published(session)) - {first}

    with turned(service.LIFE.days - 1):
        assert (signer(session), published(session)) == (first, [first, ahead])
    with turned(service.LIFE.days):
        assert signer(session) == ahead


def test_a_portal_that_stood_still_for_long_publishes_its_next_key_thirty_days_ahead(session, turned):
    turned(0)

    with clock.at(clock.now() + timedelta(days=1000)):
        service.turn(session)
        newest = session.scalars(select(SigningKey).order_by(SigningKey.valid_from.desc())).first()
        assert newest.valid_from - clock.now() == service.AHEAD


def test_an_old_key_stays_until_all_it_signed_is_over(session, turned):
    with turned(0):
        first = signer(session)
    kept = service.LIFE.days + keyring.OUTLIVES[Use.PUBLICATION].days

    with turned(kept):
        assert first in published(session)
    with turned(kept + 1):
        assert first not in published(session)
        assert session.scalars(select(SigningKey).where(SigningKey.kid == first)).first() is None


def test_rotating_takes_the_published_key_into_use_and_publishes_another(session):
    first = signer(session)
    (ahead,) = set(published(session)) - {first}

    service.rotate(session, by=None)

    assert signer(session) == ahead
    assert published(session)[:2] == [first, ahead]
    assert len(published(session)) == 3


def test_a_token_of_before_the_rotation_still_opens(session):
    token = tokens.issue(session, "engine", ["aeo.status"])

    service.rotate(session, by=None)

    assert tokens.verify(session, token).client_id == "engine"


def test_leaked_keys_vouch_for_nothing(session):
    token = tokens.issue(session, "engine", ["aeo.status"])
    before = set(published(session))

    service.rotate(session, by=None, leaked=True)

    assert before.isdisjoint(published(session))
    with pytest.raises(tokens.UnknownKey):
        tokens.verify(session, token)


def test_after_a_new_secret_of_the_portal_there_are_new_keys(session):
    service.ensure(session, Use.PUBLICATION)
    for row in session.scalars(select(SigningKey)):
        row.private_jwk = b"sealed with another SECRET_KEY"
    session.flush()
    keyring.forget()
    before = set(published(session))

    assert signer(session) not in before
    with pytest.raises(Unreadable):
        keyring.current(session).keys[0].sign("JWT", b"")


def test_each_step_of_the_succession_is_written_down(session):
    service.rotate(session, by=None)
    service.rotate(session, by=None, leaked=True)

    kinds = session.execute(select(Event.kind, func.count()).where(Event.kind.like("signing_key%")).group_by(Event.kind))
    assert dict(kinds.all()) == {
        Kind.SIGNING_KEY_PUBLISHED: 10,
        Kind.SIGNING_KEY_BROUGHT_FORWARD: 2,
        Kind.SIGNING_KEY_WITHDRAWN: 6,
    }


def test_verifying_asks_the_database_for_the_keys_once(app, committed, queries):
    token = tokens.issue(committed, "engine", ["aeo.status"])
    committed.commit()
    client = app.test_client()
    keyring.forget()

    for _ in range(3):
        client.get("/api/v1/operators/ZZ404/status", headers={"Authorization": f"Bearer {token}"})

    assert sum("FROM signing_key" in statement for statement in queries) == 1


def test_the_key_another_process_made_is_found_at_once(committed, other, monkeypatch):
    service.ensure(committed, Use.TOKEN)
    committed.commit()
    mine = keyring.read(other)
    service.rotate(committed, by=None, leaked=True)
    token = tokens.issue(committed, "engine", [])
    committed.commit()
    monkeypatch.setattr(keyring, "_read", keyring.Keyring(mine.keys, monotonic() - 2))

    assert tokens.verify(other, token).client_id == "engine"
