"""The decision on an application in the browser: proposed, heard, signed by another, or sent back."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.applications.profile import profile_of
from app.applications.states import State as ApplicationState
from app.assessment import progress
from app.assessment.service import Judgement, find, rate
from app.authorisations.models import Authorisation
from app.core import clock
from app.criteria.words import Result
from app.decisions.models import Decision
from app.decisions.points import Point
from app.decisions.service import decide, open_hearing, propose_on_application
from app.decisions.states import Ground, Measure, State
from app.programme.rules import rules
from app.programme.words import AuthorisationType
from app.reactions import committing
from app.web.formats import day
from tests.hearings import replied
from tests.web.officer.asking import page


@pytest.fixture
def case(make, session):
    """A broker's application for both, every criterion met."""
    operator = make.operator(name="Kestrel Freight Ltd", roles=["BRK"], modes=[])
    case = make.case(operator)
    session.refresh(operator)
    case.profile = profile_of(operator)
    for item in progress.of(session, case).items:
        make.rating(case, item.criterion.code, place=item.place)
    return case


@pytest.fixture
def officer(make):
    return make.case_officer(name="R. Okafor")


@pytest.fixture
def decider(make):
    return make.decision_maker(name="D. Vasari")


def unmet(session, make, case, code="A.1", result=Result.NOT_MET):
    rating = find(session, case, code, "")
    judgement = Judgement(result, "A penalty became final in May.")
    with committing(session):
        rate(session, case, code, judgement, by=make.auditor(), version=rating.version)


def proposal(session, case, by, asked=AuthorisationType.AEOC, kind=Measure.GRANT, **values):
    grounds = {Measure.GRANT: Ground.CRITERIA_MET, Measure.REFUSE: Ground.CRITERIA_NOT_MET}
    with committing(session):
        return propose_on_application(
            session, case, kind, by=by, asked=asked, **{"ground": grounds[kind], "reasons": "As rated."} | values
        )


FENCE = Point("A.1", "A.1 No serious breach", "A penalty became final in May.", Result.NOT_MET)


def refusal(session, make, case, by, asked=AuthorisationType.AEOC, *, said=True):
    """A refusal with a ground, heard."""
    decision = proposal(session, case, by, asked, kind=Measure.REFUSE, reasons="", points=[FENCE])
    with committing(session):
        hearing = open_hearing(session, decision, by=by)
    if said:
        with committing(session):
            replied(session, hearing, by=make.signatory(case.operator), text="", replies={"A.1": "It was paid."})
    return decision


def at(case, rest=""):
    return f"/officer/cases/{case.id}/decision{rest}"


def typed(page_text, **values):
    """What the form carries, and what is chosen."""
    version = page_text.split('name="version"')[1].split('value="')[1].split('"')[0]
    return {"version": version} | values


def only(session, thing=Decision):
    session.expire_all()
    return session.scalars(select(thing)).one()


def test_the_page_says_how_each_authorisation_stands(sign_in, session, make, case, officer):
    unmet(session, make, case)

    text = sign_in(officer).get(at(case)).text

    assert re.search(r"\d+ met, 1 not met", text)
    assert "It cannot be granted yet. Not met: A.1" in text
    assert "Propose to refuse AEOC" in text


def grant(browser, case, **values):
    text = browser.get(at(case, "/aeoc/grant")).text
    told = {"ground": "criteria_met", "reasons": "All met."}
    return browser.post(at(case, "/aeoc/grant"), data=typed(text, form_id="once", **told) | values)


def test_a_case_officer_proposes_a_grant(sign_in, session, case, officer):
    answer = grant(sign_in(officer), case)

    assert answer.location == at(case)
    decision = only(session)
    assert (decision.kind, decision.type, decision.reasons) == (Measure.GRANT, AuthorisationType.AEOC, "All met.")
    assert decision.effective_from is None


def test_a_grant_may_be_proposed_for_a_day_of_its_own(sign_in, session, case, officer):
    day = clock.today() + timedelta(days=2)

    grant(sign_in(officer), case, effective_from=[str(day.day), str(day.month), str(day.year)])

    assert only(session).effective_from == day


def test_the_form_says_when_a_grant_takes_effect_by_itself(sign_in, case, officer):
    assert f"{rules().days.grant_takes_effect} days after the signature" in sign_in(officer).get(at(case, "/aeoc/grant")).text


