import re
from io import BytesIO

import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.applications.models import Answer, Evidence
from app.applications.states import State
from app.documents import service
from app.documents.models import Document
from tests.documents.files import PDF, PNG

pytestmark = pytest.mark.usefixtures("storage")


@pytest.fixture
def application(make):
    operator = make.operator(activities={"handles_goods": True})
    return make.application(operator)


@pytest.fixture
def browser(sign_in, make, application):
    return sign_in(make.signatory(application.operator, name="Ada Trader"))


def place(application, key, **query):
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/operator/applications/{application.id}/questions/{key}{'?' if asked else ''}{asked}"


def sent_from(page):
    """What this opened page sends without being asked."""
    return dict(re.findall(r'<input [^>]*name="(version|page|replaces|attached)"[^>]* value="([^"]*)"', page))


def value_of(session, key):
    session.expire_all()
    return session.scalars(select(Answer.value).where(Answer.key == key)).one_or_none()


def test_an_answer_is_saved_and_the_next_question_follows(browser, session, application):
    answer = browser.post(place(application, "P.2.group"), data={"version": 0, "answer": "no"})

    assert (answer.status_code, value_of(session, "P.2.group")) == (303, "no")
    assert "/questions/P.3." in answer.location


def test_saved_and_back_to_the_list(browser, application):
    answer = browser.post(place(application, "P.2.group"), data={"version": 0, "answer": "no", "back": "1"})

    assert answer.location == f"/operator/applications/{application.id}"


def test_a_question_left_open_leads_back_to_the_list(browser, session, application):
    answer = browser.post(place(application, "P.2.group"), data={"version": 0, "back": "1"})

    assert answer.status_code == 303
    assert session.scalars(select(Answer)).all() == []


def test_nothing_said_is_told_at_the_field(browser, application):
    page = browser.post(place(application, "P.2.group"), data={"version": 0}).text

    assert "Choose yes or no" in page
    assert "Error: " in page


def test_a_mistake_in_a_row_names_row_and_column_and_keeps_what_was_typed(browser, session, application):
    data = {"version": 0, "row-count": 1, "row-1-name": "Ines Calder", "row-1-link": "owner", "row-1-since": "yesterday"}

    page = browser.post(place(application, "P.2.persons"), data=data).text

    assert "Row 1, Ines Calder, Since: write a date" in page
    assert 'value="yesterday"' in page


def test_what_was_typed_with_a_mistake_is_there_on_the_next_visit(browser, application):
    data = {"version": 0, "row-count": 1, "row-1-name": "Ines Calder", "row-1-since": "yesterday"}
    browser.post(place(application, "P.2.persons"), data=data)

    page = browser.get(place(application, "P.2.persons")).text

    assert 'value="yesterday"' in page
    assert "Not finished." in page


def test_left_in_the_middle_what_was_typed_is_kept(browser, application):
    data = {"version": 0, "row-count": 1, "row-1-name": "Ines Calder", "leaving": "1"}

    answer = browser.post(place(application, "P.2.persons"), data=data)

    assert answer.json == {"version": 1}
    assert 'value="Ines Calder"' in browser.get(place(application, "P.2.persons")).text


def test_left_with_a_whole_answer_it_is_saved(browser, session, application):
    browser.post(place(application, "P.2.group"), data={"version": 0, "answer": "no", "leaving": "1"})

    assert value_of(session, "P.2.group") == "no"


def test_left_untouched_nothing_is_stored(browser, session, application):
    browser.post(place(application, "P.2.group"), data={"version": 0, "leaving": "1"})

    assert session.scalars(select(Answer)).all() == []


def test_a_row_is_added_and_nothing_lost(browser, application):
    data = {"version": 0, "row-count": 1, "row-1-name": "Ines Calder", "add-row": "1"}

    page = browser.post(place(application, "P.2.persons"), data=data).text

    assert 'value="Ines Calder"' in page
    assert 'name="row-2-name"' in page
    assert "There is a problem" not in page


def test_what_is_on_file_is_filled_in_and_not_yet_answered(browser, session, application):
    page = browser.get(place(application, "P.1.details")).text

    assert f'value="{application.operator.name}"' in page
    assert session.scalars(select(Answer)).all() == []


def test_a_reason_why_it_does_not_apply_is_an_answer(browser, session, application):
    data = {"version": 0, "argue": "not_applicable", "reason-not_applicable": "We have no group."}

    browser.post(place(application, "P.2.group"), data=data)

    assert value_of(session, "P.2.group") == {"mode": "not_applicable", "reason": "We have no group."}


def test_a_stale_page_shows_both_answers_and_keeps_mine(browser, session, make, application):
    make.answer(application, "P.2.group", "yes", by=make.member(application.operator, name="Bo Colleague"))

    answer = browser.post(place(application, "P.2.group"), data={"version": 0, "answer": "no"})

    assert answer.status_code == 409
    assert "Bo Colleague changed this" in answer.text
    assert value_of(session, "P.2.group") == "yes"


