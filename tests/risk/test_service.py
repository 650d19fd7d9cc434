from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select, text, update

from app.authorisations.models import Authorisation
from app.authorisations.states import State
from app.core import clock
from app.monitoring import service as monitoring
from app.monitoring.shown import fingerprint, shown
from app.monitoring.states import Counting, Part
from app.monitoring.states import State as IncidentState
from app.programme.words import AuthorisationType
from app.reactions import committing
from app.register.models import Entry
from app.risk import queries, service
from app.risk.engine import Shipment
from app.risk.models import Computation

NOON = datetime(2026, 11, 5, 12, 0, 0, 250_000, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon():
    with clock.at(NOON):
        yield


@pytest.fixture
def holder(make):
    operator = make.operator()
    for kind in AuthorisationType:
        make.authorisation(operator, kind)
    return operator


def recompute(session, operator):
    service.republish(session, [operator.id])
    return queries.latest(session, operator.id)


def test_a_computation_keeps_input_policy_and_output_together(session, holder):
    computation = recompute(session, holder)

    assert (computation.fiscal, computation.security, computation.output["modifier"]) == (-21, -21, -21)
    assert (computation.policy_id, computation.output["policy"]["sha256"]) == ("2026.1", computation.policy_sha256)
    assert (computation.computed_at, computation.valid_until) == (NOON, NOON + timedelta(days=7))


def test_a_stored_computation_can_be_replayed_to_the_letter(session, make, holder):
    make.incident(holder, state=IncidentState.CONFIRMED, counting=Counting.MEASURES_LATE)
    stored = recompute(session, holder)
    session.commit()
    session.expire(stored)

    with clock.at(NOON + timedelta(days=900)):
        assert service.replay(stored).to_json() == stored.output


def test_a_late_review_moves_the_credit_on_its_day_and_back_when_it_is_sent(session, make, holder):
    review, signatory = make.review(holder), make.signatory(holder)

    with committing(session):
        monitoring.count_late(session, review, reminded_on=NOON.date())
    known = queries.latest(session, holder.id)
    assert (known.fiscal, known.security) == (-21, -21)
    assert clock.day_of(known.next_change_at) == review.late_from

    with clock.at(NOON + timedelta(days=15)):
        late = recompute(session, holder)
        assert (late.fiscal, late.security) == (-19, -19)
    with clock.at(NOON + timedelta(days=16)), committing(session):
        monitoring.save(session, review, by=signatory, said=dict.fromkeys(Part, ""))
        monitoring.send(session, review, by=signatory, name=signatory.name, seen=fingerprint(shown(session, holder)))
    sent = queries.latest(session, holder.id)
    assert (sent.fiscal, sent.security) == (-21, -21)


def test_a_computation_can_be_asked_about_one_role(session, holder):
    stored = recompute(session, holder)

    assert service.replay(stored, Shipment(role="importer")).reasons == ("B20",)
    assert service.replay(stored, Shipment(role="freight_forwarder")).modifier == -21


def test_a_computation_by_a_policy_that_nobody_knows_is_not_replayed(session, holder):
    stored = recompute(session, holder)
    stored.policy_sha256 = "0" * 64

    with pytest.raises(service.PolicyUnknown):
        service.replay(stored)


def test_what_is_published_is_what_was_computed(session, make, holder):
    make.incident(holder, state=IncidentState.CONFIRMED, counting=Counting.FOUND_BY_CUSTOMS)

    service.republish(session, [holder.id])

    entry = session.scalars(select(Entry).where(Entry.operator_id == holder.id)).one()
    assert b'"code":"S10","figure":"security","points":8' in entry.restricted.risk


def test_a_suspension_is_published_at_once(session, holder):
    service.republish(session, [holder.id])
    for authorisation in session.scalars(select(Authorisation).where(Authorisation.operator_id == holder.id)):
        authorisation.state, authorisation.suspended_on = State.SUSPENDED, clock.today()

    service.republish(session, [holder.id])

    entry = session.scalars(select(Entry).where(Entry.operator_id == holder.id)).one()
    assert b'"reasons":["G02"]' in entry.restricted.risk


def test_the_last_computation_is_found(session, holder):
    recompute(session, holder)
    with clock.at(NOON + timedelta(hours=1)):
        last = recompute(session, holder)

    assert queries.latest(session, holder.id) == last


def due(session, *, at_most=100, **ahead):
    return queries.due(session, NOON + timedelta(**ahead), at_most=at_most)


def test_a_computation_is_due_a_day_before_it_ends(session, holder):
    recompute(session, holder)

    assert holder.id not in due(session, days=5, hours=23)
    assert holder.id in due(session, days=6)


def test_a_computation_of_today_makes_an_older_one_forgotten(session, holder):
    with clock.at(NOON - timedelta(days=20)):
        recompute(session, holder)
    recompute(session, holder)

    assert holder.id not in due(session)


def test_on_its_last_day_a_computation_is_due_at_its_end_and_not_again_and_again(session, make):
    operator = make.operator()
    make.authorisation(operator, effective_to=clock.today() + timedelta(days=1))
    computation = recompute(session, operator)

    assert session.get_one(Computation, computation.id).valid_until == datetime(2026, 11, 6, tzinfo=UTC)
    assert operator.id not in due(session, hours=11)
    assert operator.id in due(session, hours=12)


def test_one_that_is_due_for_both_reasons_is_found_once_and_before_those_of_another_policy(session, make, holder):
    early, late = make.operator(), make.operator()
    for operator in (early, late):
        make.authorisation(operator)
    service.republish(session, [holder.id, early.id, late.id])
    change(session, holder, policy_sha256="0" * 64)
    change(session, late, policy_sha256="f" * 65, renews_at=NOON)
    change(session, early, renews_at=NOON - timedelta(days=1))

    assert due(session) == [early.id, late.id, holder.id]
    assert due(session, at_most=2) == [early.id, late.id]


def change(session, operator, **to):
    session.execute(update(Entry).where(Entry.operator_id == operator.id).values(**to))


def test_what_is_due_is_found_by_indexes_however_many_there_are(session, holder):
    asked = []
    event.listen(session.connection(), "before_cursor_execute", lambda *told: asked.append(told[2:4]))
    due(session)
    session.execute(text("SET LOCAL enable_seqscan = off"))  # a small table is read whole even where it has an index

    statement, parameters = asked[-2]
    plan = "\n".join(session.connection().exec_driver_sql(f"EXPLAIN {statement}", parameters).scalars())

    assert "Seq Scan" not in plan
    for bound in ("renews_at <= ", "policy_sha256 < ", "policy_sha256 > "):
        assert f"Index Cond: ({bound}" in plan
