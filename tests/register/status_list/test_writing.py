"""From the decision to the signed file, and back to the status."""

import os
from base64 import urlsafe_b64decode
from datetime import timedelta

import orjson
import pytest
from sqlalchemy import func, select

from app.authorisations.models import Authorisation
from app.authorisations.states import State
from app.config import settings
from app.core import clock
from app.programme.words import AuthorisationType
from app.reactions import republish
from app.register.models import Restricted
from app.register.status_list import places, tokens, writing
from app.register.status_list.bits import OutOfRange, TokenStatus
from app.register.status_list.models import StatusChange, StatusPlace
from app.register.status_list.tokens import NotToBeBelieved
from app.signing import keyring
from app.signing import service as signing
from app.signing.words import Use
from tests.makers import Maker


@pytest.fixture(autouse=True)
def published(tmp_path, monkeypatch):
    monkeypatch.setenv("PUBLISHED_PATH", str(tmp_path))
    settings.cache_clear()
    keyring.forget()
    yield tmp_path
    monkeypatch.undo()
    settings.cache_clear()
    keyring.forget()


@pytest.fixture
def authorise(session):
    """`authorise(state=…)` is an operator in the register."""
    make = Maker(session)

    def made(**held):
        operator = make.operator()
        make.authorisation(operator, AuthorisationType.AEOC, **held)
        republish(session, [operator.id])
        session.commit()
        return operator

    return made


@pytest.fixture
def told(session):
    """`told(operator)` is what anybody reads in the list at the place that the status answer names."""

    def read(operator):
        place = listed(session, operator)
        token = writing.path_of(int(place["uri"].rpartition("/")[2])).read_text()
        return tokens.status_at(token, place["uri"], place["idx"], keys(session), clock.now())

    return read


def keys(session):
    return keyring.current(session).verifiers(Use.PUBLICATION)


def listed(session, operator):
    status = session.scalars(select(Restricted.status).where(Restricted.operator_id == operator.id)).one()
    return orjson.loads(status)["status_list"]


def suspend(session, operator):
    held = session.scalars(select(Authorisation).where(Authorisation.operator_id == operator.id)).one()
    held.state, held.suspended_on = State.SUSPENDED, clock.today()
    republish(session, [operator.id])
    session.commit()


@pytest.mark.parametrize(
    ("held", "value"),
    [
        ({}, TokenStatus.VALID),
        ({"state": State.REVOKED}, TokenStatus.INVALID),
        ({"effective_from": clock.today() + timedelta(days=3)}, TokenStatus.INVALID),
        ({"state": State.SUSPENDED}, TokenStatus.INVALID),
    ],
)
def test_anybody_learns_whether_it_is_valid_and_not_why(session, authorise, told, held, value):
    operator = authorise(**held)

    writing.write_due(session)

    assert told(operator) == value


def test_a_programme_may_tell_suspensions(session, authorise, told, monkeypatch):
    monkeypatch.setenv("STATUS_LIST_SUSPENSIONS", "shown")
    settings.cache_clear()
    operator = authorise(state=State.SUSPENDED)

    writing.write_due(session)

    assert told(operator) == TokenStatus.SUSPENDED


def test_a_suspension_is_told_with_the_next_writing_and_the_place_stays(session, authorise, told):
    operator = authorise()
    place = listed(session, operator)
    writing.write_due(session)

    suspend(session, operator)

    assert writing.write_due(session) == [1]
    assert told(operator) == TokenStatus.INVALID
    assert listed(session, operator) == place


def test_only_what_changed_is_written(session, authorise):
    operator = authorise()
    assert writing.write_due(session) == [1]

    assert writing.write_due(session) == []
    republish(session, [operator.id])
    assert writing.write_due(session) == []


def test_two_operators_have_two_places(session, authorise):
    assert listed(session, authorise()) != listed(session, authorise())


def test_a_taken_place_is_drawn_again(session, authorise, monkeypatch):
    drawn = iter([7, 7, 7, 8])
    monkeypatch.setattr(places, "randbelow", lambda size: next(drawn))
    first, second = authorise(), authorise()

    assert [listed(session, one)["idx"] for one in (first, second)] == [7, 8]


