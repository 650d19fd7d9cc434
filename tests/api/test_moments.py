"""Asking about another moment: as known then, as known now, and again by its receipt."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from app.api.schemas import RiskAnswer, StatusAnswer
from app.authorisations import service as authorisations
from app.core import clock
from app.programme.words import AuthorisationType
from app.reactions import committing, republish
from tests.makers import Maker

GRANTED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SUSPENDED = GRANTED + timedelta(days=30)
REINSTATED = SUSPENDED + timedelta(days=5)
DURING = "2026-04-03T08:00:00Z"
NOW = GRANTED + timedelta(days=60)


@pytest.fixture
def holder(session):
    """Granted in March; suspended until the middle of April, reinstated earlier; renewed since."""
    make = Maker(session)
    with clock.at(GRANTED), committing(session):
        application, by = make.application(), make.decision_maker()
        facts = {"effective_from": clock.today(), "validated_on": clock.today()}
        held = authorisations.grant(session, application, AuthorisationType.AEOC, by=by, **facts)
    with clock.at(SUSPENDED), committing(session):
        authorisations.suspend(session, held, by=by, until=clock.today() + timedelta(days=14), ground="compliance")
    with clock.at(REINSTATED), committing(session):
        authorisations.reinstate(session, held, by=by)
    with clock.at(NOW - timedelta(days=2)), committing(session):
        republish(session, [application.operator_id])
    return application.operator


@pytest.fixture(autouse=True)
def later():
    with clock.at(NOW):
        yield


@pytest.fixture
def ask(client, holder, token):
    """`ask("status", as_of=…)` is what a system that may ask everything is answered."""

    def asked(what, tin=None, **query):
        return client.get(f"/api/v1/operators/{tin or holder.tin}/{what}", query_string=query, headers=token)

    return asked


@pytest.fixture
def read(client, token):
    """`read(answer)` is what its receipt gives."""
    return lambda answer: client.get(f"/api/v1/receipts/{answer.json['receipt']}", headers=token)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"as_of": DURING}, "suspended"),
        ({"as_of": "2026-04-03T10:00:00+02:00"}, "suspended"),
        ({"as_of": "2026-04-10T08:00:00Z"}, "valid"),
        ({"as_of": "2026-04-10T08:00:00Z", "known_at": "then"}, "valid"),
        ({"as_of": "2026-04-03T08:00:00Z", "known_at": "2026-04-02T08:00:00Z"}, "suspended"),
        ({"as_of": "2026-03-30T08:00:00Z", "known_at": "then"}, "valid"),
        ({"known_at": "2026-04-30T08:00:00Z"}, "valid"),
    ],
)
def test_the_status_of_a_moment_is_told_as_it_was_known(ask, query, word):
    answer = ask("status", **query)

    assert (answer.status_code, answer.json["status"]) == (200, word)
    assert datetime.fromisoformat(answer.json["as_of"]) == datetime.fromisoformat(query.get("as_of", f"{NOW.isoformat()}"))
    StatusAnswer.model_validate(answer.json)


def test_the_modifier_of_a_moment_is_the_one_that_was_published(ask):
    then, now = ask("risk", as_of=DURING, known_at="then"), ask("risk", as_of=DURING)

    assert (then.json["figures"]["fiscal"], then.json["reasons"][0]) == ({"value": 0, "band": None, "gate": "G02"}, "G02")
    assert now.json["figures"] == then.json["figures"]
    assert ask("risk", as_of="2026-03-30T08:00:00Z").json["figures"]["fiscal"]["value"] < 0
    RiskAnswer.model_validate(then.json)


@pytest.mark.parametrize("what", ["status", "risk"])
def test_now_is_answered_as_without_the_parameter(ask, what):
    plain = ask(what)

    assert ask(what, as_of="now", known_at="now").data == plain.data
    asked = ask(what, as_of=NOW.isoformat()).json
    same = set(plain.json) - {"as_of", "status_list"}  # its place in the status list tells of now alone
    assert {name: asked[name] for name in same} == {name: plain.json[name] for name in same}


@pytest.mark.parametrize(
    ("what", "query"), [("status", {"for": "aeoc"}), ("risk", {}), ("risk", {"role": "importer", "site": "ZZEXA"})]
)
def test_a_receipt_gives_the_very_bytes_again_whatever_was_learnt_since(session, holder, ask, read, what, query):
    first = ask(what, as_of=DURING, **query)
    holder.name = "Another name"
    with clock.at(NOW + timedelta(minutes=5)), committing(session):
        republish(session, [holder.id])

    with clock.at(NOW + timedelta(minutes=6)):
        again = read(first)

    assert (again.status_code, again.data) == (200, first.data)
    assert again.headers["ETag"] == first.headers["ETag"]


def test_a_receipt_asks_for_the_scope_of_its_answer(client, ask, give, bearer):
    receipt = ask("risk", as_of=DURING).json["receipt"]

    address = f"/api/v1/receipts/{receipt}"

    assert client.get(address).status_code == 401
    assert client.get(address, headers=bearer(give("aeo.status"))).status_code == 403
    assert client.get(address, headers=bearer(give("aeo.risk"))).status_code == 200


@pytest.mark.parametrize("receipt", ["", "x", "AAAA", "A" * 300, "%C3%A9"])
def test_what_is_no_receipt_is_not_found(client, token, receipt):
    assert client.get(f"/api/v1/receipts/{receipt}", headers=token).status_code == 404


def test_a_receipt_that_was_changed_is_not_found(client, ask, token):
    receipt = ask("status", as_of=DURING).json["receipt"]
    changed = receipt[:30] + ("A" if receipt[30] != "A" else "B") + receipt[31:]

    answer = client.get(f"/api/v1/receipts/{changed}", headers=token)

    assert (answer.status_code, answer.json["detail"]) == (404, "This is no receipt of this portal, or it was changed.")


@pytest.mark.parametrize("what", ["status", "risk"])
def test_before_anything_was_known_a_system_is_told_so(ask, what):
    answer = ask(what, as_of="2026-01-01T00:00:00Z")

    assert (answer.status_code, answer.json["type"]) == (404, "/problems/not-found")
    assert answer.json["detail"].startswith("Nothing of it was held at 2026-01-01T00:00:00Z, as known at ")


@pytest.mark.parametrize("what", ["status", "risk"])
@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"as_of": "2026-05-09T00:00:00Z"}, "as_of"),
        ({"as_of": "2026-04-20T00:00:00Z", "known_at": "2026-04-02T00:00:00Z"}, "as_of"),
        ({"known_at": "2026-05-02T00:00:00Z"}, "known_at"),
    ],
)
def test_what_nobody_knows_yet_is_not_guessed(ask, what, query, parameter):
    answer = ask(what, **query)

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/not-yet-known")
    assert answer.json["errors"][0]["parameter"] == parameter


def test_what_is_known_already_of_a_coming_moment_is_told(ask):
    soon = (NOW + timedelta(hours=3)).isoformat()

    assert ask("status", as_of=soon).json["status"] == "valid"
    assert ask("risk", as_of=soon).json["figures"] == ask("risk").json["figures"]


@pytest.mark.parametrize(
    "written",
    [
        "2026-04-03",
        "2026-04-03T08:00:00",
        "then",
        "2026-02-30T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59Z",
        "x",
    ],
)
def test_what_is_no_moment_is_refused_by_name(ask, written):
    answer = ask("status", as_of=written)

    assert (answer.status_code, answer.json["errors"][0]["parameter"]) == (400, "as_of")


def test_the_plus_of_a_zone_that_was_not_escaped_is_explained(client, holder, token):
    answer = client.get(f"/api/v1/operators/{holder.tin}/status?as_of=2026-04-03T10:00:00+02:00", headers=token)

    assert "%2B" in answer.json["errors"][0]["detail"]


def test_nobody_without_a_token_asks_about_other_moments(client, session, holder):
    holder.public_since = clock.today()
    session.commit()

    answer = client.get(f"/api/v1/operators/{holder.tin}/status", query_string={"as_of": DURING})

    assert answer.status_code == 401


def test_many_are_asked_about_at_once(client, holder, listed, token, queries):
    with clock.at(GRANTED):
        other = listed(AuthorisationType.AEOS)
    ids = [holder.tin, other.tin, "??", "ZZ404"]
    queries.clear()

    answer = client.post("/api/v1/status:batch", json={"ids": ids, "as_of": DURING, "known_at": "then"}, headers=token)

    assert [one["result"] for one in answer.json["results"]] == ["suspended", "valid", "error", "not_found"]
    assert (answer.json["as_of"], answer.json["known_at"]) == (DURING, DURING)
    assert len(queries) <= 4


def test_of_many_those_beyond_what_is_known_could_not_be_checked(client, holder, token):
    ahead = (NOW + timedelta(days=30)).isoformat()

    answer = client.post("/api/v1/status:batch", json={"ids": [holder.tin], "as_of": ahead}, headers=token)

    assert answer.json["results"] == [{"id": holder.tin, "result": "unavailable", "problem": "/problems/not-yet-known"}]


def test_asking_about_a_moment_takes_little_of_the_database(ask, queries):
    ask("status", as_of=DURING)
    assert len(queries) <= 4
    queries.clear()
    ask("risk", as_of=DURING)
    assert len(queries) <= 5


def test_the_answer_in_the_register_is_as_quick_as_before(ask, queries):
    """A question about now asks nothing of what is past."""
    ask("status")

    assert len(queries) <= 3
    assert not any("register_period" in statement or "register_publication" in statement for statement in queries)


def test_the_receipt_is_the_last_member_so_that_it_is_found_by_eye(ask):
    assert next(reversed(orjson.loads(ask("status", as_of=DURING).data))) == "receipt"
