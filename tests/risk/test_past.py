"""Status and modifier of another moment, as known then and as known now."""

from datetime import timedelta

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core import clock
from app.programme.words import AuthorisationType
from app.register.past import receipts
from app.register.past.models import StatusPeriod
from app.register.past.moments import Moments, NothingThen, NotYetKnown
from app.risk import answers
from app.risk.engine import Shipment
from tests.risk.histories import STEPS, History

HISTORIES = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
AROUND = {"as_of", "known_at", "receipt", "computed_at", "status_list"}  # the place in the status list tells of now alone


@pytest.fixture
def history(session, make):
    return History(session, make)


def asked(history, as_of, known_at):
    """Both answers as bytes; None where there is none."""
    when = Moments(as_of, known_at, known_at)
    return tuple(told(answer, history, when) for answer in (answers.status, answers.modifier))


def told(answer, history, when, *more):
    try:
        return answer(history.session, history.operator.tin, when, *more)
    except NothingThen:
        return None


def without(body, *names):
    return {name: value for name, value in body.items() if name not in AROUND | set(names)}


def status_at(history, as_of, known_at):
    body, _ = asked(history, as_of, known_at)
    return body and orjson.loads(body)["status"]


def figure(history, as_of, known_at):
    _, body = asked(history, as_of, known_at)
    return orjson.loads(body)["figures"]["security"]["value"]


@HISTORIES
@given(steps=STEPS)
def test_now_as_known_now_is_the_present_answer(session, make, steps):
    history = History(session, make)

    for hours, verb, kind in steps:
        history.wait(hours=hours)
        for moment in (history.now, history.now + timedelta(minutes=5)):
            with history.at(moment):
                told = [orjson.loads(body) for body in asked(history, moment, moment)]
                assert [without(one) for one in told] == [without(one) for one in history.present()]
        history.happen(verb, kind)


@HISTORIES
@given(steps=STEPS, probes=st.lists(st.tuples(st.integers(-50, 24 * 200), st.integers(0, 24 * 200)), min_size=1, max_size=3))
def test_what_is_learnt_later_changes_no_answer_as_known_then_and_every_receipt_gives_it_again(session, make, steps, probes):
    history = History(session, make)
    told = {}

    for hours, verb, kind in steps:
        history.wait(hours=hours)
        history.happen(verb, kind)
        for back, behind in probes:
            known_at = history.now + timedelta(minutes=1)
            as_of = min(known_at, known_at - timedelta(hours=back))
            with history.at(known_at):
                told[as_of, known_at] = asked(history, as_of, known_at)
            earlier = max(history.moments[0], known_at - timedelta(hours=behind))
            with history.at(known_at):
                told[as_of, earlier] = asked(history, min(as_of, earlier), earlier)

    with history.at(history.now + timedelta(days=400)):
        for (as_of, known_at), bodies in told.items():
            assert asked(history, min(as_of, known_at), known_at) == bodies
            for body in filter(None, bodies):
                assert answers.again(session, receipts.read(orjson.loads(body)["receipt"])) == body


@HISTORIES
@given(steps=STEPS, hours=st.lists(st.integers(-100, 24 * 300), min_size=1, max_size=8))
def test_for_any_two_moments_one_period_of_an_authorisation_holds(session, make, steps, hours):
    history = History(session, make)
    for gap, verb, kind in steps:
        history.wait(hours=gap)
        history.happen(verb, kind)

    rows = session.scalars(select(StatusPeriod).where(StatusPeriod.operator_id == history.operator.id)).all()
    for since in hours:
        for known in history.moments:
            moment = history.moments[0] + timedelta(hours=since)
            found = [one.authorisation_id for one in rows if holds(one, moment, known)]
            assert len(found) == len(set(found))


def holds(period, moment, known):
    covers = period.valid_from <= moment and (period.valid_to is None or moment < period.valid_to)
    return covers and period.known_from <= known and (period.known_to is None or known < period.known_to)


def test_a_suspension_that_is_over_is_still_found(history):
    history.wait(days=30)
    history.happen("suspend")
    during = history.now + timedelta(days=2)
    history.wait(days=5)
    history.happen("reinstate")

    assert status_at(history, during, history.now) == "suspended"
    assert figure(history, during, history.now) == 0
    assert status_at(history, history.now, history.now) == "valid"


def test_the_end_that_was_expected_and_the_one_that_came_are_told_apart(history):
    history.wait(days=30)
    history.happen("suspend_a_while")
    believed = history.now + timedelta(minutes=1)
    asked_about = history.now + timedelta(days=5)
    history.wait(days=3)
    history.happen("reinstate")
    history.wait(days=5)

    assert status_at(history, asked_about, believed) == "suspended"
    assert status_at(history, asked_about, history.now) == "valid"