def test_the_reasons_of_a_grant_write_themselves(sign_in, session, make, case, officer):
    unmet(session, make, case, "B.4", Result.PARTLY)

    text = sign_in(officer).get(at(case, "/aeoc/grant")).text

    assert "every must is met" in text
    assert "B.4 Internal control, partly met: A penalty became final in May." in text


def test_the_same_proposal_sent_twice_is_one(sign_in, session, case, officer):
    browser = sign_in(officer)
    grant(browser, case)

    again = browser.post(at(case, "/aeoc/grant"), data={"ground": "criteria_met", "reasons": "All met.", "form_id": "once"})

    assert (again.status_code, again.location) == (303, at(case))
    assert only(session).state is State.PROPOSED


def test_a_grant_that_cannot_be_is_said_above_the_form(sign_in, session, make, case, officer):
    unmet(session, make, case)

    text = grant(sign_in(officer), case, reasons="Still.").text

    assert "Not met: A.1" in text
    assert "Still." in text
    assert session.scalars(select(Decision)).all() == []


def test_a_day_that_is_over_is_said_at_its_field(sign_in, session, case, officer):
    text = grant(sign_in(officer), case, effective_from=["1", "1", "2020"]).text

    assert 'href="#effective_from-day"' in text
    assert "All met." in text


def test_the_grounds_of_a_refusal_write_themselves(sign_in, session, make, case, officer):
    unmet(session, make, case)
    browser = sign_in(officer)

    text = browser.get(at(case, "/aeoc/refuse")).text

    assert "A penalty became final in May.</textarea>" in text
    answer = browser.post(
        at(case, "/aeoc/refuse"),
        data=typed(text, form_id="once", ground="criteria_not_met", text_0="One penalty of May.", reasons=""),
    )
    assert answer.location == at(case)
    assert only(session).reasons.endswith(": One penalty of May.")


def test_what_was_found_of_a_criterion_partly_met_is_offered_and_carries_nothing_by_itself(sign_in, session, make, case, officer):
    unmet(session, make, case, result=Result.PARTLY)

    text = sign_in(officer).get(at(case, "/aeoc/refuse")).text

    assert '<p class="govuk-body aeo-muted">A penalty became final in May.</p>' in text
    assert 'data-fills="text_0" data-text="A penalty became final in May."' in text
    assert "A penalty became final in May.</textarea>" not in text


def test_a_refusal_without_a_ground_is_not_proposed(sign_in, session, case, officer):
    browser = sign_in(officer)
    text = browser.get(at(case, "/aeoc/refuse")).text

    text = browser.post(at(case, "/aeoc/refuse"), data=typed(text, form_id="x", ground="compliance", reasons=" ")).text

    assert 'href="#reasons"' in text
    assert session.scalars(select(Decision)).all() == []


def test_a_proposal_from_an_old_page_is_shown_again_first(sign_in, session, make, case, officer):
    browser = sign_in(officer)
    text = browser.get(at(case, "/aeoc/refuse")).text
    unmet(session, make, case)

    answer = browser.post(at(case, "/aeoc/refuse"), data=typed(text, form_id="x", ground="compliance", reasons="Late papers."))

    assert answer.status_code == 409
    assert "Late papers." in answer.text
    assert session.scalars(select(Decision)).all() == []


@pytest.mark.parametrize("role", [OfficerRole.AUDITOR, OfficerRole.DECISION_MAKER, OfficerRole.ADMINISTRATOR])
def test_others_propose_nothing(sign_in, make, case, role):
    browser = sign_in(make.officer(role))

    assert "Propose to grant" not in browser.get(at(case)).text
    assert browser.get(at(case, "/aeoc/grant")).status_code == 403
    assert browser.post(at(case, "/aeoc/refuse")).status_code == 403


def test_what_is_decided_or_proposed_is_not_proposed_again(sign_in, session, case, officer):
    proposal(session, case, officer)

    assert grant(sign_in(officer), case).status_code == 409


def test_an_application_that_asks_for_one_is_not_decided_on_the_other(sign_in, session, case, officer):
    case.types = ["aeos"]
    session.commit()

    assert sign_in(officer).get(at(case, "/aeoc/grant")).status_code == 409


