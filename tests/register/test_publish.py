"""What the register says of an operator, word by word."""

from datetime import UTC, date, datetime, timedelta

import orjson
import pytest
from sqlalchemy import func, select

from app.authorisations.states import State
from app.core import clock
from app.programme.words import AuthorisationType
from app.reactions import republish
from app.register import reading
from app.register.models import Entry
from app.register.status_list.places import listed, places_of
from app.risk.models import Computation

TODAY = date(2026, 11, 24)
AHEAD = TODAY + timedelta(days=5)

pytestmark = pytest.mark.usefixtures("noon")


def publish(session, operator):
    republish(session, [operator.id])
    session.commit()
    return session.scalars(select(Entry).where(Entry.operator_id == operator.id)).one_or_none()


def status(entry):
    return orjson.loads(reading.status(entry))


def public(entry):
    return orjson.loads(reading.public(entry))


STATES = {
    "valid": {},
    "not_yet_valid": {"granted_on": TODAY, "effective_from": AHEAD},
    "suspended": {"state": State.SUSPENDED, "suspended_on": TODAY},
    "revoked": {"state": State.REVOKED, "ended_on": TODAY},
    "expired": {"effective_to": TODAY},
}


@pytest.mark.parametrize("word", STATES)
def test_authorised_systems_see_every_state_by_its_word(session, make, word):
    authorisation = make.authorisation(**STATES[word])

    body = status(publish(session, authorisation.operator))

    assert (body["status"], body["authorisations"][0]["status"]) == (word, word)


@pytest.mark.parametrize("word", STATES)
def test_the_public_sees_valid_or_not_and_no_trace_of_the_reason(session, make, word):
    operator = make.operator(public_since=TODAY)
    make.authorisation(operator, **STATES[word])

    body = public(publish(session, operator))

    shown = "valid" if word == "valid" else "not_valid_today"
    assert (body["status"], body["authorisations"][0]["status"]) == (shown, shown)
    assert b"suspend" not in orjson.dumps(body)
    assert b"revoke" not in orjson.dumps(body)


def test_to_the_public_suspended_revoked_and_expired_are_one(session, make):
    bodies = []
    for word in ("suspended", "revoked", "expired"):
        operator = make.operator(public_since=TODAY)
        make.authorisation(operator, **STATES[word])
        body = public(publish(session, operator))
        bodies.append(body | {"tin": "", "name": "", "authorisations": [body["authorisations"][0] | {"number": ""}]})

    assert bodies[0] == bodies[1] == bodies[2]


def test_the_public_sees_from_when_a_grant_counts(session, make):
    operator = make.operator(public_since=TODAY)
    make.authorisation(operator, **STATES["not_yet_valid"])

    body = public(publish(session, operator))

    assert body["authorisations"][0]["valid_from"] == AHEAD.isoformat()


def test_the_body_for_authorised_systems(session, make):
    operator = make.operator(name="Northwind Forwarding Ltd", roles=["FWD", "IMP"])
    customs = make.authorisation(operator, AuthorisationType.AEOC)
    security = make.authorisation(operator, AuthorisationType.AEOS, state=State.SUSPENDED, suspended_until=AHEAD)

    entry = publish(session, operator)

    since = customs.effective_from.isoformat()
    assert status(entry) == {
        "tin": operator.tin,
        "name": "Northwind Forwarding Ltd",
        "country": "ZZ",
        "programme": "ZZ-AEO",
        "status": "valid",
        "type": "aeoc",
        "roles": ["importer", "freight_forwarder"],
        "authorisations": [
            {
                "number": customs.number,
                "type": "aeoc",
                "status": "valid",
                "since": since,
                "effective_from": since,
                "effective_to": None,
                "suspended_until": None,
            },
            {
                "number": security.number,
                "type": "aeos",
                "status": "suspended",
                "since": "2026-11-24",
                "effective_from": since,
                "effective_to": None,
                "suspended_until": "2026-11-29",
            },
        ],
        "seq": entry.seq,
        "status_list": listed(places_of(session, [operator.id])[operator.id]).model_dump(),
    }