def test_a_list_that_is_nearly_full_is_followed_by_the_next(session, authorise, monkeypatch):
    monkeypatch.setattr(places, "FULL", 1)
    first = listed(session, authorise())

    writing.write_due(session)

    second = listed(session, authorise())
    assert [one["uri"].rpartition("/")[2] for one in (first, second)] == ["1", "2"]
    assert writing.numbers() == [1, 2]


def test_a_list_is_renewed_long_before_it_ends(session, authorise):
    authorise()
    writing.write_due(session)

    with clock.at(clock.now() + writing.RENEWED_AFTER + timedelta(minutes=1)):
        assert writing.write_due(session) == [1]
    assert writing.RENEWED_AFTER < tokens.LIFE / 2


def test_a_lost_file_is_written_again(session, authorise):
    authorise()
    writing.write_due(session)
    writing.path_of(1).unlink()

    assert writing.write_due(session) == [1]


def test_a_key_that_signs_no_more_signs_no_list(session, authorise):
    authorise()
    writing.write_due(session)
    signing.rotate(session, by=None)

    assert writing.write_due(session) == [1]


def test_what_was_rolled_back_is_told_to_nobody(session, authorise):
    operator = authorise()
    writing.write_due(session)
    session.commit()

    place = session.scalars(select(StatusPlace).where(StatusPlace.operator_id == operator.id)).one()
    with session.begin_nested() as part:
        place.value = 1
        session.add(StatusChange(list_number=1))
        session.flush()
        part.rollback()

    assert writing.write_due(session) == []


def test_the_token_is_the_one_of_the_draft(session, authorise):
    authorise()
    writing.write_due(session)
    token = writing.path_of(1).read_text()
    head, claims = (orjson.loads(decoded(part)) for part in token.split(".")[:2])

    assert (head["typ"], head["alg"]) == ("statuslist+jwt", "ES256")
    assert claims["sub"] == places.address(1)
    assert (claims["ttl"], claims["exp"] - claims["iat"]) == (900, 86400)
    assert claims["status_list"]["bits"] == 2
    assert claims["status_list"]["aggregation_uri"] == places.all_lists()


def decoded(part):
    return urlsafe_b64decode(part + "==")


@pytest.fixture
def token(session, authorise):
    authorise()
    writing.write_due(session)
    return writing.path_of(1).read_text()


def test_a_reader_refuses_what_it_cannot_believe(session, token):
    uri, known, now = places.address(1), keys(session), clock.now()
    cases = [
        (token[:-4] + "AAAA", uri, known, now),
        (token, places.address(2), known, now),
        (token, uri, {}, now),
        (token, uri, known, now + tokens.LIFE),
        (signing.sign(session, Use.PUBLICATION, "JWT", tokens.claims(uri, "", "", now)), uri, known, now),
        ("nonsense", uri, known, now),
    ]

    for case in cases:
        with pytest.raises(NotToBeBelieved):
            tokens.status_at(case[0], case[1], 0, case[2], case[3])


def test_a_reader_refuses_a_place_beyond_the_end(session, token):
    with pytest.raises(OutOfRange):
        tokens.status_at(token, places.address(1), places.SIZE, keys(session), clock.now())


def test_nothing_is_left_of_a_writing_that_fails(published, session, authorise, monkeypatch):
    authorise()
    writing.write_due(session)
    before = writing.path_of(1).read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    session.add(StatusChange(list_number=1))

    with pytest.raises(OSError, match="disk full"):
        writing.write_due(session)

    assert writing.path_of(1).read_bytes() == before
    assert list(writing.folder().glob("*")) == [writing.path_of(1)]


def full(number):
    raise OSError("disk full")


def test_a_business_that_changes_its_own_entry_draws_no_place_twice(session, authorise):
    operator = authorise()
    for _ in range(2):
        republish(session, [operator.id])

    assert session.scalar(select(func.count()).where(StatusPlace.operator_id == operator.id)) == 1