def test_a_hearing_is_opened_after_reading_what_the_trader_will_read(sign_in, session, case, officer):
    decision = proposal(session, case, officer, kind=Measure.REFUSE, reasons="", points=[FENCE])
    browser = sign_in(officer)
    path = f"/officer/decisions/{decision.id}/hearing"

    assert "A.1 No serious breach: A penalty became final in May." in browser.get(path).text
    browser.post(path, data={"version": decision.version})

    assert only(session).state is State.IN_HEARING
    assert "The trader may reply until" in browser.get(at(case)).text


def test_a_hearing_is_opened_once(sign_in, session, case, officer):
    decision = proposal(session, case, officer, kind=Measure.REFUSE)
    browser, path = sign_in(officer), f"/officer/decisions/{decision.id}/hearing"
    browser.post(path, data={"version": decision.version})

    assert browser.post(path, data={"version": decision.version}).status_code == 409


def test_an_auditor_opens_no_hearing(sign_in, session, make, case, officer):
    decision = proposal(session, case, officer, kind=Measure.REFUSE)

    assert sign_in(make.auditor()).post(f"/officer/decisions/{decision.id}/hearing").status_code == 403


def test_the_reply_stands_beside_its_ground(sign_in, session, make, case, officer, decider):
    refusal(session, make, case, officer)

    text = sign_in(decider).get(at(case)).text

    assert "It was paid." in text
    assert "Changed since the proposal" in text
    assert "replied to what customs intends for customs simplifications." in text
    assert "Grounds: AEOC" in text


def test_a_reply_to_everything_at_once_is_shown_too(sign_in, session, make, case, officer, decider):
    decision = refusal(session, make, case, officer, said=False)
    with committing(session):
        replied(session, decision.hearing, by=make.signatory(case.operator), text="We regret it.")

    assert "We regret it." in sign_in(decider).get(at(case)).text


def test_signing_is_not_offered_while_the_trader_may_reply(sign_in, session, make, case, officer, decider):
    refusal(session, make, case, officer, said=False)

    text = sign_in(decider).get(at(case)).text

    assert "Refuse, as proposed" not in text
    assert "Send back" in text


def test_until_when_the_trader_may_reply_stands_where_its_reply_will(sign_in, session, make, case, officer, decider):
    decision = refusal(session, make, case, officer, said=False)

    assert f"No reply yet, until {day(decision.hearing.due_on)}" in sign_in(decider).get(at(case)).text

    with clock.at(clock.now() + timedelta(days=60)):
        assert '<p class="govuk-body">No reply.</p>' in sign_in(decider).get(at(case)).text


def test_a_grant_that_counts_from_a_later_day_is_said_to_be_final_at_once(sign_in, session, case, officer, decider):
    proposal(session, case, officer)

    text = sign_in(decider).get(at(case)).text

    assert "What you sign is final at once" in text


def sign(browser, case, **choices):
    text = browser.get(at(case)).text
    return browser.post(at(case, "/sign"), data=typed(text, **choices))


def test_another_officer_signs_a_grant(sign_in, session, case, officer, decider):
    proposal(session, case, officer)

    answer = sign(sign_in(decider), case, choice_aeoc="sign")

    assert answer.location == at(case)
    assert only(session).decided_by_id == decider.id
    assert only(session, Authorisation).type is AuthorisationType.AEOC
    session.expire_all()
    assert case.state is ApplicationState.UNDER_ASSESSMENT


def test_the_case_is_closed_once_both_are_signed(sign_in, session, case, officer, decider):
    for asked in AuthorisationType:
        proposal(session, case, officer, asked)

    sign(sign_in(decider), case, choice_aeoc="sign", choice_aeos="sign")

    session.expire_all()
    assert case.state is ApplicationState.DECIDED


def test_one_may_be_signed_and_the_other_left(sign_in, session, case, officer, decider):
    for asked in AuthorisationType:
        proposal(session, case, officer, asked)

    sign(sign_in(decider), case, choice_aeoc="sign", choice_aeos="leave")

    session.expire_all()
    assert {one.type: one.state for one in session.scalars(select(Decision))} == {
        AuthorisationType.AEOC: State.DECIDED,
        AuthorisationType.AEOS: State.PROPOSED,
    }


def test_what_signing_does_is_shown_before(sign_in, session, case, officer, decider):
    proposal(session, case, officer)

    text = " ".join(sign_in(decider).get(at(case)).text.split())

    assert "What signing does" in text
    assert "Fiscal 0 → <strong>−" in text
    assert "Security 0 → 0" in text