def test_without_consent_there_is_nothing_for_the_public(session, make):
    entry = publish(session, make.authorisation().operator)

    assert (entry.is_public, entry.public, reading.public(entry)) == (False, None, None)


def test_a_withdrawn_consent_takes_the_public_answer_away(session, make):
    operator = make.operator(public_since=TODAY)
    make.authorisation(operator)
    publish(session, operator)

    operator.public_since = None
    entry = publish(session, operator)

    assert (entry.is_public, entry.public) == (False, None)


def test_an_operator_that_was_never_authorised_has_no_entry(session, make):
    assert publish(session, make.operator()) is None
    assert session.scalar(select(func.count()).select_from(Computation)) == 0


def test_after_a_new_grant_the_old_authorisation_is_no_longer_told(session, make):
    operator = make.operator()
    make.authorisation(operator, state=State.REVOKED, granted_on=date(2020, 1, 1))
    new = make.authorisation(operator, granted_on=date(2026, 1, 1))

    body = status(publish(session, operator))

    assert [one["number"] for one in body["authorisations"]] == [new.number]


def test_each_publication_has_a_higher_number(session, make):
    operator = make.authorisation().operator

    first = publish(session, operator).seq
    second = publish(session, operator).seq

    assert second > first


def test_the_risk_body_is_the_modifier_with_the_operator_in_front(session, make):
    entry = publish(session, make.authorisation().operator)

    body = orjson.loads(entry.restricted.risk)

    assert list(body)[:3] == ["tin", "as_of", "modifier"]
    assert body["figures"]["fiscal"]["value"] < 0
    assert body["as_of"] == body["computed_at"] == "2026-11-24T12:00:00Z"


@pytest.mark.parametrize(
    ("dates", "changes_at"),
    [
        ({}, datetime(2026, 12, 1, 12, 0, tzinfo=UTC)),
        (STATES["not_yet_valid"], datetime(2026, 11, 29, 0, 0, tzinfo=UTC)),
        (STATES["suspended"] | {"suspended_until": AHEAD}, datetime(2026, 11, 29, 0, 0, tzinfo=UTC)),
        ({"effective_to": AHEAD}, datetime(2026, 11, 29, 0, 0, tzinfo=UTC)),
    ],
)
def test_an_entry_knows_when_it_stops_being_right(session, make, dates, changes_at):
    authorisation = make.authorisation(**dates)

    assert publish(session, authorisation.operator).changes_at == changes_at


def test_after_its_day_an_entry_is_read_as_what_follows_from_it(session, make):
    operator = make.operator(public_since=TODAY)
    make.authorisation(operator, **STATES["not_yet_valid"])
    entry = publish(session, operator)
    before = reading.status(entry)

    with clock.at(datetime.combine(AHEAD, datetime.min.time(), UTC)):
        after = reading.status(entry)
        assert status(entry)["status"] == "valid"
        assert public(entry)["status"] == "valid"

    assert (orjson.loads(before)["status"], orjson.loads(after)["status"]) == ("not_yet_valid", "valid")


def test_until_its_day_an_entry_is_read_as_it_was_written(session, make):
    entry = publish(session, make.authorisation(**STATES["not_yet_valid"]).operator)

    with clock.at(datetime.combine(AHEAD, datetime.min.time(), UTC) - timedelta(seconds=1)):
        assert reading.status(entry) == entry.restricted.status


def test_the_words_for_the_public_name_no_reason_in_the_search_either(session, make):
    operator = make.operator(public_since=TODAY)
    make.authorisation(operator, state=State.SUSPENDED)

    entry = publish(session, operator)

    assert not [key for key in entry.search_key if "suspend" in key]


def test_a_name_is_published_in_every_letter(session, make):
    name = 'Łódź «Sons» & "Töchter" \\ 東京 🚢'
    operator = make.operator(name=name, public_since=TODAY)
    make.authorisation(operator)

    entry = publish(session, operator)

    assert [entry.name, entry.summary["name"], status(entry)["name"], public(entry)["name"]] == [name] * 4
