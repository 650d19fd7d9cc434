from datetime import timedelta

import pytest

from app.accounts.words import MembershipRole
from app.authorisations.states import State
from app.compliance import service as compliance
from app.compliance.words import Disputable
from app.core import clock
from app.findings.states import ActionState
from app.history.kinds import Kind
from app.programme.words import AuthorisationType
from app.reactions import republish


def day(days):
    return clock.today() + timedelta(days=days)


@pytest.fixture
def home(sign_in, signatory):
    return lambda person=signatory: sign_in(person).get("/operator").text


def test_both_in_force_are_said_first(make, business, home):
    for kind in AuthorisationType:
        make.authorisation(business, kind)

    assert "Both authorisations are valid today" in home()


def test_a_suspended_one_says_until_when(make, business, home):
    make.authorisation(business, AuthorisationType.AEOC)
    make.authorisation(business, AuthorisationType.AEOS, state=State.SUSPENDED, suspended_until=day(20))

    page = home()

    assert "Your authorisation for customs is valid today and that for security is suspended" in page
    assert "becomes valid again on" in page


def test_a_grant_ahead_says_from_when(make, business, home):
    make.authorisation(business, AuthorisationType.AEOC, effective_from=day(5))

    assert "Your authorisation for customs is valid from" in home()


def test_of_two_authorisations_of_a_type_the_newest_counts(make, business, home):
    make.authorisation(business, AuthorisationType.AEOC, state=State.REVOKED)
    make.authorisation(business, AuthorisationType.AEOC, granted_on=clock.today(), effective_from=clock.today())

    assert "Your authorisation for customs is valid today" in home()


def test_a_new_business_is_led_to_its_first_application(make, sign_in):
    fresh = make.operator(name="Fresh Start Ltd", roles=[], modes=[])

    page = sign_in(make.signatory(fresh)).get("/operator").text

    assert "Welcome, Fresh Start Ltd" in page
    assert "Describe your business" in page
    assert 'href="/operator/business/roles"' in page
    assert 'href="/operator/business/sites/new"' in page


def test_whoever_may_not_describe_a_new_business_is_led_to_what_may_be_read(make, sign_in):
    fresh = make.operator(roles=[], modes=[])

    page = sign_in(make.member(fresh, MembershipRole.CONTRIBUTOR)).get("/operator").text

    assert 'href="/operator/business/roles"' not in page
    assert 'href="/operator/applications/new"' not in page


def test_what_is_described_is_done(make, business, home):
    make.site(business)

    assert home().count("is-good") == 2


def test_at_most_three_duties_are_shown_the_latest_first(make, case, home):
    finding = make.finding(case)
    for days in (3, 9, 12):
        make.action(finding, text=f"Due in {days} days", due_on=day(days))
    make.action(finding, text="Overdue", due_on=day(-2))

    page = home()

    assert page.index("Overdue") < page.index("Due in 3 days") < page.index("Due in 9 days")
    assert "2 days late" in page
    assert "Due in 12 days" not in page
    assert "1 more." in page


def test_what_an_overdue_action_costs_is_said(make, session, business, case, home):
    make.authorisation(business, AuthorisationType.AEOS)
    make.action(make.finding(case), due_on=day(-20))
    republish(session, [business.id])
    session.commit()

    assert "It costs you 3 points of security credit until you report it as done." in home()


def test_what_is_disputed_is_in_the_hands_of_customs(make, session, business, signatory, home):
    infringement = make.infringement(business)
    fact = compliance.Established(Disputable.INFRINGEMENT, infringement.id, business.id, infringement.reference, None)
    compliance.dispute(session, fact, by=signatory, reason="It was not us.")
    session.commit()

    page = home()

    assert f'href="/operator/record#{infringement.id}">Deciding on what you dispute' in page
    assert f"Infringement {infringement.reference}." in page


def test_without_credit_there_is_none_to_lose(make, case, home):
    make.action(make.finding(case), due_on=day(-20))

    assert "It costs you" not in home()


def test_an_open_request_is_a_duty(make, case, home):
    request = make.request(case, text="Which seals do you use?")

    page = home()

    assert f"/operator/requests/{request.id}" in page
    assert "Answer: Which seals do you use?" in page


def test_a_letter_to_open_is_a_duty_that_says_nothing_of_its_content(make, business, hear, home):
    hearing = hear(make.authorisation(business), reasons="Three late declarations.")

    page = home()

    assert f"/operator/hearings/{hearing.id}" in page
    assert "Open the letter about your right to be heard" in page
    assert "late declarations" not in page


def test_customs_assesses_until_the_legal_date(make, case, home):
    page = home()

    assert "Assessing your application" in page
    assert "R. Okafor" in page
    assert f"/operator/applications/{case.id}/stage" in page


def test_what_was_reported_is_with_customs(make, case, home):
    make.action(make.finding(case), state=ActionState.REPORTED, reply="Done", reported_at=clock.now())

    page = home()

    assert "Checking what you did" in page
    assert "Keep the seal log every day." not in page.partition("Customs is doing")[0]


def test_a_planned_visit_and_an_incident_are_with_customs(make, business, case, home):
    make.audit(case)
    make.incident(business)

    page = home()

    assert "Preparing a visit to you" in page
    assert "Looking into the incident you reported" in page


def test_the_certificate_is_downloaded_from_here(make, business, certify, home):
    certify(make.authorisation(business))

    assert "Download the certificate (PDF" in home()


def test_a_certificate_not_yet_made_says_so(make, business, home):
    make.authorisation(business)

    assert "Your certificate is being made" in home()


def test_the_credit_says_what_would_raise_it(make, session, business, home):
    make.authorisation(business, AuthorisationType.AEOC)
    republish(session, [business.id])
    session.commit()

    page = home()

    assert "Your risk credit" in page
    assert 'href="/operator/credit">Every part of your credit' in page
    assert "random checks without errors raise this" in page


def test_what_happened_last_hides_what_is_for_officers(make, write, case, home):
    write(Kind.CRITERION_RATED, case, criterion="G.2", reason="Weak")
    write(Kind.CASE_TAKEN, case, officer="R. Okafor")

    page = home()

    assert "took the case" in page
    assert "rated a criterion" not in page


def test_a_viewer_is_not_offered_to_report_an_incident(home, viewer):
    assert "Report an incident" not in home(viewer)
    assert "Report an incident" in home()


def test_nothing_of_another_business_is_shown(make, case, home, stranger):
    make.request(case, text="Which seals do you use?")
    make.audit(case)

    page = home(stranger)

    assert "Which seals" not in page
    assert case.reference not in page


def test_the_page_asks_little_however_much_is_open(everything, asks_little):
    asks_little("/operator")
