from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from app.core import clock
from app.monitoring.models import Incident
from app.monitoring.queries import additions
from app.monitoring.states import Counting, IncidentType, State
from tests.documents.files import PDF


@pytest.fixture
def send():
    yesterday = clock.today() - timedelta(days=1)
    told = {
        "form_id": "one",
        "what": "tampering",
        "day": [yesterday.day, yesterday.month, yesterday.year],
        "hour": "6.30",
        "site": "",
        "mode": "",
        "place": "Gate 2",
        "goods": "Machine parts",
        "description": "A seal was broken.",
        "consequences": "Nothing is missing.",
        "measures": "The unit was resealed.",
    }

    def sent(browser, **values):
        return browser.post("/operator/incidents/new", data=told | values)

    return sent


def stored(session):
    session.expire_all()
    return session.scalars(select(Incident)).all()


def test_a_contributor_tells_customs(session, business, send, sign_in, contributor):
    browser = sign_in(contributor)

    answer = send(browser, mode="sea")

    [incident] = stored(session)
    assert answer.location == f"/operator/incidents/{incident.id}"
    assert (incident.operator_id, incident.what, incident.place) == (business.id, IncidentType.TAMPERING, "Gate 2")
    assert f"{incident.occurred_at:%H:%M}" == "06:30"
    assert "A seal was broken." in browser.get(answer.location).text


@pytest.mark.parametrize(
    ("typed", "read"), [("14:30", "14:30"), ("1430", "14:30"), ("930", "09:30"), ("9", "09:00"), ("7h15", "07:15")]
)
def test_the_hour_is_read_as_people_write_it(session, send, sign_in, signatory, typed, read):
    send(sign_in(signatory), hour=typed)

    [incident] = stored(session)
    assert f"{incident.occurred_at:%H:%M}" == read


@pytest.mark.parametrize("typed", ["noon", "25:00", "12:99"])
def test_what_is_no_hour_is_refused_at_its_field(session, send, sign_in, signatory, typed):
    page = send(sign_in(signatory), hour=typed).text

    assert 'href="#hour"' in page
    assert "A seal was broken." in page
    assert stored(session) == []


def test_a_site_says_where_it_was(session, make, business, send, sign_in, signatory):
    site = make.site(business, name="North Quay")

    send(sign_in(signatory), site=str(site.id), place="")

    [incident] = stored(session)
    assert (incident.site_id, incident.place) == (site.id, "North Quay, Exampleton")


def test_without_a_place_it_is_refused_there(session, send, sign_in, signatory):
    assert 'href="#place"' in send(sign_in(signatory), place=" ").text
    assert stored(session) == []


def test_an_incident_ahead_is_refused_at_the_day(session, send, sign_in, signatory):
    ahead = clock.today() + timedelta(days=2)

    page = send(sign_in(signatory), day=[ahead.day, ahead.month, ahead.year]).text

    assert 'href="#day-day"' in page
    assert stored(session) == []


def test_a_site_of_another_business_is_refused(session, make, send, sign_in, signatory):
    theirs = make.site(make.operator())

    assert "Choose one from the list" in send(sign_in(signatory), site=str(theirs.id)).text
    assert stored(session) == []


def test_the_same_page_sent_twice_reports_once(session, send, sign_in, signatory):
    browser = sign_in(signatory)
    first = send(browser)

    second = send(browser)

    assert second.location == first.location
    assert len(stored(session)) == 1


def test_what_customs_made_of_it_is_told(make, business, sign_in, viewer):
    incident = make.incident(
        business,
        state=State.CONFIRMED,
        counting=Counting.MEASURES_IN_TIME,
        assessment="Handled well.",
        assessed_at=clock.now(),
    )

    page = sign_in(viewer).get(f"/operator/incidents/{incident.id}").text

    assert "Handled well." in page
    assert Counting.MEASURES_IN_TIME.label in page


def test_a_viewer_reads_and_may_not_report(session, make, business, send, sign_in, viewer):
    incident, browser = make.incident(business), sign_in(viewer)

    page = browser.get("/operator/incidents").text

    assert incident.reference in page
    assert "Report an incident" not in page
    assert browser.get("/operator/incidents/new").status_code == 403
    assert send(browser).status_code == 403
    assert len(stored(session)) == 1


def test_an_incident_of_another_business_is_not_there(make, business, sign_in, stranger):
    incident, browser = make.incident(business), sign_in(stranger)

    assert browser.get(f"/operator/incidents/{incident.id}").status_code == 404
    assert incident.reference not in browser.get("/operator/incidents").text


def test_whoever_is_not_signed_in_comes_back_to_it(client):
    assert client.get("/operator/incidents/new").location == "/account/sign-in?next=/operator/incidents/new"


def test_the_pages_ask_little(make, business, asks_little):
    for _ in range(4):
        make.site(business)
        incident = make.incident(business)

    asks_little("/operator/incidents")
    asks_little("/operator/incidents/new")
    asks_little(f"/operator/incidents/{incident.id}")


def test_what_was_learnt_later_is_added_with_what_shows_it(make, business, sign_in, contributor, storage):
    incident, browser = make.incident(business), sign_in(contributor)
    data = {"form_id": "one", "text": "Two pallets are missing.", "upload": (BytesIO(PDF), "count.pdf")}

    answer = browser.post(f"/operator/incidents/{incident.id}", data=data)

    page = browser.get(answer.location).text
    assert "Two pallets are missing." in page
    assert "Bo Clerk" in page
    assert "count.pdf" in page


def test_an_addition_sent_twice_is_added_once(session, make, business, sign_in, contributor):
    incident, browser = make.incident(business), sign_in(contributor)

    for _ in range(2):
        browser.post(f"/operator/incidents/{incident.id}", data={"form_id": "one", "text": "Two pallets are missing."})

    assert len(additions(session, incident)) == 1


def test_a_viewer_adds_nothing(session, make, business, sign_in, viewer):
    incident, browser = make.incident(business), sign_in(viewer)

    answer = browser.post(f"/operator/incidents/{incident.id}", data={"form_id": "one", "text": "Two pallets are missing."})

    assert answer.status_code == 403
    assert "Add to your report" not in browser.get(f"/operator/incidents/{incident.id}").text
    assert additions(session, incident) == []


def test_nothing_said_adds_nothing_and_is_told_at_its_field(session, make, business, sign_in, contributor):
    incident = make.incident(business)

    page = sign_in(contributor).post(f"/operator/incidents/{incident.id}", data={"form_id": "one", "text": " "}).text

    assert 'href="#text"' in page
    assert additions(session, incident) == []
