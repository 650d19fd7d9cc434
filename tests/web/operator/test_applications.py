import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.alerts.kinds import Kind as Letters
from app.alerts.models import Letter
from app.applications.models import Answer, Application
from app.applications.questionnaire import self_assessment
from app.applications.states import State
from app.core import clock
from app.decisions.models import Decision
from app.decisions.service import open_hearing
from app.decisions.states import Ground, Measure
from app.history.models import Event
from app.programme.words import Mode, Role
from app.web.operator.task_list import counted
from tests.filled import plain_answer

CLASSES = {
    "Plant": ("MFR", 4),
    "Warehouse": ("WHK", 8),
    "Air hub": ("CAR_AIR", 4),
    "Sea terminal": ("TOP", 3),
    "Port": ("PORT", 2),
    "Airport": ("AIRP", 2),
    "Free zone": ("FZO", 2),
    "Parcel depot": ("CRR", 6),
    "Mail": ("POST", 2),
    "Office": ("BRK", 7),
}


@pytest.fixture
def application(make):
    return make.application()


@pytest.fixture
def browser(sign_in, make, application):
    return sign_in(make.signatory(application.operator, name="Ada Trader"))


def place(application, page=""):
    return f"/operator/applications/{application.id}{page}"


def test_without_one_the_way_to_begin_is_shown(sign_in, make):
    page = sign_in(make.signatory(make.operator())).get("/operator/applications").text

    assert "Start an application" in page


def test_a_contributor_sees_who_may_begin(sign_in, make):
    page = sign_in(make.member(make.operator())).get("/operator/applications").text

    assert "A signatory or an administrator" in page


def test_an_application_is_begun_once(sign_in, make, session):
    browser = sign_in(make.signatory(make.operator()))

    first = browser.post("/operator/applications/new", data={"form_id": "one", "types": ["aeoc", "aeos"]})
    second = browser.post("/operator/applications/new", data={"form_id": "one", "types": ["aeoc", "aeos"]})

    begun = session.scalars(select(Application)).one()
    assert first.location == place(begun)
    assert second.status_code == 200
    assert "open application already" in second.text


def test_nothing_chosen_is_refused_at_its_field(sign_in, make):
    page = sign_in(make.signatory(make.operator())).post("/operator/applications/new", data={"form_id": "one"}).text

    assert "Choose what you apply for" in page


def test_a_business_that_is_not_described_is_led_there(sign_in, make):
    browser = sign_in(make.signatory(make.operator(roles=[])))

    page = browser.post("/operator/applications/new", data={"form_id": "one", "types": ["aeoc"]}).text

    assert "First say what the business does" in page
    assert "/operator/business/roles" in page


def test_a_contributor_may_not_begin_one(sign_in, make):
    assert sign_in(make.member(make.operator())).get("/operator/applications/new").status_code == 403


def test_the_list_names_each_with_its_state(browser, application):
    page = browser.get("/operator/applications").text

    assert application.reference in page
    assert "Being prepared" in page


@pytest.mark.parametrize("page", ["", "/activities", "/sections/P", "/whole", "/sign", "/withdraw", "/questions/P.1.details"])
def test_every_page_of_it_opens_for_the_signatory(browser, application, page):
    assert browser.get(place(application, page)).status_code == 200


@pytest.mark.parametrize("page", ["", "/sections/P", "/whole", "/sign", "/withdraw", "/questions/P.1.details", "/activities"])
def test_another_businesses_application_is_not_there(sign_in, make, application, page):
    stranger = sign_in(make.signatory(make.operator()))

    assert stranger.get(place(application, page)).status_code == 404


def test_the_task_list_goes_in_four_steps(browser, application):
    page = browser.get(place(application)).text

    assert [step in page for step in ("1. The business", "2. Records and standing", "3. Security", "4. Check and sign")]
    assert "0 of" in page
    assert "Only a signatory can sign" in page


def test_a_section_shows_how_far_it_is(browser, make, application):
    make.answer(application, "P.2.group", "no")

    page = browser.get(place(application)).text

    assert "1 of 7" in page or "1 of 8" in page


