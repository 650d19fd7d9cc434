"""What systems tell is kept once, corrected by a newer version, and added up."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text

from app.core import clock
from app.core.errors import NotAllowed
from app.history.kinds import Kind
from app.history.models import Event
from app.operators.models import Identifier
from app.operators.words import Scheme
from app.outcomes import queries, service
from app.outcomes.models import Outcome
from app.outcomes.sums import due, operator_day, operator_sum, peer, peer_sum, source
from app.outcomes.words import Result
from tests.outcomes.telling import CHECK, ERROR, again, outcome, plain

LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def operator(make):
    return make.operator(tin="ZZ9500000001")


@pytest.fixture
def tell(session):
    """`tell(outcome, …)` is what became of each."""
    return lambda *told, system="engine": service.report(session, system, told, by=None)


def total(session, table, name):
    return session.scalar(select(func.sum(table.c[name]))) or 0


def test_each_declaration_is_counted_once(session, operator, tell):
    one = outcome(operator)

    assert tell(one) == [Result.STORED]
    assert tell(one, one) == [Result.KNOWN, Result.KNOWN]
    assert total(session, operator_sum, "declarations") == 1


def test_a_reference_belongs_to_its_system_and_to_the_role(session, operator, tell):
    one = outcome(operator)
    other_role = one.model_copy(update={"role": type(one.role)("EXP")})

    assert tell(one) + tell(one, system="other") + tell(other_role) == [Result.STORED] * 3
    assert total(session, operator_sum, "declarations") == 3


def test_a_correction_is_a_newer_version_and_moves_the_sums(session, operator, tell):
    told = plain(operator, **ERROR)
    tell(again(told))

    assert tell(again(told, **CHECK, domain=None, version=2)) == [Result.CORRECTED]

    assert [row.errors for row in session.execute(select(operator_day.c.errors, operator_day.c.checks))] == [0]
    assert total(session, operator_sum, "declarations") == 1
    assert session.scalar(select(func.count()).select_from(Outcome)) == 2


def test_the_same_version_cannot_say_something_else(session, operator, tell):
    told = plain(operator)
    tell(again(told))

    assert tell(again(told, **CHECK)) == [Result.CONFLICT]
    assert total(session, operator_day, "checks") == 0


def test_what_comes_late_does_not_undo_its_correction(session, operator, tell):
    told = plain(operator)
    tell(again(told, version=3))

    assert tell(again(told, **CHECK, version=2)) == [Result.SUPERSEDED]
    assert total(session, operator_sum, "declarations") == 1


def test_what_never_was_is_withdrawn(session, operator, tell):
    told = plain(operator, **ERROR)
    tell(again(told))
    tell(again(told, version=2, withdrawn=True))

    sums = {table.name: total(session, table, name) for table, name in ((operator_sum, "declarations"), (operator_day, "errors"))}
    assert sums == {"outcome_sum": 0, "outcome_day": 0}


def test_a_correction_may_find_that_it_was_somebody_else(session, make, operator, tell):
    other, told = make.operator(tin="ZZ9500000002"), plain(operator, **ERROR)
    tell(again(told))
    tell(again(told, operator=other.tin, version=2))

    rows = session.execute(select(operator_day.c.operator_id, operator_day.c.errors)).all()
    assert {row.operator_id: row.errors for row in rows} == {operator.id: 0, other.id: 1}
    assert queries.errors_of(session, operator.id, since=LONG_AGO) == []


@pytest.mark.parametrize(
    ("told", "errors"),
    [
        (ERROR, 1),
        (ERROR | {"result": "offence"}, 1),
        (ERROR | {"selection": "audit"}, 1),
        (ERROR | {"attributed": False}, 0),
        (ERROR | {"disclosed": True}, 0),
        (ERROR | {"domain": "security"}, 0),
        (CHECK | {"result": "minor", "domain": "fiscal"}, 0),
    ],
)
def test_what_counts_as_an_error_of_a_check(session, operator, tell, told, errors):
    tell(outcome(operator, **told))

    day = session.execute(select(operator_day).where(operator_day.c.checks > 0)).one()
    assert (day.operator_id, day.checks, day.errors) == (operator.id, 1, errors)


@pytest.mark.parametrize("selection", ["targeted", "other_party", "other_agency"])
def test_what_was_chosen_for_a_reason_is_no_check(session, operator, tell, selection):
    tell(outcome(operator, **ERROR | {"selection": selection}))

    assert session.execute(select(operator_day).where(operator_day.c.checks > 0)).all() == []
    assert session.scalars(select(Event).where(Event.kind == Kind.ERROR_FOUND)).all() == []


def test_an_operator_is_found_by_the_number_it_had_on_that_day(session, operator, tell):
    session.add(Identifier(operator_id=operator.id, scheme=Scheme.EORI, value="ZZ123", valid_from=LONG_AGO))
    session.flush()

    tell(outcome({"scheme": "eori", "value": "zz 123"}), outcome("eori:ZZ124"))

    assert total(session, operator_sum, "declarations") == total(session, peer_sum, "declarations") == 1


def test_whoever_is_not_here_is_counted_and_not_named(session, tell):
    tell(outcome("ZZ9599999999", size="small"), outcome("ZZ9599999999", size="small"), outcome("ZZ9599999998", size="small"))

    assert total(session, peer_sum, "declarations") == 3
    assert session.scalar(select(func.count()).select_from(peer)) == 2


def test_errors_stand_in_the_order_of_their_checks_whenever_they_were_told(session, operator, tell):
    for days in (3, 40, 9):
        tell(again(plain(operator, **ERROR), lodged_at=(clock.now() - timedelta(days=days)).isoformat(), released_at=None))

    told = [event.facts["on"] for event in queries.errors_of(session, operator.id, since=LONG_AGO)]

    assert len(set(told)) == 3
    assert told == sorted(told, reverse=True)


def test_what_an_error_was_is_told_to_the_business_until_it_is_taken_back(session, operator, tell):
    told = plain(operator, **ERROR)
    tell(again(told))
    assert [event.facts["reference"] for event in queries.errors_of(session, operator.id, since=LONG_AGO)] == [told["reference"]]

    tell(again(told, version=2, disclosed=True))

    assert queries.errors_of(session, operator.id, since=LONG_AGO) == []


def test_an_error_that_stays_one_is_told_once(session, operator, tell):
    told = plain(operator, **ERROR)
    tell(again(told))
    tell(again(told, version=2, result="offence"))

    assert session.scalar(select(func.count()).where(Event.kind == Kind.ERROR_FOUND)) == 1


def test_a_clean_check_asks_for_a_new_modifier(session, operator, tell):
    tell(outcome(operator), outcome("ZZ9599999999", **CHECK))
    assert queries.waiting(session, at_most=9) == []

    tell(outcome(operator, **CHECK))

    assert queries.waiting(session, at_most=9) == [operator.id]
    assert queries.take(session, operator.id)
    assert not queries.take(session, operator.id)


def test_every_system_is_known_by_what_it_tells(session, operator, tell):
    tell(outcome(operator, **CHECK), outcome(operator, **CHECK | {"selection": "targeted"}), outcome(operator), system="port")

    (row,) = session.execute(select(source)).all()
    assert (row.system, row.declarations, row.controls, row.sampled) == ("port", 3, 2, 1)


def test_only_a_manager_tells_it_by_hand(session, make, operator):
    with pytest.raises(NotAllowed):
        service.report(session, "paper", [outcome(operator)], by=make.case_officer())
    assert service.report(session, "paper", [outcome(operator)], by=make.manager()) == [Result.STORED]


def test_an_outcome_is_never_changed(committed):
    for right in ("UPDATE outcome SET system = system", "DELETE FROM outcome"):
        with pytest.raises(Exception, match="permission denied"):
            committed.execute(text(right))
        committed.rollback()


def test_operators_that_wait_are_the_oldest_first(session, make, tell):
    first, second = make.operator(), make.operator()
    tell(outcome(second, **CHECK))
    tell(outcome(first, **CHECK))

    assert session.scalars(select(due.c.operator_id).order_by(due.c.since)).all() == [second.id, first.id]
