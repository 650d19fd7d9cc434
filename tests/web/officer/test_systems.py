"""Systems with access: what they asked, and how their access changes."""

import orjson
import pytest
from joserfc.jwk import ECKey
from sqlalchemy import select

from app.accounts import client_changes, clients
from app.accounts.clients import WrongSecret
from app.accounts.words import OfficerRole
from app.core import clock
from app.history.models import Event
from app.usage import service
from app.usage.service import Count
from tests.web.officer.asking import page

ONCE = {"form_id": "once"}
KEY = orjson.dumps(ECKey.generate_key("P-256").as_dict(private=False)).decode()
CHANGES = ("scopes", "keys", "certificates", "secret", "end/tokens", "end/old-secret", "end/secrets")


@pytest.fixture
def system(session):
    made = clients.create(session, "risk-engine-1", "Risk engine", ["aeo.risk"], "first", by=None)
    session.commit()
    return made


@pytest.fixture
def administrator(make):
    return make.officer(OfficerRole.ADMINISTRATOR, name="P. Quist")


@pytest.fixture
def asked(session, system):
    uses = [Count("risk-engine-1", "show_risk", 1234, 1200, 34), Count("risk-engine-1", "show_changes", 5, 5)]
    service.keep(session, clock.now(), uses, [])
    session.commit()


def address(system, rest=""):
    return f"/officer/programme/systems/{system.id}{rest}"


def is_right(session, secret):
    session.expire_all()
    try:
        return bool(clients.authenticate(session, "risk-engine-1", secret))
    except WrongSecret:
        return False


def test_a_manager_sees_what_each_system_asked(sign_in, make, system, asked):
    browser = sign_in(make.manager())

    overview, text = browser.get("/officer/programme/systems").text, browser.get(address(system)).text

    for said in ("Risk engine", "1,239", "1,205", "34"):
        assert said in overview
    for said in ("Modifier of one", "Changes of the register", "1,234", 'role="img"', "1,239 in all, 34 refused", "Has access"):
        assert said in text


def test_of_a_system_that_asked_nothing_that_is_said(sign_in, make, system):
    assert "It has not asked yet" in sign_in(make.manager()).get(address(system)).text


def test_a_manager_reads_and_changes_nothing(sign_in, make, system):
    browser = sign_in(make.manager())

    assert "Give it a new secret" not in browser.get(address(system)).text
    for change in CHANGES:
        assert browser.post(address(system, f"/{change}"), data=ONCE).status_code == 403


@pytest.mark.parametrize("role", [OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR, OfficerRole.DECISION_MAKER])
def test_what_systems_ask_is_not_for_every_officer(sign_in, make, system, role):
    browser = sign_in(make.officer(role))

    assert browser.get("/officer/programme/systems").status_code == 403
    assert browser.get(address(system)).status_code == 403
    assert "What these systems ask" not in browser.get("/officer/programme").text


def test_a_new_secret_is_shown_once_and_works_beside_the_old_one(sign_in, session, administrator, system):
    browser = sign_in(administrator)

    answer = browser.post(address(system, "/secret"), data=ONCE)

    secret = answer.text.split("<dt>Secret</dt><dd>")[1].split("</dd>")[0]
    assert (is_right(session, "first"), is_right(session, secret)) == (True, True)
    assert answer.headers["Cache-Control"] == "no-store"
    assert secret not in browser.get(address(system)).text
    assert "Old secret works until" in browser.get(address(system)).text

    browser.post(address(system, "/end/old-secret"), data={"form_id": "twice"})
    assert (is_right(session, "first"), is_right(session, secret)) == (False, True)


def test_the_page_of_a_new_secret_sent_twice_makes_one(sign_in, session, administrator, system):
    browser = sign_in(administrator)
    secret = browser.post(address(system, "/secret"), data=ONCE).text.split("<dt>Secret</dt><dd>")[1].split("</dd>")[0]

    again = browser.post(address(system, "/secret"), data=ONCE)

    assert (again.status_code, again.location) == (303, address(system))
    assert is_right(session, secret)


def test_scopes_are_changed(sign_in, session, administrator, system):
    browser = sign_in(administrator)
    assert "checked" in browser.get(address(system, "/scopes")).text

    answer = browser.post(address(system, "/scopes"), data={"scopes": ["aeo.status"]} | ONCE)

    session.expire_all()
    assert (answer.location, system.scopes) == (address(system), ["aeo.status"])
    assert "Choose at least one" in browser.post(address(system, "/scopes"), data={"form_id": "twice"}).text


def test_a_key_is_registered_and_then_no_secret_is_needed(sign_in, session, administrator, system):
    browser = sign_in(administrator)
    refused = browser.post(address(system, "/end/secrets"), data={"form_id": "early"}).text
    browser.post(address(system, "/keys"), data={"keys": KEY} | ONCE)
    browser.post(address(system, "/end/secrets"), data={"form_id": "twice"})

    session.expire_all()
    assert "Register a key of this system first" in refused
    assert (len(system.keys), system.secret_hash) == (1, None)
    assert "by key" in browser.get(address(system)).text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("keys", "nonsense", "Give a JWKS"),
        ("keys", "-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----", "Nobody else may have it"),
        ("certificates", "nonsense", "Give certificates as PEM"),
    ],
)
def test_what_is_no_key_is_said_and_nothing_is_lost(sign_in, administrator, system, field, typed, said):
    text = sign_in(administrator).post(address(system, f"/{field}"), data={field: typed} | ONCE).text

    assert said in text
    assert typed.split("\n")[0] in text


def test_certificates_are_registered_and_taken_away(sign_in, session, administrator, system):
    browser, thumb = sign_in(administrator), "A" * 43
    browser.post(address(system, "/certificates"), data={"certificates": thumb} | ONCE)
    session.expire_all()
    assert system.certificates == [thumb]
    assert thumb in browser.get(address(system, "/certificates")).text

    browser.post(address(system, "/certificates"), data={"certificates": "", "form_id": "twice"})
    session.expire_all()
    assert system.certificates == []


def test_its_tokens_end(sign_in, session, administrator, system):
    sign_in(administrator).post(address(system, "/end/tokens"), data=ONCE)

    session.expire_all()
    assert system.tokens_end_at


def test_each_change_stands_in_its_history_with_who_did_it(sign_in, session, administrator, system):
    browser = sign_in(administrator)
    browser.post(address(system, "/end/tokens"), data=ONCE)

    text = browser.get(address(system)).text
    event = session.scalars(select(Event).where(Event.about_id == system.id).order_by(Event.position.desc())).first()
    assert event.by_id == administrator.id
    assert "P. Quist changed the access of a system: risk-engine-1, tokens it got before have ended." in text


def test_what_has_ended_is_not_changed(sign_in, session, administrator, system):
    clients.disable(session, system, by=None)
    session.commit()
    browser = sign_in(administrator)

    assert "Give it a new secret" not in browser.get(address(system)).text
    assert browser.post(address(system, "/secret"), data=ONCE).status_code == 409


def test_there_is_no_other_end(sign_in, administrator, system):
    assert sign_in(administrator).get(address(system, "/end/everything")).status_code == 404


def test_the_pages_ask_little(sign_in, queries, make, session, system, asked):
    client_changes.renew_secret(session, system, "second", by=None)
    session.commit()
    browser = sign_in(make.manager())

    page(queries, browser, "/officer/programme/systems")
    page(queries, browser, address(system))