def test_list_sections_and_summary_count_alike(browser, make, session, application):
    make.answer(application, "P.2.group", "no")
    assessment = self_assessment(application)

    pages = [browser.get(place(application, page)).text for page in ("", "/sign")]
    sections = {one.group.code: done for one, done in assessment.by_section}

    assert all(counted(assessment.progress) in page for page in pages)
    for code, done in sections.items():
        assert counted(done) in browser.get(place(application, f"/sections/{code}")).text
        assert done.answered + len(done.gaps) + done.optional == done.asked
    assert sum(done.asked for done in sections.values()) == assessment.progress.asked


def test_what_may_be_left_open_is_not_called_unbegun(sign_in, make):
    application = make.complete_application()
    section = next(section for section, done in self_assessment(application).by_section if done.optional)
    browser = sign_in(make.signatory(application.operator))

    page = browser.get(place(application, f"/sections/{section.group.code}")).text

    assert "May be left open" in page
    assert "Not started" not in page


def test_where_something_is_missing_signing_cannot_start(browser, application):
    page = browser.get(place(application)).text

    assert "Cannot start yet" in page
    assert "See what is missing" in page
    assert "Ready to sign" not in page


def test_nor_where_no_question_is_open_but_the_business_has_no_site(sign_in, make, session):
    application = make.complete_application()
    for site in application.operator.sites:
        site.closed_on = clock.today()
    session.commit()

    page = sign_in(make.signatory(application.operator)).get(place(application)).text

    assert "Cannot start yet" in page


@pytest.mark.parametrize(
    ("roles", "modes", "said"),
    [
        ([Role.IMP], [], "You act as an importer, with"),
        ([Role.BRK, Role.CAR_AIR], [Mode.AIR], "You act as a customs broker and an air carrier by air, with"),
        (
            [Role.EXP, Role.IMP, Role.WHK],
            [Mode.SEA, Mode.ROAD, Mode.RAIL],
            "an importer and a warehouse keeper by sea, road and rail",
        ),
    ],
)
def test_the_roles_stand_in_a_sentence(sign_in, make, roles, modes, said):
    application = make.application(make.operator(roles=[one.value for one in roles], modes=[one.value for one in modes]))

    assert said in sign_in(make.signatory(application.operator)).get(place(application)).text


def test_a_returned_application_says_why(browser, session, application):
    application.state, application.submitted_at = State.RETURNED, clock.now()
    application.returned_at, application.returned_reason = clock.now(), "The accounts of 2025 are missing."
    session.commit()

    assert "The accounts of 2025 are missing." in browser.get(place(application)).text


def test_a_section_that_is_not_asked_is_not_there(browser, application):
    assert browser.get(place(application, "/sections/X")).status_code == 404


def test_answers_of_the_signatory_are_not_read_by_others(sign_in, make, application):
    make.answer(application, "P.2.persons", [{"name": "Ines Calder", "link": "owner", "since": "2020-01-01"}])
    contributor = sign_in(make.member(application.operator))

    page = contributor.get(place(application, "/whole")).text

    assert "Ines Calder" not in page
    assert "Who may read it is limited" in page


def test_what_was_answered_is_read_with_its_evidence(browser, make, application):
    make.answer(application, "P.2.group", "no")
    make.evidence(application, "P.1.details", make.document(application.operator, name="register.pdf"))

    assert "register.pdf" in browser.get(place(application, "/whole")).text


def test_an_application_is_withdrawn_after_a_question(browser, session, application):
    assert "customs has not seen it" in browser.get(place(application, "/withdraw")).text

    answer = browser.post(place(application, "/withdraw"), data={"reason": "Moved"})

    session.expire_all()
    assert answer.location == "/operator/applications"
    assert application.state is State.WITHDRAWN


def test_whatever_is_open_in_a_case_ends_with_it(session, make, sign_in, run_jobs):
    application = make.case()
    request, visit, proposal = make.request(application), make.audit(application), refusal(make, application)
    hearing = open_hearing(session, proposal, by=make.case_officer())
    session.commit()

    sign_in(make.signatory(application.operator)).post(place(application, "/withdraw"))
    run_jobs()

    session.expire_all()
    assert [one.state for one in (request, visit, proposal)] == ["withdrawn", "cancelled", "withdrawn"]
    written = select(Letter.kind).join(Event, Event.id == Letter.event_id).where(Event.about_id.in_([visit.id, hearing.id]))
    assert {Letters.AUDIT_CANCELLED, Letters.HEARING_WITHDRAWN} <= set(session.scalars(written))


