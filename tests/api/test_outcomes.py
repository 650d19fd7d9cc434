"""Systems tell what happened to declarations."""

import pytest
from sqlalchemy import func, select

from app.accounts.repeats import IdempotentRequest
from app.outcomes import queries, service
from app.outcomes.models import Outcome
from app.reactions import committing
from app.risk import queries as risk
from tests.api.conftest import NUMBERS
from tests.outcomes.telling import CHECK, ERROR, outcome, plain

HERE = "/api/v1/outcomes"


@pytest.fixture
def token(give, bearer):
    return bearer(give("aeo.outcome"))


@pytest.fixture
def send(client, token):
    """`send(outcome, …)` with a key of its own, or with the one given."""

    def sent(*outcomes, key=None, headers=token):
        named = {"Idempotency-Key": key or f"key-{next(NUMBERS)}"}
        return client.post(HERE, json={"outcomes": list(outcomes)}, headers=headers | named)

    return sent


def results(answer):
    return [one["result"] for one in answer.json["results"]]


def test_each_has_its_own_result_in_the_order_sent(send, listed):
    operator = listed(tin="ZZ9600000001")
    good = plain(operator)

    answer = send(good, plain(operator) | {"role": "driver"}, good, "nonsense", plain("ZZ9699999999"))

    assert answer.status_code == 200
    assert results(answer) == ["stored", "error", "known", "error", "stored"]
    assert answer.json["counts"] == {"stored": 2, "error": 2, "known": 1}
    (mistake,) = answer.json["results"][1]["errors"]
    assert mistake["pointer"] == "/outcomes/1/role"
    assert mistake["detail"].startswith("one of manufacturer")
    assert answer.json["results"][0]["reference"] == good["reference"]


def test_without_a_key_nothing_is_taken(client, token, session):
    answer = client.post(HERE, json={"outcomes": [plain("ZZ9600000009")]}, headers=token)

    assert (answer.status_code, answer.json["type"]) == (400, "/problems/invalid-request")


def test_the_same_key_gets_the_first_answer_and_stores_nothing_more(send, session):
    told = plain("ZZ9600000009")

    first, second = send(told, key="once"), send(told, key="once")

    assert first.data == second.data
    assert results(second) == ["stored"]
    assert session.scalar(select(func.count()).where(Outcome.reference == told["reference"])) == 1


def test_the_same_key_with_another_body_is_refused(send):
    send(plain("ZZ9600000009"), key="twice")

    answer = send(plain("ZZ9600000009"), key="twice")

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/idempotency-key-reused")


def kept(session):
    return session.scalar(select(func.count()).select_from(IdempotentRequest))


def test_of_one_outcome_three_mistakes_are_told(send):
    answer = send({f"member {number}": 0 for number in range(80)})

    assert len(answer.json["results"][0]["errors"]) == 3


def test_an_answer_that_stored_nothing_is_not_kept_and_what_was_wrong_may_be_sent_again(send, session):
    told, before = plain("ZZ9600000009"), kept(session)

    assert results(send(told | {"role": "driver"}, key="corrected")) == ["error"]
    assert kept(session) == before
    assert results(send(told, key="corrected")) == ["stored"]
    assert kept(session) == before + 1


def test_an_answer_much_larger_than_what_it_stored_is_not_kept(send, session):
    told, before = plain("ZZ9600000009"), kept(session)
    sent = [told, told | {"x" * 200_000: 0}]

    answers = [results(send(*sent, key="large")) for _ in range(2)]

    assert (answers, kept(session)) == ([["stored", "error"], ["known", "error"]], before)


def test_the_answer_to_a_thousand_that_were_stored_is_kept(send, session):
    before = kept(session)

    send(*(plain("ZZ9600000009", reference=f"{number:070}") for number in range(1000)))

    assert kept(session) == before + 1


@pytest.mark.parametrize(("scopes", "status"), [(("aeo.risk",), 403), (("aeo.outcome",), 200)])
def test_it_takes_a_scope_of_its_own(send, give, bearer, scopes, status):
    assert send(plain("ZZ9600000009"), headers=bearer(give(*scopes))).status_code == status


@pytest.mark.parametrize("outcomes", [[], [plain("ZZ9600000009")] * 1_001])
def test_one_to_a_thousand_at_once(send, outcomes):
    assert send(*outcomes).status_code == 400


def test_an_error_is_in_the_modifier_with_the_answer(send, listed, session):
    operator = listed(tin="ZZ9600000002")

    send(plain(operator, **ERROR))

    session.rollback()
    (check,) = risk.latest(session, operator.id).facts["checks"]
    assert (check["checks"], check["errors"], check["role"]) == (1, 1, "importer")


def test_clean_checks_are_in_the_modifier_once_the_worker_has_been_there(send, listed, session, run_jobs):
    operator = listed(tin="ZZ9600000003")
    send(plain(operator, **CHECK), plain(operator, **CHECK), plain(operator))
    session.rollback()
    assert risk.latest(session, operator.id).facts["checks"] == []

    run_jobs()

    session.rollback()
    facts = risk.latest(session, operator.id).facts
    assert [one["checks"] for one in facts["checks"]] == [2]
    assert facts["declarations"] == 3
    assert queries.waiting(session, at_most=9) == []


def test_the_modifier_is_the_same_whoever_causes_it(listed, session):
    """A business that describes itself anew does not see each of its declarations, and yet they all count."""
    from app.core.isolation import SYSTEM, Scope, enter
    from app.reactions import republish

    operator = listed(tin="ZZ9600000004")
    with committing(session):
        service.report(session, "engine", [outcome(operator), outcome(operator, **CHECK)], by=None)

    enter(session, Scope("operator", operators=frozenset({operator.id})))
    republish(session, [operator.id])

    enter(session, SYSTEM)
    facts = risk.latest(session, operator.id).facts
    assert (facts["declarations"], [one["checks"] for one in facts["checks"]]) == (2, [1])
