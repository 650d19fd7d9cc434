import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.applications.questionnaire import self_assessment
from app.applications.service import (
    AnotherName,
    AnswersChanged,
    EmailNotConfirmed,
    FactsUnsaid,
    NoSite,
    NotSigned,
    Unanswered,
    fingerprint,
    submit,
)
from app.applications.states import LIFECYCLE, State
from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.history.kinds import Kind
from app.history.models import Event


@pytest.fixture
def application(make):
    return make.complete_application()


@pytest.fixture
def signatory(make, application):
    return make.signatory(application.operator, name="Ada Trader")


def send(session, application, *, by, name="Ada Trader"):
    """Sign what stands there now."""
    submit(session, application, by=by, name=name, seen=fingerprint(self_assessment(application)))


def test_a_complete_application_reaches_customs(session, application, signatory):
    send(session, application, by=signatory)

    assert (application.state, application.submitted_by_id) == (State.SUBMITTED, signatory.id)
    assert application.declaration.endswith("Ada Trader")


def test_the_history_holds_the_fingerprint_of_what_was_signed(session, application, signatory):
    signed = fingerprint(self_assessment(application))

    send(session, application, by=signatory)

    event = session.scalars(select(Event).where(Event.kind == Kind.APPLICATION_SUBMITTED)).one()
    assert (event.case_id, event.by_id, event.facts["answers"]) == (application.id, signatory.id, signed)


def test_the_questions_stay_those_of_the_business_as_it_was(session, application, signatory):
    send(session, application, by=signatory)
    asked = list(self_assessment(application).questionnaire.by_key)

    application.operator.roles = ["BRK"]

    assert list(self_assessment(application).questionnaire.by_key) == asked


def test_an_incomplete_one_says_what_is_missing(session, make, application, signatory):
    answer = next(answer for answer in application.answers if answer.key == "P.2.group")
    session.delete(answer)
    session.commit()

    with pytest.raises(Unanswered) as refusal:
        send(session, application, by=signatory)

    assert [gap.asked.key for gap in refusal.value.gaps] == ["P.2.group"]
    assert application.state is State.DRAFT


def test_a_business_is_somewhere(session, application, signatory):
    for site in application.operator.sites:
        site.closed_on = clock.today()

    with pytest.raises(NoSite):
        send(session, application, by=signatory)


def test_the_facts_from_which_the_questions_follow_come_first(session, application, signatory):
    application.operator.activities = {}

    with pytest.raises(FactsUnsaid):
        send(session, application, by=signatory)


@pytest.mark.parametrize("name", ["", "   "])
def test_a_declaration_bears_a_name(session, application, signatory, name):
    with pytest.raises(NotSigned) as refusal:
        send(session, application, by=signatory, name=name)

    assert refusal.value.field == "name"


def test_nobody_signs_with_the_name_of_somebody_else(session, application, signatory):
    with pytest.raises(AnotherName, match="Ada Trader"):
        send(session, application, by=signatory, name="Eve Stranger")


def test_capitals_and_spaces_do_not_make_another_name(session, application, signatory):
    send(session, application, by=signatory, name=" ada  TRADER")

    assert application.state is State.SUBMITTED


def test_customs_writes_to_a_confirmed_address(session, application, signatory):
    signatory.email_confirmed_at = None

    with pytest.raises(EmailNotConfirmed):
        send(session, application, by=signatory)


def test_nobody_signs_what_a_colleague_wrote_meanwhile(session, application, signatory):
    seen = fingerprint(self_assessment(application))
    next(answer for answer in application.answers if answer.key == "P.2.group").value = "no "
    session.commit()

    with pytest.raises(AnswersChanged):
        submit(session, application, by=signatory, name="Ada Trader", seen=seen)


def test_nobody_signs_what_was_not_read(session, application, signatory):
    with pytest.raises(AnswersChanged):
        submit(session, application, by=signatory, name="Ada Trader", seen="")


@pytest.mark.parametrize("role", [role for role in MembershipRole if role is not MembershipRole.SIGNATORY])
def test_only_the_signatory_signs(session, make, application, role):
    with pytest.raises(NotAllowed):
        send(session, application, by=make.member(application.operator, role))


def test_another_operators_signatory_may_not(session, make, application):
    with pytest.raises(NotAllowed):
        send(session, application, by=make.signatory(make.operator()), name="Eve")


@pytest.mark.parametrize("state", [state for state in State if not LIFECYCLE.allows(state, State.SUBMITTED)])
def test_only_from_a_state_that_allows_it(session, make, state):
    application = make.application(state=state)

    with pytest.raises(WrongState):
        send(session, application, by=make.signatory(application.operator), name="Ada")


def test_a_returned_application_is_sent_again(session, application, signatory):
    application.state, application.submitted_at = State.RETURNED, clock.now()
    session.commit()

    send(session, application, by=signatory)

    assert application.state is State.SUBMITTED