def test_an_incident_of_which_customs_learnt_later_counts_only_as_known_now(history):
    history.happen("grant", AuthorisationType.AEOS)
    history.wait(days=60)
    before = history.now - timedelta(days=1)
    clean = figure(history, before, before)
    history.happen("incident")

    assert figure(history, before, before) == clean
    assert figure(history, before, history.now) == clean + 8
    assert figure(history, before - timedelta(days=20), history.now) == clean  # before it happened


def test_a_review_that_was_missing_is_told_so_after_it_was_sent_too(history):
    history.wait(days=10)
    history.happen("miss")
    missed, in_time = history.now, figure_of(history, history.now, history.now)
    history.wait(days=9)
    history.happen("send")

    assert figure_of(history, history.now, history.now) == in_time
    assert figure_of(history, missed + timedelta(days=4), history.now) == in_time
    assert figure_of(history, missed + timedelta(days=6), history.now) == in_time + 2


def test_a_part_that_was_suspended_is_told_of_that_time(history):
    history.happen("grant", AuthorisationType.AEOS)
    history.wait(days=30)
    before = history.now - timedelta(days=1)
    history.happen("suspend_part", AuthorisationType.AEOS)
    during = history.now + timedelta(days=2)
    history.wait(days=5)
    history.happen("reinstate_part", AuthorisationType.AEOS)
    history.wait(minutes=1)

    for moment, is_suspended in ((before, False), (during, True), (history.now, False)):
        for known_at in {during, history.now} if moment <= during else {history.now}:
            told_then, figure_then = asked(history, moment, known_at)
            assert (b"suspended_parts" in told_then) is (b"suspended_parts" in figure_then) is is_suspended
            met = told(answers.modifier, history, Moments(moment, known_at, known_at), Shipment(role="freight_forwarder"))
            assert orjson.loads(met)["figures"]["security"].get("gate") == ("G02" if is_suspended else None)
    assert status_at(history, during, history.now) == "valid"


def test_a_status_put_right_afterwards_gives_both_answers(session, history):
    """No verb corrects one yet: an appeal that is won will."""
    from app.register.past import keeping

    history.wait(days=30)
    history.happen("suspend")
    suspended = history.now
    history.wait(days=10)
    during = suspended + timedelta(days=5)
    with clock.at(history.now):
        authorisation = history.held[AuthorisationType.AEOC]
        known = keeping.known_now(session, history.operator.id)
        valid = next(one for one in known if one.status == "valid")
        keeping.rewrite(session, authorisation, known, [keeping.said_from(valid, suspended)], history.now)
    history.wait(minutes=1)
    history.happen("reinstate")

    assert (status_at(history, during, during), figure_of(history, during, during)) == ("suspended", 0)
    assert status_at(history, during, history.now) == "valid"
    assert figure_of(history, during, history.now) < 0


def figure_of(history, as_of, known_at):
    _, body = asked(history, as_of, known_at)
    return orjson.loads(body)["figures"]["fiscal"]["value"]


def test_before_it_was_granted_there_is_no_answer(history):
    before = history.moments[0] - timedelta(days=3)

    assert asked(history, before, before) == asked(history, before, history.now) == (None, None)


def test_what_comes_is_told_as_far_as_it_is_known(history):
    history.wait(days=1)
    history.happen("suspend_a_while")
    soon, late = history.now + timedelta(days=6), history.now + timedelta(days=11)

    assert status_at(history, soon, history.now) == "suspended"
    with pytest.raises(NotYetKnown):
        asked(history, late, history.now)


def test_a_name_is_told_as_it_was(history):
    named = history.operator.name
    history.wait(days=10)
    history.happen("rename")

    then, now = (orjson.loads(asked(history, at, history.now)[0]) for at in (history.now - timedelta(days=1), history.now))

    assert (then["name"], now["name"]) == (named, named + "a")


def test_a_shipment_is_asked_about_in_the_past_too(history):
    history.wait(days=2)
    when = Moments(history.now - timedelta(days=1), history.now, None)

    covered, beyond = (
        orjson.loads(told(answers.modifier, history, when, Shipment(role=role))) for role in ("freight_forwarder", "importer")
    )

    assert covered["figures"]["fiscal"]["value"] < 0
    assert beyond["figures"]["fiscal"] == {"value": 0, "band": None, "gate": "B20"}


@pytest.mark.parametrize(
    "change", [lambda one: one[:-1], lambda one: "A" + one[1:], lambda one: one + "A", lambda _: "é", lambda _: "A" * 300]
)
def test_a_receipt_that_was_changed_is_none(history, change):
    body, _ = asked(history, history.now, history.now)

    with pytest.raises(receipts.Foreign):
        receipts.read(change(orjson.loads(body)["receipt"]))


def test_an_answer_that_comes_out_otherwise_is_not_given_in_its_place(session, history):
    body, _ = asked(history, history.now, history.now)
    receipt = receipts.read(orjson.loads(body)["receipt"])

    with pytest.raises(answers.NotReproduced):
        answers.again(session, receipt._replace(fingerprint=bytes(12)))