def test_sent_again_mine_is_put_in_its_place(browser, session, make, application):
    make.answer(application, "P.2.group", "yes", by=make.member(application.operator))
    both = browser.post(place(application, "P.2.group"), data={"version": 0, "answer": "no"}).text

    browser.post(place(application, "P.2.group"), data=sent_from(both) | {"answer": "no"})

    assert value_of(session, "P.2.group") == "no"


@pytest.fixture
def windows(browser, application):
    """Two windows of one person on the same question, opened before anything was answered."""
    return [sent_from(browser.get(place(application, "P.2.group")).text) for _ in range(2)]


def test_an_older_window_shows_what_the_newer_one_has_saved(browser, session, application, windows):
    older, newer = windows
    browser.post(place(application, "P.2.group"), data=newer | {"answer": "yes"})

    answer = browser.post(place(application, "P.2.group"), data=older | {"answer": "no"})

    assert answer.status_code == 409
    assert "You changed this" in answer.text
    assert "in another window" in answer.text
    assert value_of(session, "P.2.group") == "yes"


def test_an_older_window_shows_what_the_newer_one_has_left_unfinished(browser, session, application):
    older = sent_from(browser.get(place(application, "P.2.persons")).text)
    typed = {"row-count": 1, "row-1-name": "Ines Calder", "row-1-since": "yesterday", "leaving": "1"}
    browser.post(place(application, "P.2.persons"), data={"page": "newer"} | typed)

    page = browser.post(place(application, "P.2.persons"), data=older | {"row-count": 1, "row-1-name": "Bo"}).text

    assert "Not finished: Ines Calder, yesterday" in page
    assert 'value="Bo"' in page


def test_to_leave_or_to_add_a_row_is_not_to_choose(browser, session, make, application):
    make.answer(application, "P.2.persons", [{"name": "Ines"}], by=make.member(application.operator))
    both = browser.post(place(application, "P.2.persons"), data={"version": 0, "row-count": 1, "row-1-name": "Bo"}).text

    for button in ("leaving", "add-row"):
        typed = {"row-count": 1, "row-1-name": "Bo", button: "1"}
        assert browser.post(place(application, "P.2.persons"), data=sent_from(both) | typed).status_code == 409
    assert value_of(session, "P.2.persons") == [{"name": "Ines"}]


def test_files_that_come_with_an_older_page_are_kept(browser, session, make, application):
    make.answer(application, "P.3.flow", "By rail.", by=make.member(application.operator))
    data = {"version": 0, "answer": "By road.", "upload": (BytesIO(PDF), "flow.pdf")}

    assert browser.post(place(application, "P.3.flow"), data=data).status_code == 409

    assert session.scalars(select(Evidence)).one().document.name == "flow.pdf"


def test_who_goes_back_and_corrects_the_answer_is_not_asked(browser, session, application, windows):
    browser.post(place(application, "P.2.group"), data=windows[0] | {"answer": "yes"})

    assert browser.post(place(application, "P.2.group"), data=windows[0] | {"answer": "no"}).status_code == 303

    assert value_of(session, "P.2.group") == "no"


def test_what_was_kept_on_leaving_is_no_other_answer(browser, session, application, windows):
    browser.post(place(application, "P.2.group"), data=windows[0] | {"answer": "yes", "leaving": "1"})

    assert browser.post(place(application, "P.2.group"), data=windows[0] | {"answer": "no"}).status_code == 303


def test_the_same_answer_of_two_windows_is_no_conflict(browser, application, windows):
    for window in windows:
        assert browser.post(place(application, "P.2.group"), data=window | {"answer": "yes"}).status_code == 303


def test_a_double_click_saves_once(browser, session, application):
    for _ in range(2):
        assert browser.post(place(application, "P.2.group"), data={"version": 0, "answer": "no"}).status_code == 303

    assert len(session.scalars(select(Answer)).all()) == 1


def test_a_file_comes_with_the_answer_and_stands_ticked(browser, session, application):
    data = {"version": 0, "upload": (BytesIO(PDF), "job.pdf")}

    answer = browser.post(place(application, "B.1.sample"), data=data)

    assert answer.status_code == 303
    assert value_of(session, "B.1.sample") is True
    assert session.scalars(select(Evidence)).one().document.name == "job.pdf"


@pytest.mark.parametrize(("key", "answer", "kind"), [("B.1.sample", {}, "job_file"), ("P.3.flow", {"answer": "By road."}, "")])
def test_a_file_is_called_what_the_question_demands_and_nothing_where_it_may_be_anything(
    browser, session, application, key, answer, kind
):
    browser.post(place(application, key), data={"version": 0, "upload": (BytesIO(PDF), "lease.pdf")} | answer)

    document = session.scalars(select(Document)).one()
    assert (document.name, document.kind) == ("lease.pdf", kind)


def test_an_answered_question_is_not_left_open(browser, make, application):
    assert "Leave this open" in browser.get(place(application, "P.2.group")).text
    make.answer(application, "P.2.group", "no")

    page = browser.get(place(application, "P.2.group")).text

    assert "Leave this open" not in page
    assert "Go to the next question" in page


