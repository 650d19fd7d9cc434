import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.history.kinds import Kind
from app.history.models import Event
from app.risk.policies import queries, service
from app.risk.policies.models import RiskPolicy, Tampered
from app.risk.policies.states import LIFECYCLE, State
from app.risk.policies.text import Unsound, parse


def events(session, row):
    return session.scalars(select(Event.kind).where(Event.about_id == row.id).order_by(Event.position)).all()


def test_the_policy_that_came_with_the_portal_is_in_force(session):
    period = queries.period_at(session, clock.now())

    assert (period.row.code, period.row.state, period.row.policy.sha256) == ("2026.1", State.APPROVED, period.row.sha256)


def test_a_proposal_keeps_text_and_hash(session, proposed, manager):
    assert (proposed.code, proposed.state, proposed.proposed_by_id) == ("2027.1", State.PROPOSED, manager.id)
    assert proposed.policy.sha256 == proposed.sha256
    assert events(session, proposed) == [Kind.POLICY_PROPOSED]


def test_only_a_programme_manager_proposes(session, content, decider):
    with pytest.raises(NotAllowed):
        service.propose(session, content(), by=decider)


def test_what_is_no_policy_is_refused_with_its_places(session, content, manager):
    with pytest.raises(Unsound) as refused:
        service.propose(session, content(threshold=0, colour="red"), by=manager)

    assert refused.value.places == ["threshold: Input should be greater than 0", "colour: Extra inputs are not permitted"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ('{\n  "id": ,', "line 2, column 9: this is no JSON"),
        ('{"id": "a", "id": "b"}', "“id” stands twice"),
        ("[]", "no JSON object"),
        ("[" * 100_000, "."),
    ],
)
def test_what_is_no_json_is_refused_with_its_line(typed, told):
    with pytest.raises(Unsound, match=told):
        parse(typed)


def test_a_policy_is_never_proposed_twice(session, content, manager, proposed):
    with pytest.raises(service.CodeTaken):
        service.propose(session, content(threshold=70), by=manager)


def test_somebody_else_approves_and_it_waits_for_its_day(session, proposed, decider):
    period = service.approve(session, proposed, by=decider)

    assert (proposed.state, proposed.approved_by_id) == (State.APPROVED, decider.id)
    assert period.from_at == clock.start_of(proposed.policy.effective_from)
    assert events(session, proposed) == [Kind.POLICY_PROPOSED, Kind.POLICY_APPROVED, Kind.POLICY_SCHEDULED]
    assert queries.in_force(session).id == "2026.1"
    assert queries.policy_at(session, period.from_at).id == "2027.1"


def test_one_whose_day_has_come_is_in_force_at_once(session, content, manager, decider):
    row = service.propose(session, content(effective_from="2026-02-01"), by=manager)

    service.approve(session, row, by=decider)

    assert queries.in_force(session).id == "2027.1"


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_nobody_decides_on_what_they_proposed(session, proposed, manager, verb):
    with pytest.raises(NotAllowed, match="somebody else"):
        getattr(service, verb)(session, proposed, by=manager, **({"reason": "x"} if verb == "reject" else {}))


def test_the_database_keeps_the_four_eyes_too(session, proposed, manager):
    proposed.state, proposed.approved_by_id, proposed.approved_at = State.APPROVED, manager.id, clock.now()

    with pytest.raises(IntegrityError, match="four_eyes"):
        session.flush()


@pytest.mark.parametrize("verb", ["approve", "reject"])
def test_who_holds_no_such_role_decides_on_nothing(session, proposed, make, verb):
    with pytest.raises(NotAllowed, match="programme managers and decision makers"):
        getattr(service, verb)(session, proposed, by=make.officer(), **({"reason": "x"} if verb == "reject" else {}))


def test_a_rejected_policy_says_why(session, proposed, decider):
    service.reject(session, proposed, by=decider, reason="Too hard on newcomers")

    assert (proposed.state, proposed.closing_reason) == (State.REJECTED, "Too hard on newcomers")
    assert events(session, proposed)[-1] is Kind.POLICY_REJECTED


def test_a_proposal_is_taken_back(session, proposed, manager):
    service.withdraw(session, proposed, by=manager)

    assert proposed.state is State.WITHDRAWN
    assert events(session, proposed)[-1] is Kind.POLICY_WITHDRAWN


def test_somebody_else_does_not_take_it_back(session, proposed, decider):
    with pytest.raises(NotAllowed):
        service.withdraw(session, proposed, by=decider)


@pytest.mark.parametrize("verb", ["approve", "reject", "withdraw", "retire"])
@pytest.mark.parametrize("state", list(State))
def test_each_verb_only_from_a_state_that_allows_it(session, content, manager, decider, verb, state):
    then = {"approve": State.APPROVED, "reject": State.REJECTED, "withdraw": State.WITHDRAWN, "retire": State.RETIRED}[verb]
    if LIFECYCLE.allows(state, then):
        return
    row = service.propose(session, content(), by=manager)
    if state in (State.APPROVED, State.RETIRED):
        row.approved_at, row.approved_by_id = clock.now(), decider.id
    row.state = state
    session.flush()

    by = manager if verb == "withdraw" else decider
    with pytest.raises(WrongState):
        getattr(service, verb)(session, row, by=by, **({"reason": "x"} if verb == "reject" else {}))


def test_the_portal_cannot_change_a_text(session, proposed):
    with pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(text("UPDATE risk_policy SET body = '{}'"))


@pytest.mark.parametrize("statement", ["DELETE FROM risk_policy", "UPDATE risk_policy_period SET reason = 'x'"])
def test_nothing_that_was_in_force_is_undone(session, statement):
    with pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(text(statement))


def test_a_text_without_its_hash_computes_nothing(content):
    with pytest.raises(Tampered):
        RiskPolicy(code="x", sha256="0" * 64, body=content()).policy  # noqa: B018  it is read here


def test_files_are_proposed_and_never_in_force_by_themselves(session, content, tmp_path):
    import json

    path = tmp_path / "ours.json"
    path.write_text(json.dumps(content()))

    [row] = service.load_files(session, [path])

    assert (row.state, row.proposed_by_id) == (State.PROPOSED, None)
    assert service.load_files(session, [path]) == [row]
    path.write_text(json.dumps(content(threshold=70)))
    with pytest.raises(service.CodeTaken):
        service.load_files(session, [path])


def test_the_policies_that_come_with_the_portal_are_there_already(session):
    assert [row.code for row in service.load_files(session)] == ["2026.1"]