def test_who_proposed_does_not_sign(sign_in, session, make, case):
    both = make.officer(OfficerRole.CASE_OFFICER, OfficerRole.DECISION_MAKER)
    proposal(session, case, both)
    browser = sign_in(both)

    text = browser.get(at(case)).text

    assert "as proposed" not in text
    assert "another officer has to sign it" in text
    assert browser.post(at(case, "/sign"), data={"choice_aeoc": "sign"}).status_code == 403
    assert only(session).state is State.PROPOSED


@pytest.mark.parametrize("role", [OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR, OfficerRole.ADMINISTRATOR])
def test_others_do_not_sign(sign_in, session, make, case, officer, role):
    proposal(session, case, officer)

    assert sign_in(make.officer(role)).post(at(case, "/sign"), data={"choice_aeoc": "sign"}).status_code == 403


def test_a_refusal_is_asked_for_once_more(sign_in, session, make, case, officer, decider):
    refusal(session, make, case, officer)
    browser = sign_in(decider)

    asked = sign(browser, case, choice_aeoc="sign", answer_aeoc_0="Paid, but late.")

    assert asked.status_code == 200
    assert "Sign what cannot be undone" in asked.text
    assert only(session).state is State.IN_HEARING
    assert 'value="Paid, but late."' in asked.text


def test_a_refusal_is_signed_with_the_answer_to_the_reply(sign_in, session, make, case, officer, decider):
    refusal(session, make, case, officer)

    sign(sign_in(decider), case, choice_aeoc="sign", answer_aeoc_0="Paid, but late.", confirmed="yes")

    decision = only(session)
    assert (decision.state, decision.points[0]["answer"]) == (State.DECIDED, "Paid, but late.")


@pytest.fixture
def two_refusals(session, make, case, officer):
    """Both are heard and can be signed."""
    return [refusal(session, make, case, officer, asked) for asked in AuthorisationType]


def test_what_goes_back_is_named_beside_what_cannot_be_undone(sign_in, case, two_refusals, decider):
    text = sign(sign_in(decider), case, choice_aeoc="sign", choice_aeos="back", reason="Say more.").text

    assert "Sign what cannot be undone" in text
    assert "AEOS: goes back to R. Okafor, with your reason" in text


def test_the_reason_is_asked_for_before_what_cannot_be_undone(sign_in, case, two_refusals, decider):
    text = sign(sign_in(decider), case, choice_aeoc="sign", choice_aeos="back", reason=" ").text

    assert "Sign what cannot be undone" not in text
    assert 'href="#reason"' in text


def test_a_page_shown_again_asks_back_again(sign_in, case, two_refusals, decider):
    text = sign(sign_in(decider), case, choice_aeoc="sign", choice_aeos="back", reason="", confirmed="yes").text

    field = re.search(r'<input[^>]*name="confirmed"[^>]*>', text).group()
    assert "yes" not in field


def test_a_proposal_is_sent_back_with_a_reason_that_the_proposer_reads(sign_in, session, case, officer, decider):
    proposal(session, case, officer)

    sign(sign_in(decider), case, choice_aeoc="back", reason="Say more about B.4.")

    assert only(session).state is State.WITHDRAWN
    assert "Sent back: Say more about B.4." in sign_in(officer).get(at(case)).text


def test_nothing_is_sent_back_without_a_reason(sign_in, session, case, officer, decider):
    proposal(session, case, officer)

    text = sign(sign_in(decider), case, choice_aeoc="back").text

    assert 'href="#reason"' in text
    assert only(session).state is State.PROPOSED


def test_somebody_has_to_choose(sign_in, session, case, officer, decider):
    proposal(session, case, officer)

    assert "Choose what becomes of the proposal on AEOC" in sign(sign_in(decider), case).text


def test_what_came_in_while_reading_is_read_before_signing(sign_in, session, make, case, officer, decider):
    proposal(session, case, officer)
    browser = sign_in(decider)
    old = typed(browser.get(at(case)).text, choice_aeoc="sign")
    unmet(session, make, case, "B.4", Result.PARTLY)

    answer = browser.post(at(case, "/sign"), data=old)

    assert answer.status_code == 409
    assert "rated a criterion, B.4: partly met." in answer.text
    assert only(session).state is State.PROPOSED