def test_a_document_of_the_library_is_reused(browser, session, make, application):
    document = make.document(application.operator)

    browser.post(place(application, "B.1.sample"), data={"version": 0, "evidence": [str(document.id)]})

    assert session.scalars(select(Evidence)).one().document_id == document.id
    assert value_of(session, "B.1.sample") is True


def test_a_tick_taken_away_takes_the_document_away(browser, session, make, application):
    document = make.document(application.operator)
    make.evidence(application, "P.1.details", document)

    browser.post(place(application, "P.1.details"), data={"version": 0, "attached": str(document.id), "back": "1"})

    assert session.scalars(select(Evidence)).all() == []
    assert len(session.scalars(select(Document)).all()) == 1


def test_what_another_window_has_attached_stays(browser, session, make, application):
    older = browser.get(place(application, "P.1.details")).text
    make.evidence(application, "P.1.details", make.document(application.operator))

    browser.post(place(application, "P.1.details"), data=sent_from(older) | {"back": "1"})

    assert len(session.scalars(select(Evidence)).all()) == 1


def test_the_promise_of_another_window_stays(browser, session, application):
    older = browser.get(place(application, "P.3.flow")).text
    browser.post(place(application, "P.3.flow"), data={"version": 0, "answer": "By road.", "evidence": ["visit"]})

    browser.post(place(application, "P.3.flow"), data=sent_from(older) | {"answer": "By road."})

    assert session.scalars(select(Answer)).one().shown_at_visit


def test_another_businesses_document_cannot_be_ticked(browser, session, make, application):
    stranger = make.document(make.operator())

    browser.post(place(application, "P.1.details"), data={"version": 0, "evidence": [str(stranger.id), "junk"], "back": "1"})

    assert session.scalars(select(Evidence)).all() == []


def test_evidence_may_be_shown_at_the_visit(browser, session, application):
    browser.post(place(application, "P.3.flow"), data={"version": 0, "answer": "By road.", "evidence": ["visit"]})

    assert session.scalars(select(Answer)).one().shown_at_visit


def test_a_false_name_is_told_and_what_was_typed_is_kept(browser, session, application):
    data = {"version": 0, "answer": "From order to gate.", "upload": (BytesIO(PNG), "plan.pdf")}

    page = browser.post(place(application, "P.3.flow"), data=data).text

    assert "it is really a PNG picture" in page
    assert "From order to gate." in page
    assert session.scalars(select(Document)).all() == []


def test_of_two_files_the_good_one_is_kept(browser, session, application):
    files = [(BytesIO(PDF), "job.pdf"), (BytesIO(b""), "empty.pdf")]

    page = browser.post(place(application, "B.1.sample"), data={"version": 0, "upload": files}).text

    assert "“empty.pdf” is empty" in page
    assert session.scalars(select(Document)).one().name == "job.pdf"


def test_a_file_above_25_megabytes_is_told_and_what_was_typed_is_kept(browser, application, monkeypatch):
    monkeypatch.setattr(service, "AT_MOST", 10)
    data = {"version": 0, "answer": "From order to gate.", "upload": (BytesIO(PDF), "plan.pdf")}

    page = browser.post(place(application, "P.3.flow"), data=data).text

    assert "“plan.pdf” is larger than 25 MB" in page
    assert "From order to gate." in page


def test_a_form_with_a_file_too_large_still_arrives(app):
    assert app.config["MAX_CONTENT_LENGTH"] > 2 * service.AT_MOST


def test_a_question_that_is_not_asked_is_not_there(browser, application):
    assert browser.get(place(application, "Z.9.nothing")).status_code == 404


def test_what_was_sent_leads_to_reading(sign_in, make):
    application = make.application(state=State.SUBMITTED)

    answer = sign_in(make.signatory(application.operator)).get(place(application, "P.2.group"))

    assert answer.location == f"/operator/applications/{application.id}/whole#P.2.group"


def test_what_was_sent_cannot_be_answered(sign_in, make, session):
    application = make.application(state=State.SUBMITTED)

    answer = sign_in(make.signatory(application.operator)).post(
        place(application, "P.2.group"), data={"version": 0, "answer": "no"}
    )

    assert answer.status_code == 409
    assert session.scalars(select(Answer)).all() == []


@pytest.mark.parametrize("role", [MembershipRole.VIEWER, MembershipRole.CONTRIBUTOR])
def test_a_question_for_others_is_refused(sign_in, make, session, application, role):
    browser = sign_in(make.member(application.operator, role))

    assert browser.post(place(application, "P.4.register"), data={"version": 0, "answer": "yes"}).status_code == 403
    assert session.scalars(select(Answer)).all() == []


def test_a_large_library_is_one_click_away(browser, make, application):
    for number in range(10):
        make.document(application.operator, name=f"document-{number}.pdf")

    page = browser.get(place(application, "B.1.sample")).text

    assert "All 10 documents of your library" in page
    assert page.count("document-") == 8
    assert browser.get(place(application, "B.1.sample", library="all")).text.count("document-") == 10
