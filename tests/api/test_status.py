"""Asking for the status of one operator."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.api.schemas import PublicStatusAnswer, StatusAnswer
from app.authorisations.states import State
from app.core import clock
from app.operators.models import Identifier
from app.operators.words import Scheme
from app.programme.words import AuthorisationType

YEAR = timedelta(days=365)
STATES = {
    "valid": {},
    "not_yet_valid": {"effective_from": clock.today() + timedelta(days=5)},
    "suspended": {"state": State.SUSPENDED},
    "revoked": {"state": State.REVOKED},
    "expired": {"effective_to": clock.today() - timedelta(days=1)},
}


def address(operator):
    return f"/api/v1/operators/{operator.tin}/status"


@pytest.mark.parametrize("word", STATES)
def test_a_system_reads_every_state_by_its_word(client, listed, token, word):
    response = client.get(address(listed(held=STATES[word])), headers=token)

    assert response.json["status"] == word
    StatusAnswer.model_validate(response.json)


@pytest.mark.parametrize("word", STATES)
def test_anybody_reads_only_whether_it_is_valid(client, listed, word):
    response = client.get(address(listed(held=STATES[word], public=True)))

    assert response.json["status"] == ("valid" if word == "valid" else "not_valid_today")
    assert not {"suspended", "revoked", "expired"} & set(response.text.replace('"', " ").split())
    PublicStatusAnswer.model_validate(response.json)


def test_a_system_sees_operators_that_did_not_agree_to_be_public(client, listed, token):
    assert client.get(address(listed()), headers=token).status_code == 200


def test_unknown_never_authorised_and_not_consenting_look_the_same(client, session, listed):
    from tests.makers import Maker

    addresses = [
        address(listed()),
        address(Maker(session).operator(public_since=clock.today())),
        "/api/v1/operators/ZZ404/status",
    ]

    answers = [client.get(one) for one in addresses]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    drop = {"X-Request-Id", "Date", "RateLimit"}
    assert len({str(sorted((n, v) for n, v in answer.headers if n not in drop)) for answer in answers}) == 1


def test_they_cost_the_same_queries_too(client, listed, queries):
    hidden = listed()

    client.get(address(hidden))
    first = list(queries)
    queries.clear()
    client.get("/api/v1/operators/ZZ404/status")

    assert queries == first


def test_to_a_system_an_unknown_operator_is_not_found(client, token):
    response = client.get("/api/v1/operators/ZZ404/status", headers=token)

    assert (response.status_code, response.json["type"]) == (404, "/problems/not-found")


@pytest.mark.parametrize("written", ["{lower}{1}{2}", "{0} {1}-{2}", " {0}.{1}.{2} ", "ＺＺ{1}{2}"])
def test_a_number_may_be_written_as_people_write_it(client, listed, token, written):
    tin = listed().tin
    start, middle, end = tin[:2], tin[2:6], tin[6:]

    answer = client.get(f"/api/v1/operators/{written.format(start, middle, end, lower=start.lower())}/status", headers=token)

    assert answer.json["tin"] == tin


def test_a_number_of_another_scheme_is_found_by_its_name(client, session, listed, token):
    before, now, today = listed(), listed(), clock.today()
    session.add(Identifier(operator_id=before.id, scheme=Scheme.EORI, value="ZZ42", valid_from=today - YEAR, valid_to=today))
    session.add(Identifier(operator_id=now.id, scheme=Scheme.EORI, value="ZZ42", valid_from=today))
    session.commit()

    def answer(query, headers):
        return client.get(f"/api/v1/operators/zz-42/status?{query}", headers=headers)

    assert answer("scheme=eori", token).json["tin"] == now.tin
    assert answer("scheme=vat", token).status_code == 404
    assert answer("scheme=tin", token).status_code == 404
    assert answer("scheme=eori", {}).status_code == 404
    assert answer("scheme=duns", token).json["errors"][0] == {"parameter": "scheme", "detail": "One of tin, eori, lei, vat"}


@pytest.mark.parametrize("written", ["%3F%3F", "Z", "12345", "QQ123", "ZZ" + "1" * 16])
def test_what_is_no_number_is_said_to_be_none(client, written):
    response = client.get(f"/api/v1/operators/{written}/status")

    assert (response.status_code, response.json["type"]) == (422, "/problems/invalid-identifier")


def test_one_of_two_authorisations_can_be_asked_for(client, session, listed, token):
    from app.reactions import republish
    from tests.makers import Maker

    operator = listed(AuthorisationType.AEOC)
    Maker(session).authorisation(operator, AuthorisationType.AEOS, state=State.SUSPENDED)
    republish(session, [operator.id])
    session.commit()

    answers = {what: client.get(f"{address(operator)}?for={what}", headers=token).json for what in ("any", "aeoc", "aeos")}

    assert {what: (one["status"], one["type"]) for what, one in answers.items()} == {
        "any": ("valid", "aeoc"),
        "aeoc": ("valid", "aeoc"),
        "aeos": ("suspended", "aeos"),
    }


def test_an_authorisation_never_held_is_not_found(client, listed, token):
    assert client.get(f"{address(listed(AuthorisationType.AEOC))}?for=aeos", headers=token).status_code == 404


def test_another_value_of_for_is_refused_by_name(client, listed):
    response = client.get(f"{address(listed(public=True))}?for=aeof")

    assert (response.status_code, response.json["errors"][0]["parameter"]) == (400, "for")


def test_who_has_the_answer_already_gets_none(client, listed, token):
    operator = listed()
    first = client.get(address(operator), headers=token)

    again = client.get(address(operator), headers=token | {"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "AEO-Checked-At" in again.headers


def test_after_a_change_the_old_answer_is_no_longer_good(client, session, listed, token):
    from app.reactions import republish

    operator = listed()
    first = client.get(address(operator), headers=token).headers["ETag"]
    republish(session, [operator.id])
    session.commit()

    assert client.get(address(operator), headers=token | {"If-None-Match": first}).status_code == 200


def test_after_a_restore_an_old_validator_is_good_for_no_other_answer(client, session, listed, token):
    """The sequence goes on from the backup, and gives a number a second time."""
    from app.reactions import republish
    from app.register.models import Entry

    operator = listed()
    lost = client.get(address(operator), headers=token)
    operator.name = "Another name"
    republish(session, [operator.id])
    entry = session.scalars(select(Entry).where(Entry.operator_id == operator.id)).one()
    entry.restricted.status = entry.restricted.status.replace(f'"seq":{entry.seq}'.encode(), f'"seq":{lost.json["seq"]}'.encode())
    entry.seq = lost.json["seq"]
    session.commit()

    again = client.get(address(operator), headers=token | {"If-None-Match": lost.headers["ETag"]})

    assert (again.status_code, again.json["seq"], again.json["name"]) == (200, lost.json["seq"], "Another name")


@pytest.mark.parametrize("query", ["?value=529900T8BM49AURSDO55", "?form=aeoc", "?for=any&for=aeoc"])
def test_a_parameter_that_would_not_be_read_is_refused_by_name(client, listed, token, query):
    response = client.get(f"{address(listed(public=True))}{query}", headers=token)

    assert (response.status_code, response.json["type"]) == (400, "/problems/invalid-request")
    wrong = {"parameter": query[1:].partition("=")[0], "detail": "Once: scheme, for, as_of, known_at"}
    assert response.json["errors"][0] == wrong


def test_the_answers_of_two_audiences_have_two_validators(client, listed, token):
    operator = listed(public=True)

    private, public = client.get(address(operator), headers=token), client.get(address(operator))

    assert private.headers["ETag"] != public.headers["ETag"]
    assert private.headers["Cache-Control"] == "private, no-cache"
    assert public.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_every_answer_says_what_caches_and_browsers_need(client, listed, token):
    operator = listed(public=True)

    public = client.get(address(operator), headers={"X-Request-Id": "mine"})
    private = client.get(address(operator), headers=token)

    assert public.headers["X-Request-Id"] == "mine"
    assert public.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in private.headers
    for answer in (public, private):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert {"Accept", "Accept-Encoding", "Authorization"} <= {one.strip() for one in answer.headers["Vary"].split(",")}
        assert answer.headers["RateLimit"].startswith('"client";r=')


def test_the_public_may_ask_sixty_times_a_minute(client, listed):
    operator = listed(public=True)
    with clock.at(clock.now().replace(second=10, microsecond=0)):
        answers = [client.get(address(operator)) for _ in range(61)]

    assert {answer.status_code for answer in answers[:60]} == {200}
    assert (answers[60].status_code, answers[60].json["type"]) == (429, "/problems/rate-limited")
    assert answers[60].headers["Retry-After"] == "50"
    assert answers[60].json["detail"].endswith("Ask again in 50 s.")
    assert answers[59].headers["RateLimit"] == '"client";r=0;t=50'


def test_a_system_has_its_own_count(client, listed, token, monkeypatch):
    from app.core.windows import IDS

    monkeypatch.setattr(IDS, "limit", 1)
    operator = listed()

    assert client.get(address(operator), headers=token).status_code == 200
    assert client.get(address(operator), headers=token).status_code == 429


def test_a_look_up_takes_at_most_three_queries(client, listed, token, queries):
    operator = listed(public=True)

    client.get(address(operator), headers=token)
    assert len(queries) <= 3
    queries.clear()
    client.get(f"{address(operator)}?for=aeoc", headers=token)
    assert len(queries) <= 3
    queries.clear()
    client.get(address(operator))
    assert len(queries) <= 3


def test_after_its_day_an_entry_is_answered_right_though_no_worker_runs(client, listed, token):
    effective = clock.today() + timedelta(days=2)
    operator = listed(held={"effective_from": effective}, public=True)
    later = clock.now() + timedelta(days=2)

    with clock.at(later):
        assert client.get(address(operator)).json["status"] == "valid"


def test_a_browser_that_takes_no_json_is_told_so(client, listed):
    response = client.get(address(listed(public=True)), headers={"Accept": "text/html"})

    assert (response.status_code, response.json["type"]) == (406, "/problems/not-acceptable")


def test_a_signed_in_officer_is_anybody_here(session, listed, sign_in):
    from tests.makers import Maker

    officer = sign_in(Maker(session).officer())

    assert officer.get(address(listed())).status_code == 404