def refusal(make, application):
    proposed = Decision(operator_id=application.operator_id, application_id=application.id, type="aeos", kind=Measure.REFUSE)
    proposed.ground, proposed.reasons, proposed.proposed_by_id = Ground.CRITERIA_NOT_MET, "The fence.", make.case_officer().id
    return make.keep(proposed)


def test_withdrawn_twice_it_has_moved_on(browser, application):
    browser.post(place(application, "/withdraw"))

    assert browser.post(place(application, "/withdraw")).status_code == 409


def test_a_contributor_does_not_withdraw_it(sign_in, make, application):
    assert sign_in(make.member(application.operator)).post(place(application, "/withdraw")).status_code == 403


def test_what_was_sent_is_shown_and_no_longer_worked_on(sign_in, make):
    application = make.application(state=State.SUBMITTED)
    browser = sign_in(make.signatory(application.operator))

    assert "Sent to customs" in browser.get(place(application)).text
    assert browser.get(place(application, "/activities")).status_code == 409


def test_facts_are_said_and_the_questions_follow(browser, session, make, application):
    make.site(application.operator)

    answer = browser.post(
        place(application, "/activities"), data={"version": application.operator.version, "facts": ["handles_goods"]}
    )

    session.expire_all()
    assert answer.location == place(application)
    assert application.operator.activities["handles_goods"] is True
    assert application.operator.activities["own_vehicles"] is False


def test_with_several_sites_it_is_said_where(browser, session, make, application):
    north, south = make.site(application.operator, name="North"), make.site(application.operator, name="South")

    answer = browser.post(place(application, "/activities"), data={"facts": ["handles_goods"]})
    browser.post(answer.location, data={"handles_goods": [str(north.id)]})

    session.expire_all()
    assert (north.activities, south.activities) == ({"handles_goods": True}, {"handles_goods": False})


def test_what_is_done_is_done_somewhere(browser, make, application):
    for name in ("North", "South"):
        make.site(application.operator, name=name)
    answer = browser.post(place(application, "/activities"), data={"facts": ["handles_goods"]})

    assert "Tick at least one site" in browser.post(answer.location).text


def test_stale_facts_show_both(browser, session, application):
    version = application.operator.version
    application.operator.activities = {"ecommerce": True}
    session.commit()

    answer = browser.post(place(application, "/activities"), data={"version": version, "facts": ["licensed_goods"]})

    assert answer.status_code == 409
    assert "Changed meanwhile" in answer.text


def test_a_viewer_reads_and_changes_nothing(sign_in, make, application):
    viewer = sign_in(make.member(application.operator, MembershipRole.VIEWER))

    assert viewer.get(place(application)).status_code == 200
    assert viewer.get(place(application, "/activities")).status_code == 403
    assert viewer.get(place(application, "/questions/P.2.group")).location.startswith(place(application, "/whole"))


@pytest.fixture
def great(make, session):
    """All roles, forty sites in ten classes, every fact."""
    operator = make.operator(roles=list(Role), modes=list(Mode), people=900)
    for name, (role, count) in CLASSES.items():
        for number in range(count):
            make.site(operator, name=f"{name} {number}", site_class=name, roles=[role])
    application = make.application(operator)
    operator.activities = {fact.code: fact.code != "small_firm" for fact in application.edition.catalogue.activities}
    session.commit()
    assessment = self_assessment(application)
    for key, asked in list(assessment.questionnaire.by_key.items())[::2]:
        value = plain_answer(asked.question, assessment.lists)
        session.add(
            Answer(
                application_id=application.id,
                operator_id=operator.id,
                key=key,
                value=value,
                answered_by_id=application.started_by_id,
            )
        )
    session.commit()
    return application


@pytest.mark.parametrize("page", ["", "/sections/I", "/whole", "/sign", "/questions/P.1.details"])
def test_the_greatest_case_takes_few_queries(sign_in, make, great, page, queries):
    browser = sign_in(make.signatory(great.operator))
    queries.clear()

    answer = browser.get(place(great, page))

    assert answer.status_code == 200
    assert len(self_assessment(great).questionnaire.asked) > 344
    assert len(queries) <= 15, "\n".join(queries)