def test_a_grant_against_which_something_came_up_is_not_offered(sign_in, session, make, case, officer, decider):
    proposal(session, case, officer)
    unmet(session, make, case)

    text = sign_in(decider).get(at(case)).text

    assert "Grant, as proposed" not in text
    assert "Not met: A.1" in text


def test_two_deciders_sign_once(sign_in, session, make, case, officer, decider):
    decision = proposal(session, case, officer)
    browser = sign_in(decider)
    old = typed(browser.get(at(case)).text, choice_aeoc="sign")
    with committing(session):
        decide(session, decision, by=make.decision_maker())

    assert "signed this (" in browser.post(at(case, "/sign"), data=old, follow_redirects=True).text
    assert len(session.scalars(select(Authorisation)).all()) == 1


def twice(browser, path, data):
    """The page is sent twice, as an impatient finger does."""
    browser.post(path, data=data | {"form_id": "impatient"})
    return browser.post(path, data=data | {"form_id": "impatient"})


def test_a_signature_sent_twice_is_one(sign_in, session, case, officer, decider):
    proposal(session, case, officer)
    browser = sign_in(decider)

    again = twice(browser, at(case, "/sign"), typed(browser.get(at(case)).text, choice_aeoc="sign"))

    assert (again.status_code, again.location) == (303, at(case))
    assert "You sent this page twice" in browser.get(at(case)).text
    assert len(session.scalars(select(Authorisation)).all()) == 1


@pytest.mark.parametrize(("path", "data"), [("hearing", {}), ("withdraw", {"reason": "Too early."})])
def test_other_steps_sent_twice_are_one(sign_in, session, case, officer, path, data):
    decision = proposal(session, case, officer, kind=Measure.REFUSE)

    again = twice(sign_in(officer), f"/officer/decisions/{decision.id}/{path}", data | {"version": decision.version})

    assert (again.status_code, again.location) == (303, at(case))


def test_the_proposer_takes_it_back(sign_in, session, case, officer):
    decision = proposal(session, case, officer)
    browser, path = sign_in(officer), f"/officer/decisions/{decision.id}/withdraw"

    assert "Take the proposal on AEOC back" in browser.get(path).text
    browser.post(path, data={"reason": "Too early.", "version": decision.version})

    assert only(session).state is State.WITHDRAWN


def test_a_colleague_does_not_take_it_back(sign_in, session, make, case, officer):
    decision = proposal(session, case, officer)

    assert sign_in(make.case_officer()).get(f"/officer/decisions/{decision.id}/withdraw").status_code == 403


@pytest.mark.parametrize("path", ["hearing", "withdraw"])
def test_what_is_decided_is_not_touched_any_more(sign_in, session, case, officer, decider, path):
    decision = proposal(session, case, officer)
    with committing(session):
        decide(session, decision, by=decider)

    assert sign_in(officer).get(f"/officer/decisions/{decision.id}/{path}").status_code == 409


def test_the_letter_is_there_once_it_is_printed(sign_in, session, case, officer, run_jobs, storage):
    decision = proposal(session, case, officer)
    from tests.makers import Maker

    with committing(session):
        decide(session, decision, by=Maker(session).decision_maker())
    assert "is being printed" in sign_in(officer).get(at(case)).text

    run_jobs()

    assert f"Decision AEOC grant {case.reference}.pdf" in sign_in(officer).get(at(case)).text


@pytest.fixture
def two_open(session, make, case, officer):
    """A refusal that was replied to, and a grant."""
    refusal(session, make, case, officer)
    proposal(session, case, officer, AuthorisationType.AEOS)
    return case


def test_the_page_of_two_open_proposals_asks_little(sign_in, queries, two_open, decider):
    page(queries, sign_in(decider), at(two_open))


def test_the_other_pages_ask_little(sign_in, queries, session, make, case, officer):
    unmet(session, make, case)
    decision = proposal(session, case, officer, AuthorisationType.AEOS, Measure.REFUSE)
    browser = sign_in(officer)

    for path in (at(case), at(case, "/aeoc/grant"), at(case, "/aeoc/refuse"), f"/officer/decisions/{decision.id}/hearing"):
        page(queries, browser, path)


def test_an_unknown_case_is_not_found(sign_in, officer):
    nowhere = "00000000-0000-4000-8000-000000000000"
    browser = sign_in(officer)

    assert browser.get(f"/officer/cases/{nowhere}/decision").status_code == 404
    assert browser.get(f"/officer/decisions/{nowhere}/hearing").status_code == 404
