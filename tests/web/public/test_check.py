"""Checking a certificate by its code."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from app.api.schemas import CheckAnswer
from app.authorisations.models import Certificate
from app.authorisations.states import State
from app.core import clock, references
from app.history.kinds import Kind
from app.history.service import record
from app.programme.words import AuthorisationType

CODE = "7Q4K2M9DXT3P"
JSON = {"Accept": "application/json"}


@pytest.fixture
def certified(session, make):
    """The operator of a certificate with this code; not listed in the public register."""

    def certify(*authorisations, code=CODE):
        operator = authorisations[0].operator
        happened = record(session, Kind.AUTHORISATION_GRANTED, about=authorisations[0], by=None)
        session.add(
            Certificate(
                operator_id=operator.id,
                code=code,
                event_id=happened.id,
                sha256="0" * 64,
                size=1,
                authorisations=list(authorisations),
            )
        )
        session.commit()
        return operator

    return certify


@pytest.fixture
def both(make):
    operator = make.operator(name="Northwind Forwarding Ltd", city="Port Ellery")
    return [make.authorisation(operator, kind) for kind in AuthorisationType]


def test_anybody_with_the_code_sees_what_the_certificate_is_worth(client, certified, both):
    operator = certified(*both)

    answer = client.get(f"/v/{CODE}")

    assert answer.status_code == 200
    assert all(word in answer.text for word in ("Valid today", operator.name, operator.tin, "Port Ellery", "7Q4K-2M9D-XT3P"))
    assert all(one.number in answer.text for one in both)
    assert "Shown on papers as AEOF" in answer.text


@pytest.mark.parametrize("typed", ["7q4k-2m9d-xt3p", "7Q4K 2M9D XT3P", "7q4k2m9dxt3p "])
def test_a_code_may_be_typed_as_people_type(client, certified, both, typed):
    certified(*both)

    assert client.get(f"/v/{typed}").status_code == 200


def test_letters_that_look_like_digits_are_read_as_these(client, certified, both):
    certified(*both, code="0011AAAABBBB")

    assert client.get("/v/oOiL-aaaa-bbbb").status_code == 200


@pytest.mark.parametrize(
    "held",
    [
        {"state": State.SUSPENDED},
        {"state": State.REVOKED},
        {"effective_to": clock.today()},
    ],
)
def test_what_is_not_valid_is_not_valid_today_and_nobody_learns_why(client, make, certified, held):
    operator = make.operator(name="Northwind Forwarding Ltd")
    certified(make.authorisation(operator, **held))

    page, body = client.get(f"/v/{CODE}").text, client.get(f"/v/{CODE}", headers=JSON).json

    assert "Not valid today" in page
    assert not [word for word in ("uspended", "evoked", "xpired", State.SUSPENDED, State.REVOKED) if word in page]
    assert body["status"] == "not_valid_today"
    assert body["authorisations"][0]["valid_from"] is None


def test_a_grant_ahead_says_from_when(client, make, certified):
    ahead = clock.today() + timedelta(days=5)
    certified(make.authorisation(effective_from=ahead))

    assert f"valid from {ahead.day} " in client.get(f"/v/{CODE}").text
    assert client.get(f"/v/{CODE}", headers=JSON).json["authorisations"][0]["valid_from"] == ahead.isoformat()


def test_an_old_certificate_speaks_of_what_stands_on_it(client, make, certified):
    """Revoked, and granted again under another number: the old paper is not valid."""
    operator = make.operator()
    certified(make.authorisation(operator, state=State.REVOKED))
    make.authorisation(operator)

    assert client.get(f"/v/{CODE}", headers=JSON).json["status"] == "not_valid_today"


def test_systems_get_the_same_as_json(client, certified, both):
    operator = certified(*both)

    answer = client.get(f"/v/{CODE}", headers=JSON)

    CheckAnswer.model_validate(answer.json)
    assert (answer.json["tin"], answer.json["status"], answer.json["code"]) == (operator.tin, "valid", CODE)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Accept" in answer.headers["Vary"]
    assert client.get(f"/v/{CODE}?format=json").json["tin"] == operator.tin


def test_a_code_that_nobody_has_is_not_found_and_may_be_typed_again(client):
    page, problem = client.get("/v/AAAA-BBBB-CCCC"), client.get("/v/AAAA-BBBB-CCCC", headers=JSON)

    assert page.status_code == problem.status_code == 404
    assert "No certificate has this code" in page.text
    assert 'value="AAAA-BBBB-CCCC"' in page.text
    assert client.get("/v/%00").status_code == 404
    assert (problem.content_type, problem.json["type"]) == ("application/problem+json", "/problems/not-found")


def test_the_form_leads_to_the_answer(client):
    answer = client.get("/check?code=7q4k-2m9d-xt3p")

    assert (answer.status_code, answer.location) == (302, f"/v/{CODE}")


@pytest.mark.parametrize("typed", ["", "7Q4K", "7Q4K-2M9D-XT3!", "7Q4K-2M9D-XT3P-1"])
def test_what_is_no_code_is_said_at_the_field(client, typed):
    page = client.get("/check", query_string={"code": typed})

    assert page.status_code == 200
    assert "Error:" in page.text
    assert 'href="#code"' in page.text


def test_the_code_opens_this_certificate_and_no_other_row(app, session, certified, both, make):
    from sqlalchemy import select

    from app.authorisations.models import Authorisation
    from app.extensions import db
    from app.operators.models import Operator
    from app.register import checking

    certified(*both)
    make.authorisation()

    with app.app_context():
        assert checking.behind(db.session, CODE).tin == both[0].operator.tin
        assert len(db.session.scalars(select(Operator)).all()) == 1
        assert len(db.session.scalars(select(Authorisation)).all()) == 2
        assert len(db.session.scalars(select(Certificate)).all()) == 1


def test_a_wrong_code_opens_nothing(app, certified, both):
    from sqlalchemy import select

    from app.extensions import db
    from app.operators.models import Operator
    from app.register import checking

    certified(*both)

    with app.app_context():
        assert checking.behind(db.session, references.check_code()) is None
        assert db.session.scalars(select(Operator)).all() == []


def test_ten_tries_a_minute_and_not_more(client, certified, both):
    certified(*both)
    with clock.at(clock.now().replace(second=10, microsecond=0)):
        codes = [client.get(f"/v/{CODE}").status_code for _ in range(10)]
        page, problem = client.get(f"/v/{CODE}"), client.get(f"/v/{CODE}", headers=JSON)

    assert codes == [200] * 10
    assert page.status_code == problem.status_code == 429
    assert page.headers["Retry-After"] == problem.headers["Retry-After"] == "50"
    assert problem.json["type"] == "/problems/rate-limited"
    assert problem.headers["RateLimit"] == '"client";r=0;t=50'


def test_each_check_says_how_many_are_left(client, certified, both):
    certified(*both)
    answer = client.get(f"/v/{CODE}", headers=JSON)

    assert answer.headers["RateLimit-Policy"] == '"client";q=10;w=60'
    assert answer.headers["RateLimit"].startswith('"client";r=9;')


@pytest.fixture
def dead_database(app):
    from app.extensions import db

    with app.app_context():
        engine = db.engine

    def lead_astray(dialect, record, arguments, options):
        options.update(host="127.0.0.1", port=9, connect_timeout=1)

    engine.dispose()
    event.listen(engine, "do_connect", lead_astray)
    yield
    event.remove(engine, "do_connect", lead_astray)


@pytest.mark.usefixtures("dead_database")
def test_when_the_register_does_not_answer_nothing_is_said_of_the_certificate(client):
    page, problem = client.get(f"/v/{CODE}"), client.get(f"/v/{CODE}", headers=JSON)

    assert page.status_code == problem.status_code == 503
    assert page.headers["Retry-After"] == problem.headers["Retry-After"] == "30"
    assert "Could not check" in page.text
    assert "This says nothing about the certificate" in page.text
    assert "ot valid" not in page.text
    assert problem.json["type"] == "/problems/unavailable"


def test_a_check_takes_few_queries(client, certified, both, queries):
    certified(*both)
    queries.clear()

    client.get(f"/v/{CODE}")

    assert 0 < len(queries) <= 8
