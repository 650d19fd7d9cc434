"""The yearly review in the browser of the business."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.core import clock
from app.history.kinds import Kind
from app.history.service import record
from app.monitoring.models import Review
from app.monitoring.reviews import answer_by
from app.monitoring.service import ask, note
from app.monitoring.shown import fingerprint, shown
from app.monitoring.states import Part, ReviewState
from app.reactions import republish
from app.web import formats

SAME = {part.value: "same" for part in Part}


@pytest.fixture
def review(make, business):
    make.authorisation(business)
    make.site(business, name="North Quay")
    return make.review(business)


@pytest.fixture
def send(session, review, signatory, sign_in):
    """`send(person, **typed)` signs as the signatory unless told otherwise."""

    def sent(person=signatory, **typed):
        seen = fingerprint(shown(session, review.operator))
        filled = SAME | {"is_true": "y", "name": signatory.name, "seen": seen, "version": 1, "sign": "yes"} | typed
        answer = sign_in(person).post(f"/operator/reviews/{review.id}", data={key: one for key, one in filled.items() if one})
        session.expire_all()
        return answer

    return sent


def test_it_shows_what_the_file_says_and_what_changed_since_the_grant(session, business, review, signatory, sign_in):
    record(session, Kind.SITE_ADDED, about=business, by=signatory, name="North Quay")
    session.commit()

    page = sign_in(signatory).get(f"/operator/reviews/{review.id}").text

    assert "North Quay, 1 Quay Road, 1000 Exampleton" in page
    assert "Customs simplifications ZZ-" in page
    assert "Marta Lindqvist added a site: North Quay." in page
    assert page.count("has it changed?") == len(Part)


def test_where_nothing_is_shown_one_signs_that_nothing_has_changed(review, signatory, send, sign_in):
    page = sign_in(signatory).get(f"/operator/reviews/{review.id}").text
    assert (page.count("As shown"), page.count("Nothing has changed")) == (5, 3)

    send()

    page = sign_in(signatory).get(f"/operator/reviews/{review.id}").text
    assert (page.count("<strong>As shown</strong>"), page.count("<strong>Nothing has changed</strong>")) == (5, 3)


def test_a_signatory_signs_and_sends_it(review, signatory, send, sign_in):
    answer = send(owners="changed", owners_text="Ada Clerk leads the business since May.")

    assert answer.location == f"/operator/reviews/{review.id}"
    assert (review.state, review.said["owners"]) == (ReviewState.SENT, "Ada Clerk leads the business since May.")
    page = sign_in(signatory).get(answer.location).text
    assert "Ada Clerk leads the business since May." in page
    assert "Customs looks at it" in page


def test_a_contributor_keeps_what_is_said_so_far(review, contributor, send, sign_in):
    answer = send(contributor, sign="", is_true="", sites="changed", sites_text="The second store is closed.", records="")

    assert answer.status_code == 303
    assert review.state is ReviewState.OPEN
    assert review.said == {part.value: "" for part in Part if part not in (Part.SITES, Part.RECORDS)} | {
        "sites": "The second store is closed."
    }
    page = sign_in(contributor).get(answer.location).text
    assert "The second store is closed." in page
    assert "Only a signatory can sign" in page


@pytest.mark.parametrize(
    ("typed", "at", "told"),
    [
        ({"records": ""}, "records", "Say whether it has changed"),
        ({"records": "changed"}, "records_text", "Say what has changed"),
        ({"is_true": ""}, "is_true", "Confirm the statement"),
        ({"name": ""}, "name", "Write your full name"),
        ({"name": "Somebody Else"}, "name", "Write your name as it stands above"),
        ({"seen": "0" * 64}, "", "A colleague changed what is shown"),
    ],
)
def test_what_is_missing_is_told_at_its_field_and_nothing_is_sent(review, send, typed, at, told):
    page = send(owners="changed", owners_text="Ada Clerk leads it.", **typed).text

    assert told in page
    assert f'href="#{at}"' in page or not at
    assert "Ada Clerk leads it." in page
    assert (review.state, review.said) == (ReviewState.OPEN, {})


def test_what_a_colleague_has_kept_meanwhile_is_not_overwritten(review, send):
    send(sign="", sites="changed", sites_text="The second store is closed.")

    answer = send(sign="", sites="changed", sites_text="A store was added.")

    assert answer.status_code == 409
    assert "The second store is closed." in answer.text
    assert "A store was added." in answer.text
    assert "Sites: what has changed, and since when?" in answer.text
    assert review.said["sites"] == "The second store is closed."


def test_it_is_sent_once(review, send):
    send()

    answer = send()

    assert answer.location == f"/operator/reviews/{review.id}"
    assert review.state is ReviewState.SENT


def test_what_was_written_while_a_colleague_signed_is_not_lost(review, send):
    send()

    answer = send(sites="changed", sites_text="A store was added.")

    assert answer.status_code == 409
    assert "A store was added." in answer.text
    assert review.said["sites"] == ""


def test_one_that_lapsed_meanwhile_is_not_said_to_be_sent(session, review, signatory, sign_in):
    review.state = ReviewState.LAPSED
    session.commit()

    page = sign_in(signatory).post(f"/operator/reviews/{review.id}", data=SAME, follow_redirects=True).text

    assert "This review is not needed any more." in page
    assert "has been sent already" not in page


def test_a_viewer_reads_it_and_an_administrator_does_not_sign(make, business, review, viewer, send, sign_in):
    page = sign_in(viewer).get(f"/operator/reviews/{review.id}").text

    assert "North Quay" in page
    assert "has it changed?" not in page
    assert send(viewer).status_code == 403
    administrator = make.member(business, MembershipRole.ADMINISTRATOR)
    assert send(administrator, name=administrator.name).status_code == 403
    assert review.state is ReviewState.OPEN


def test_that_of_another_business_is_not_there(review, stranger, sign_in):
    assert sign_in(stranger).get(f"/operator/reviews/{review.id}").status_code == 404


def test_a_question_of_customs_is_answered(session, make, review, send, contributor, sign_in):
    send()
    ask(session, review, by=make.case_officer(name="Rita Okafor"), text="Since when?")
    session.commit()
    browser, here = sign_in(contributor), f"/operator/reviews/{review.id}"
    page = browser.get(here).text
    assert "Since when?" in page
    assert f"Answer by {formats.day(answer_by(review))}." in page
    assert formats.day(answer_by(review)) in browser.get("/operator").text

    assert "Write your answer" in browser.post(f"{here}/answer", data={"form_id": "one", "text": "  "}).text
    answer = browser.post(f"{here}/answer", data={"form_id": "one", "text": "Since May."})

    session.expire_all()
    assert answer.location == here
    assert review.state is ReviewState.SENT
    assert "Since May." in browser.get(here).text


def test_an_answer_that_came_too_late_is_not_lost(review, send, contributor, sign_in):
    send()

    answer = sign_in(contributor).post(f"/operator/reviews/{review.id}/answer", data={"form_id": "one", "text": "Since May."})

    assert answer.status_code == 409
    assert "Yours was not sent" in answer.text
    assert "Since May." in answer.text


def test_home_business_and_credit_lead_to_it_and_say_what_it_costs(session, business, review, signatory, sign_in):
    review.due_on, review.late_from = clock.today() - timedelta(days=50), clock.today() - timedelta(days=1)
    republish(session, [business.id])
    session.commit()
    browser, here = sign_in(signatory), f'href="/operator/reviews/{review.id}"'

    home, credit = browser.get("/operator").text, browser.get("/operator/credit").text

    assert here in home
    assert "It costs you 2 points of credit until you send it." in home
    business_page = browser.get("/operator/business").text
    assert here in business_page
    assert f"by {formats.day(review.due_on)}" in business_page
    assert here in credit
    assert "Send the missing review or notice. The points go on the day it arrives." in credit
    page = browser.get(f"/operator/reviews/{review.id}").text
    told = f"<strong>Due on {formats.day(review.due_on)}.</strong> It costs you 2 points of credit until you send it."
    assert page.index(told) < page.index('id="part-business"')


def test_the_page_asks_little(session, make, everything, asks_little):
    for _ in range(3):
        make.site(everything)
        make.contact(everything)

    asks_little(f"/operator/reviews/{session.scalars(select(Review.id)).one()}")


def test_what_customs_wrote_stands_before_what_was_signed(session, make, review, send, signatory, sign_in):
    send()
    note(session, review, by=make.case_officer(), text="Add the second store under Business.")
    session.commit()

    page = sign_in(signatory).get(f"/operator/reviews/{review.id}").text

    assert page.index("Add the second store under Business.") < page.index('id="part-business"')


def test_of_two_parts_that_differ_each_is_named(send):
    send(sign="", owners="changed", owners_text="Ada leads.", records="changed", records_text="New books.")

    stale = send(sign="", owners="changed", owners_text="Ben leads.", records="changed", records_text="Old books.").text

    table = stale.split("What differs")[1].split("</table>")[0]
    for part in (Part.OWNERS, Part.RECORDS):
        assert f"{part.label}: what has changed, and since when?" in table
