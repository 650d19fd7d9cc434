"""Yearly reviews in the browser of an officer: on the desk once signed, looked at once, asked about as often as needed."""

from datetime import timedelta

import pytest

from app.core import clock
from app.history.models import Event
from app.monitoring.reviews import answer_by, asked_about
from app.monitoring.service import answer
from app.monitoring.states import Part, ReviewState
from app.programme.rules import rules
from app.web import formats


@pytest.fixture
def review(make):
    operator = make.operator(name="Northwind Forwarding Ltd")
    signatory = make.signatory(operator, name="Marta Lindqvist")
    said = {part.value: "" for part in Part} | {"owners": "Ada Clerk leads the business since May."}
    kept = {"said": said, "shown": {"sites": ["North Quay"]}, "statement": "Nothing else. Marta Lindqvist"}
    return make.review(operator, state=ReviewState.SENT, sent_at=clock.now(), sent_by_id=signatory.id, **kept)


@pytest.fixture
def look(session, review, sign_in):
    def looked(person, **typed):
        data = {"outcome": "note", "version": 1} | typed
        reply = sign_in(person).post(f"/officer/reviews/{review.id}/look", data=data)
        session.expire_all()
        return reply

    return looked


def test_it_stands_on_the_desk_until_it_is_looked_at(review, officer, look, browser):
    assert f"Look at the yearly review of {review.year}" in browser.get("/officer?list=all").text

    look(officer, text="Thank you.")

    assert (review.state, review.note, review.noted_by_id) == (ReviewState.NOTED, "Thank you.", officer.id)
    assert "Look at the yearly review" not in browser.get("/officer?list=all").text


def test_what_was_signed_is_read(review, browser):
    page = browser.get(f"/officer/reviews/{review.id}").text

    assert (page.count("<strong>As shown</strong>"), page.count("<strong>Nothing has changed</strong>")) == (5, 2)
    for told in ("North Quay", "Ada Clerk leads the business since May.", "1 part has changed", "Nothing else. Marta Lindqvist"):
        assert told in page


def test_a_question_goes_to_the_business_and_its_answer_comes_back(session, review, officer, look, browser):
    assert "Write what you ask" in look(officer, outcome="ask", text=" ").text
    look(officer, outcome="ask", text="Since when?")
    assert review.state is ReviewState.ASKED

    answer(session, review, by=review.sent_by, text="Since May.")
    session.commit()

    page = browser.get(f"/officer/reviews/{review.id}").text
    assert page.index("Since when?") < page.index("Since May.")
    assert "Look at it" in page


def test_what_was_asked_stays_on_the_desk_until_its_day_and_comes_back_after_it(session, review, officer, look, browser):
    look(officer, outcome="ask", text="Since when?")
    desk, page = browser.get("/officer?list=all").text, browser.get(f"/officer/reviews/{review.id}").text
    assert "Waiting for the trader" in desk
    assert f"Answer about the yearly review of {review.year}, due" in desk
    assert formats.day(answer_by(review)) in page

    review.asked_at = clock.now() - timedelta(days=rules().review.answer + 3)
    session.commit()
    assert f"Answer about the yearly review of {review.year}, 3 days late" in browser.get("/officer?list=all").text
    assert "No answer came in time." in browser.get(f"/officer/reviews/{review.id}").text

    look(officer, version=review.version, text="Looked at without an answer.")
    assert review.state is ReviewState.NOTED


def test_what_is_not_signed_yet_is_not_read(make, browser):
    review = make.review(said={"owners": "A secret so far."})

    page = browser.get(f"/officer/reviews/{review.id}").text

    assert "It is not signed yet" in page
    assert "A secret so far." not in page
    assert page.index('id="part-business"') < page.index('id="part-owners"')
    assert "Look at it" not in page


def test_a_decision_maker_only_reads(make, review, look):
    assert look(make.decision_maker()).status_code == 403
    assert review.state is ReviewState.SENT


def test_what_was_written_while_a_colleague_asked_is_sent_again_with_one_button(session, review, officer, look):
    look(officer, outcome="ask", text="Since when?")

    reply = look(officer, outcome="ask", text="And who is in charge?")

    assert reply.status_code == 409
    assert "The business has been asked while you were writing" in reply.text
    assert "And who is in charge?" in reply.text
    assert f"/officer/reviews/{review.id}/look" in reply.text
    look(officer, outcome="ask", text="And who is in charge?", version=review.version)
    assert [one.text for one in asked_about(session, review)] == ["Since when?", "And who is in charge?"]


def test_what_was_written_while_a_colleague_closed_it_is_not_lost_and_no_second_sending_is_promised(review, officer, look):
    look(officer)

    reply = look(officer, outcome="ask", text="And who is in charge?")

    assert reply.status_code == 409
    assert "And who is in charge?" in reply.text
    assert "Save again" not in reply.text
    assert f"/officer/reviews/{review.id}/look" not in reply.text


def test_what_the_business_says_has_changed_stands_first_and_the_way_back_is_the_desk(review, officer, look, browser):
    page = browser.get(f"/officer/reviews/{review.id}").text
    assert page.index('id="part-owners"') < page.index('id="part-business"') < page.index('id="part-roles"')
    assert "Beside a part stands" not in page
    assert '<a href="/officer" class="govuk-back-link' in page

    look(officer)
    assert (
        f'<a href="/officer/operators/{review.operator_id}" class="govuk-back-link'
        in browser.get(f"/officer/reviews/{review.id}").text
    )


def test_the_same_page_sent_twice_acts_once(session, review, officer, look):
    first = look(officer, form_id="one", text="Thank you.")

    assert look(officer, form_id="one", text="Thank you.").location == first.location
    assert session.query(Event).filter(Event.about_id == review.id).count() == 1


def test_the_file_of_the_business_leads_to_it(review, browser):
    assert f'href="/officer/reviews/{review.id}"' in browser.get(f"/officer/operators/{review.operator_id}").text
