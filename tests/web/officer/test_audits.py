"""Visits in the browser: planned, changed, called off, ticked off on a phone, reported."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.applications.profile import profile_of
from app.audits.models import Audit, Observation
from app.audits.service import Checked, observe
from app.audits.states import Seen, State
from app.core import clock
from app.criteria.words import Result
from app.documents.models import Attachment
from app.findings.models import Finding
from app.history.kinds import Kind
from app.history.models import Event
from tests.audits.test_observe import PNG
from tests.web.officer.asking import page


@pytest.fixture
def auditor(make):
    return make.auditor(name="M. Ferrante")


@pytest.fixture
def case(make, session):
    """A forwarder under assessment, with one site on which goods are handled."""
    operator = make.operator(name="Ravelmoor Textiles Ltd", activities={"handles_goods": True})
    make.site(operator, name="North Quay", activities={"handles_goods": True})
    case = make.case(operator)
    session.refresh(operator)
    case.profile = profile_of(operator)
    session.commit()
    return case


@pytest.fixture
def audit(make, case, auditor):
    """A visit of today, led by the auditor."""
    today = clock.today()
    return make.audit(case, lead=auditor, starts_on=today, ends_on=today, sites=list(case.operator.sites))


def day(date):
    return [str(date.day), str(date.month), str(date.year)]


def plan(case, lead, **values):
    soon = clock.today() + timedelta(days=7)
    typed = {
        "sites": [str(site.id) for site in case.operator.sites],
        "mode": "on_site",
        "starts_on": day(soon),
        "ends_on": day(soon),
        "lead": str(lead.id),
        "agenda": "9:00 Gate",
        "form_id": "once",
    }
    return typed | values


def only_visit(session):
    session.expire_all()
    return session.scalars(select(Audit)).one()


def test_an_officer_plans_a_visit(sign_in, session, make, case, auditor):
    browser = sign_in(make.case_officer())

    answer = browser.post(f"/officer/cases/{case.id}/audits/new", data=plan(case, auditor))

    audit = only_visit(session)
    assert answer.location == f"/officer/audits/{audit.id}"
    assert (audit.lead.name, audit.agenda, audit.sites[0].name) == ("M. Ferrante", "9:00 Gate", "North Quay")


def test_the_form_is_filled_in_as_far_as_it_can_be(sign_in, case, auditor):
    text = sign_in(auditor).get(f"/officer/cases/{case.id}/audits/new").text

    assert f'<option value="{auditor.id}" selected' in text
    assert "13:00 Site, gates and store" in text


def test_the_same_plan_sent_twice_is_one_visit(sign_in, session, case, auditor):
    browser = sign_in(auditor)

    browser.post(f"/officer/cases/{case.id}/audits/new", data=plan(case, auditor))
    again = browser.post(f"/officer/cases/{case.id}/audits/new", data=plan(case, auditor))

    assert again.location == f"/officer/audits/{only_visit(session).id}"


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(sign_in, session, case, auditor):
    yesterday = day(clock.today() - timedelta(days=1))

    text = sign_in(auditor).post(f"/officer/cases/{case.id}/audits/new", data=plan(case, auditor, starts_on=yesterday)).text

    assert 'href="#starts_on-day"' in text
    assert "9:00 Gate" in text
    assert session.scalars(select(Audit)).all() == []


def test_a_visit_of_one_day_needs_no_last_day(sign_in, session, case, auditor):
    sign_in(auditor).post(f"/officer/cases/{case.id}/audits/new", data=plan(case, auditor, ends_on=["", "", ""]))

    audit = only_visit(session)
    assert audit.ends_on == audit.starts_on


def test_whoever_plans_a_visit_past_the_legal_date_is_told(queries, sign_in, case, auditor):
    browser, soon = sign_in(auditor), clock.today() + timedelta(days=7)
    late = clock.today() + timedelta(days=200)
    path = f"/officer/cases/{case.id}/audits/new"

    assert "Customs has to decide this case by" in page(queries, browser, path)
    in_time = browser.post(path, data=plan(case, auditor, starts_on=day(soon)), follow_redirects=True).text
    too_late = plan(case, auditor, starts_on=day(late), ends_on=day(late), form_id="another")
    told = browser.post(path, data=too_late, follow_redirects=True).text

    assert "by which customs has to decide" not in in_time
    assert "by which customs has to decide" in told


@pytest.mark.parametrize("role", [OfficerRole.DECISION_MAKER, OfficerRole.PROGRAMME_MANAGER])
def test_others_plan_no_visit(sign_in, make, case, audit, role):
    browser = sign_in(make.officer(role))

    assert "Plan a visit" not in browser.get(f"/officer/cases/{case.id}/audits").text
    assert "Change the plan" not in browser.get(f"/officer/audits/{audit.id}").text
    for path in (f"cases/{case.id}/audits/new", f"audits/{audit.id}/change", f"audits/{audit.id}/cancel"):
        assert browser.get(f"/officer/{path}").status_code == 403


def changed(audit, **values):
    typed = plan(audit.application, audit.lead, version=audit.version)
    today = day(audit.starts_on)
    return typed | {"starts_on": today, "ends_on": today} | values


def test_a_plan_is_changed(sign_in, session, audit, auditor):
    answer = sign_in(auditor).post(f"/officer/audits/{audit.id}/change", data=changed(audit, agenda="10:00 Gate"))

    assert answer.location == f"/officer/audits/{audit.id}"
    assert only_visit(session).agenda == "10:00 Gate"


def test_a_plan_that_a_colleague_changed_is_shown_beside_mine(sign_in, session, audit, auditor):
    browser, old = sign_in(auditor), changed(audit)
    browser.post(f"/officer/audits/{audit.id}/change", data=changed(audit, agenda="8:00 Gate"))

    answer = browser.post(f"/officer/audits/{audit.id}/change", data=old | {"agenda": "11:00 Gate"})

    assert answer.status_code == 409
    assert "8:00 Gate" in answer.text
    assert "11:00 Gate" in answer.text
    assert only_visit(session).agenda == "8:00 Gate"


def test_a_visit_is_called_off_after_a_question(sign_in, session, audit, auditor):
    browser = sign_in(auditor)
    assert "Cancel visit" in browser.get(f"/officer/audits/{audit.id}/cancel").text

    browser.post(f"/officer/audits/{audit.id}/cancel", data={"reason": "The site has closed.", "version": audit.version})

    assert only_visit(session).state is State.CANCELLED


def test_a_visit_is_called_off_once(sign_in, audit, auditor):
    data = {"reason": "The site has closed.", "version": audit.version, "form_id": "once"}
    browser = sign_in(auditor)

    answers = [browser.post(f"/officer/audits/{audit.id}/cancel", data=data) for _ in range(2)]

    assert [one.location for one in answers] == [f"/officer/audits/{audit.id}"] * 2


def test_a_visit_is_not_called_off_without_a_reason(sign_in, session, audit, auditor):
    text = sign_in(auditor).post(f"/officer/audits/{audit.id}/cancel", data={"version": audit.version}).text

    assert "Say why the visit is called off" in text
    assert only_visit(session).state is State.PLANNED


def test_a_visit_that_was_changed_meanwhile_is_not_called_off_unread(sign_in, session, audit, auditor):
    answer = sign_in(auditor).post(f"/officer/audits/{audit.id}/cancel", data={"reason": "Closed.", "version": audit.version + 1})

    assert answer.status_code == 409
    assert "Closed." in answer.text
    assert only_visit(session).state is State.PLANNED


@pytest.mark.parametrize("path", ["change", "cancel", "report", "checklist/I.2/{site}"])
def test_nothing_is_done_to_a_visit_that_is_over(sign_in, session, audit, auditor, path):
    audit.state = State.CANCELLED
    session.commit()
    site = audit.sites[0].id

    assert sign_in(auditor).get(f"/officer/audits/{audit.id}/{path}".format(site=site)).status_code == 409


def test_a_visit_goes_into_the_calendar(sign_in, audit, auditor):
    answer = sign_in(auditor).get(f"/officer/audits/{audit.id}/visit.ics")

    assert answer.mimetype == "text/calendar"
    assert f"DTSTART;VALUE=DATE:{audit.starts_on:%Y%m%d}" in answer.text
    assert f"/officer/audits/{audit.id}" in answer.text.replace("\r\n ", "")


def test_lists_show_what_is_ahead_and_what_is_mine(sign_in, make, audit, auditor):
    other = make.audit(make.case(make.operator(name="Elsewhere Ltd")))

    everything = sign_in(auditor).get("/officer/audits").text
    mine = sign_in(auditor).get("/officer/audits?whose=mine").text

    assert "Elsewhere Ltd" in everything
    assert "Elsewhere Ltd" not in mine
    assert audit.reference in mine
    assert other.reference not in mine


def test_a_report_that_is_owed_stands_in_its_own_list(sign_in, session, audit, auditor):
    audit.starts_on = audit.ends_on = clock.today() - timedelta(days=3)
    session.commit()

    assert audit.reference not in sign_in(auditor).get("/officer/audits").text
    assert audit.reference in sign_in(auditor).get("/officer/audits?which=unreported").text


def test_a_long_list_comes_in_pages(sign_in, make, case, auditor):
    for _ in range(26):
        make.audit(case, lead=auditor)

    text = sign_in(auditor).get("/officer/audits?page=2").text

    assert text.count('href="/officer/audits/') == 1


def test_an_unknown_list_is_the_first_one(sign_in, audit, auditor):
    assert audit.reference in sign_in(auditor).get("/officer/audits?which=nonsense").text


def at(audit, criterion="I.2"):
    return f"/officer/audits/{audit.id}/checklist/{criterion}/{audit.sites[0].id}"


def test_the_checklist_shows_how_far_the_team_is(sign_in, audit, auditor):
    observe_first(audit, auditor)

    text = sign_in(auditor).get(f"/officer/audits/{audit.id}/checklist").text

    assert "North Quay" in text
    assert "1 of " in text


def observe_first(audit, auditor, criterion="I.2", **values):
    from sqlalchemy import inspect

    session = inspect(audit).session
    check = audit.application.edition.catalogue.criterion[criterion].officer_checks[0]
    given = {"checks": [Checked(check, Seen.IN_ORDER, "The fence stands.")], "site_id": audit.sites[0].id} | values
    made = observe(session, audit, by=auditor, criterion=criterion, **given)
    session.commit()
    return made


def test_what_was_seen_is_saved_and_the_next_point_follows(sign_in, session, audit, auditor):
    answer = sign_in(auditor).post(at(audit), data={"version": 0, "seen_0": "in_order", "note_0": "The fence stands."})

    seen = session.scalars(select(Observation)).one()
    assert (seen.result, seen.checks[0]["note"]) == (Result.MET, "The fence stands.")
    assert answer.location.startswith(f"/officer/audits/{audit.id}/checklist/I.3")


def test_what_was_seen_is_shown_again(sign_in, audit, auditor):
    observe_first(audit, auditor)

    text = sign_in(auditor).get(at(audit)).text

    assert "The fence stands." in text
    assert "Written down by M. Ferrante" in text


def test_a_finding_says_what_was_found(sign_in, session, audit, auditor):
    text = sign_in(auditor).post(at(audit), data={"version": 0, "seen_0": "finding", "text": "Windy."}).text

    assert 'href="#note_0"' in text
    assert "Windy." in text
    assert session.scalars(select(Observation)).all() == []


def test_nothing_pressed_is_nothing_seen(sign_in, session, audit, auditor):
    text = sign_in(auditor).post(at(audit), data={"version": 0, "text": "We were there."}).text

    assert "Press what you saw" in text
    assert "We were there." in text


def test_two_at_one_point_do_not_overwrite_each_other(sign_in, session, audit, auditor):
    observe_first(audit, auditor)

    answer = sign_in(auditor).post(at(audit), data={"version": 0, "seen_0": "finding", "note_0": "It stands open."})

    assert answer.status_code == 409
    assert "The fence stands." in answer.text
    assert "It stands open." in answer.text
    session.expire_all()
    assert session.scalars(select(Observation)).one().result is Result.MET


def test_the_second_sending_after_reading_replaces_it(sign_in, session, audit, auditor):
    observe_first(audit, auditor)

    sign_in(auditor).post(at(audit), data={"version": 1, "seen_0": "finding", "note_0": "It stands open."})

    session.expire_all()
    assert session.scalars(select(Observation)).one().result is Result.NOT_MET


def test_a_photo_is_kept_with_what_was_seen(sign_in, session, audit, auditor, storage):
    data = {"version": 0, "seen_0": "in_order", "photos": (BytesIO(PNG), "fence.png")}

    sign_in(auditor).post(at(audit), data=data, content_type="multipart/form-data")

    (photo,) = session.scalars(select(Attachment)).all()
    assert (photo.document.name, photo.document.is_internal) == ("fence.png", True)
    assert "fence.png" in sign_in(auditor).get(f"/officer/audits/{audit.id}").text


def test_a_photo_that_is_none_is_refused_and_nothing_is_saved(sign_in, session, audit, auditor, storage):
    data = {"version": 0, "seen_0": "in_order", "note_0": "Kept.", "photos": (BytesIO(b"MZ no picture"), "fence.png")}

    text = sign_in(auditor).post(at(audit), data=data, content_type="multipart/form-data").text

    assert "fence.png" in text
    assert "Kept." in text
    assert session.scalars(select(Observation)).all() == []


def test_an_officer_who_is_not_there_only_reads_the_checklist(sign_in, make, audit):
    browser = sign_in(make.case_officer())

    assert "/checklist/I.2" not in browser.get(f"/officer/audits/{audit.id}/checklist").text
    assert browser.get(at(audit)).status_code == 403
    assert browser.post(at(audit), data={"seen_0": "in_order"}).status_code == 403


@pytest.mark.parametrize("criterion", ["A.1", "Z.9"])
def test_what_is_not_on_the_list_is_not_found(sign_in, audit, auditor, criterion):
    assert sign_in(auditor).get(at(audit, criterion)).status_code == 404
    assert sign_in(auditor).get(f"/officer/audits/{audit.id}/checklist/{criterion}").status_code == 404


def test_what_the_assessment_asks_for_is_looked_at_for_the_whole_business(sign_in, session, make, case, audit, auditor):
    make.rating(case, "A.1", look_on_site=True, note="Ask who checks the codes.")

    text = sign_in(auditor).get(f"/officer/audits/{audit.id}/checklist/A.1").text

    assert "Ask who checks the codes." in text


def test_what_the_trader_answered_stands_below(sign_in, make, case, audit, auditor):
    from app.applications.questionnaire import self_assessment
    from tests.filled import plain_answer

    drawn = self_assessment(case)
    asked = next(
        one for one in drawn.questionnaire.asked if one.question.id.startswith("I.2") and one.question.answer.kind == "text"
    )
    make.answer(case, asked.key, plain_answer(asked.question, drawn.lists))

    assert "As written in our manual." in sign_in(auditor).get(at(audit)).text


def test_the_report_is_written_already(sign_in, audit, auditor):
    observe_first(audit, auditor, checks=[Checked("Fence", Seen.FINDING, "The gate stood open.")])

    text = sign_in(auditor).get(f"/officer/audits/{audit.id}/report").text

    assert "M. Ferrante visited North Quay" in text
    assert "I.2 Outer limit and gates, North Quay: The gate stood open." in text


def write(browser, audit, **values):
    typed = {"text": "We walked along the fence.", "summary": "One finding.", "version": audit.version} | values
    return browser.post(f"/officer/audits/{audit.id}/report", data=typed)


def test_a_report_is_saved_and_read_before_it_is_signed(sign_in, session, audit, auditor):
    browser = sign_in(auditor)

    answer = write(browser, audit, sign="1")

    assert answer.location == f"/officer/audits/{audit.id}/report/sign"
    assert "We walked along the fence." in browser.get(answer.location).text
    assert only_visit(session).state is State.PLANNED


def test_the_lead_signs_the_report(sign_in, session, audit, auditor):
    browser = sign_in(auditor)
    write(browser, audit)

    browser.post(f"/officer/audits/{audit.id}/report/sign", data={"version": only_visit(session).version})

    signed = only_visit(session)
    assert (signed.state, signed.report) == (State.REPORTED, "We walked along the fence.")
    assert session.scalars(select(Event).where(Event.kind == Kind.AUDIT_REPORTED)).one().by_id == auditor.id


def test_a_report_signed_twice_is_signed_once(sign_in, session, audit, auditor):
    browser = sign_in(auditor)
    write(browser, audit)
    data = {"version": only_visit(session).version, "form_id": "once"}

    answers = [browser.post(f"/officer/audits/{audit.id}/report/sign", data=data) for _ in range(2)]

    assert [one.location for one in answers] == [f"/officer/audits/{audit.id}"] * 2
    assert len(session.scalars(select(Event).where(Event.kind == Kind.AUDIT_REPORTED)).all()) == 1


def test_a_report_that_a_colleague_changed_is_read_again_before_it_is_signed(sign_in, session, audit, auditor):
    browser, old = sign_in(auditor), audit.version
    write(browser, audit)

    answer = browser.post(f"/officer/audits/{audit.id}/report/sign", data={"version": old})

    assert answer.status_code == 409
    assert only_visit(session).state is State.PLANNED


def test_two_who_write_one_report_see_each_other(sign_in, session, audit, auditor):
    browser, old = sign_in(auditor), audit.version
    write(browser, audit)

    answer = write(browser, audit, text="Mine.", version=old)

    assert answer.status_code == 409
    assert "We walked along the fence." in answer.text
    assert "Mine." in answer.text


def test_an_empty_report_is_not_signed(sign_in, session, audit, auditor):
    browser = sign_in(auditor)

    text = browser.post(f"/officer/audits/{audit.id}/report/sign", data={"version": audit.version}).text

    assert "Write the report before you sign it" in text
    assert only_visit(session).state is State.PLANNED


def test_a_colleague_writes_and_does_not_sign(sign_in, session, make, audit):
    colleague = make.case_officer()
    audit.team = [colleague]
    session.commit()
    browser = sign_in(colleague)

    assert "read and sign" not in browser.get(f"/officer/audits/{audit.id}/report").text
    assert browser.get(f"/officer/audits/{audit.id}/report/sign").status_code == 403


def test_an_officer_who_was_not_there_writes_no_report(sign_in, make, audit):
    assert write(sign_in(make.auditor()), audit).status_code == 403


@pytest.fixture
def signed(sign_in, session, audit, auditor, storage):
    """The visit, its report signed."""
    browser = sign_in(auditor)
    write(browser, audit)
    browser.post(f"/officer/audits/{audit.id}/report/sign", data={"version": only_visit(session).version})
    return audit


def test_the_signed_report_is_there_for_every_officer_as_text_and_on_paper(sign_in, make, signed, run_jobs):
    browser = sign_in(make.decision_maker())
    assert "is being printed" in browser.get(f"/officer/audits/{signed.id}").text

    run_jobs()

    text = browser.get(f"/officer/audits/{signed.id}").text
    assert f"Report of visit {signed.reference}.pdf" in text
    assert "We walked along the fence." in text


def test_a_finding_follows_from_what_was_seen_and_stands_with_the_visit(sign_in, session, audit, auditor):
    observe_first(audit, auditor, checks=[Checked("Fence", Seen.FINDING, "The gate stood open.")])
    browser, path = sign_in(auditor), f"/officer/audits/{audit.id}/findings/new?criterion=I.2"
    assert "North Quay: The gate stood open." in browser.get(path).text
    typed = {"criterion": "I.2", "grade": "observation", "domain": "security", "text": "The gate stood open.", "form_id": "once"}

    for _ in range(2):
        answer = browser.post(path, data=typed)

    assert answer.location == f"/officer/audits/{audit.id}"
    assert session.scalars(select(Finding)).one().audit_id == audit.id


def test_a_finding_without_what_has_to_be_done_is_shown_again(sign_in, session, audit, auditor):
    typed = {"criterion": "I.2", "grade": "major", "domain": "security", "text": "The gate stood open.", "form_id": "once"}

    text = sign_in(auditor).post(f"/officer/audits/{audit.id}/findings/new", data=typed).text

    assert "Say what has to be done about it" in text
    assert session.scalars(select(Finding)).all() == []


def test_a_decision_maker_raises_no_finding(sign_in, make, audit):
    browser = sign_in(make.decision_maker())

    assert "Raise a finding" not in browser.get(f"/officer/audits/{audit.id}").text
    assert browser.get(f"/officer/audits/{audit.id}/findings/new").status_code == 403


@pytest.mark.parametrize("path", ["", "/checklist", "/report", "/change"])
def test_a_page_about_a_visit_asks_little(sign_in, queries, audit, auditor, path):
    for criterion in ("I.1", "I.2", "I.3"):
        observe_first(audit, auditor, criterion)

    page(queries, sign_in(auditor), f"/officer/audits/{audit.id}{path}")


def test_the_lists_and_a_stop_ask_little(sign_in, queries, make, case, audit, auditor):
    for _ in range(3):
        make.audit(case, lead=auditor, sites=list(case.operator.sites))
    observe_first(audit, auditor)
    browser = sign_in(auditor)

    for path in ("/officer/audits", f"/officer/cases/{case.id}/audits", f"/officer/cases/{case.id}/audits/new", at(audit)):
        page(queries, browser, path)


def test_a_trader_does_not_come_through_this_door(sign_in, make, audit):
    assert sign_in(make.signatory(make.operator())).get("/officer/audits").status_code == 403


def test_an_unknown_visit_is_not_found(sign_in, auditor):
    assert sign_in(auditor).get("/officer/audits/00000000-0000-4000-8000-000000000000").status_code == 404


def test_photos_that_a_refused_page_has_lost_are_asked_for_again(sign_in, audit, auditor):
    data = {"seen_0": "finding", "note_0": "", "photos": [(BytesIO(PNG), "gate.png")], "version": "0"}

    text = sign_in(auditor).post(at(audit), data=data, content_type="multipart/form-data").text

    assert "Choose the photos again" in text
