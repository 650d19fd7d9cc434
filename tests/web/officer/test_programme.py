"""What the programme rests on, and which systems ask."""

import pytest
from sqlalchemy import select

from app.accounts import clients
from app.accounts.models import ApiClient
from app.accounts.words import OfficerRole
from app.programme.rules import Days, Pace
from app.risk.policy import load
from app.web.officer.programme import DAYS, PACE
from tests.web.officer.asking import page

NEW = {"client_id": "risk-engine-2", "name": "Second risk engine", "scopes": ["aeo.status", "aeo.risk"], "form_id": "once"}


@pytest.fixture
def administrator(make):
    return make.officer(OfficerRole.ADMINISTRATOR, name="P. Quist")


@pytest.fixture
def system(session):
    made = clients.create(session, "risk-engine-1", "Risk engine", ["aeo.risk"], "secret", by=None)
    session.commit()
    return made


def test_every_time_limit_is_explained():
    assert set(DAYS) == set(Days.model_fields)
    assert set(PACE) == set(Pace.model_fields)


def test_every_officer_reads_what_is_in_force(sign_in, make, system):
    text = sign_in(make.auditor(name="M. Ferrante")).get("/officer/programme").text

    for said in ("safe-own-2026-2", load().id, load().sha256[:16], "M. Ferrante", "risk-engine-1", "120"):
        assert said in text


def test_an_administrator_gives_a_system_access_and_sees_the_secret_once(sign_in, session, administrator):
    browser = sign_in(administrator)

    answer = browser.post("/officer/programme/systems/new", data=NEW)

    client = session.scalars(select(ApiClient)).one()
    secret = answer.text.split("<dt>Secret</dt><dd>")[1].split("</dd>")[0]
    assert clients.authenticate(session, "risk-engine-2", secret).id == client.id
    assert answer.headers["Cache-Control"] == "no-store"
    assert secret not in browser.get("/officer/programme").text


def test_the_same_page_sent_twice_gives_access_once(sign_in, session, administrator):
    browser = sign_in(administrator)
    browser.post("/officer/programme/systems/new", data=NEW)

    again = browser.post("/officer/programme/systems/new", data=NEW)

    assert (again.status_code, again.location) == (303, "/officer/programme#systems")
    assert len(session.scalars(select(ApiClient)).all()) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"client_id": "Risk Engine"}, "Use small letters"),
        ({"client_id": "risk-engine-1"}, "There is a system risk-engine-1 already"),
        ({"scopes": []}, "Choose at least one"),
        ({"scopes": ["aeo.everything"]}, "Choose one from the list"),
        ({"name": ""}, "Say what system it is"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_given(sign_in, session, administrator, system, wrong, said):
    text = sign_in(administrator).post("/officer/programme/systems/new", data=NEW | wrong).text

    assert said in text
    assert session.scalars(select(ApiClient)).all() == [system]


def test_the_access_of_a_system_ends_after_a_question(sign_in, session, administrator, system):
    browser, path = sign_in(administrator), f"/officer/programme/systems/{system.id}/end"
    assert "End the access of Risk engine" in browser.get(path).text

    browser.post(path)

    session.expire_all()
    assert system.disabled_at
    assert browser.post(path).status_code == 409


def test_the_access_of_a_system_ends_once(sign_in, administrator, system):
    browser, path = sign_in(administrator), f"/officer/programme/systems/{system.id}/end"

    answers = [browser.post(path, data={"form_id": "once"}) for _ in range(2)]

    assert [one.location for one in answers] == [f"/officer/programme/systems/{system.id}"] * 2


@pytest.mark.parametrize("role", [role for role in OfficerRole if role is not OfficerRole.ADMINISTRATOR])
def test_others_give_and_end_no_access(sign_in, make, system, role):
    browser = sign_in(make.officer(role))

    text = browser.get("/officer/programme").text

    assert "Give a system access" not in text
    assert browser.post("/officer/programme/systems/new", data=NEW).status_code == 403
    assert browser.post(f"/officer/programme/systems/{system.id}/end").status_code == 403


def test_the_page_asks_little(sign_in, queries, make, system):
    for _ in range(3):
        make.auditor()

    page(queries, sign_in(make.manager()), "/officer/programme")
