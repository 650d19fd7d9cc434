"""Who is let in, what is noted, and what is left to others."""

import time
from datetime import timedelta
from io import BytesIO

import pytest
from joserfc import jws
from joserfc.jwk import ECKey
from werkzeug.test import Client

from app.accounts.clients import Scope
from app.config import settings
from app.core import clock, tokens
from app.core.access import Access
from app.core.refusals import LARGEST_BODY
from app.core.windows import IDS, Budget
from app.lookup import operations
from app.lookup.anybody import Anybody
from app.lookup.app import LookUp
from app.lookup.request import remembered, tags, takes_json
from app.lookup.response import fixed_headers
from app.lookup.store import Reader, boot_clock
from app.usage.noted import Read, Usage, Use
from tests.lookup.records import alias, record

STATUS, RISK, BATCH = "/api/v1/operators/ZZ1/status", "/api/v1/operators/ZZ1/risk", "/api/v1/risk:batch"
SCOPES = frozenset({"aeo.status", "aeo.risk"})


def new_key():
    return ECKey.generate_key("P-256", auto_kid=True)


KEY = new_key()


def published(*keys):
    return {"keys": [{"kid": one.kid} | one.as_dict(private=False) for one in keys]}


def token(client_id="engine", scopes=SCOPES, key=KEY, **more):
    head = {"alg": tokens.ALGORITHM, "kid": key.kid, "typ": tokens.KIND}
    said = tokens.claims(client_id, scopes, clock.now(), **more)
    return {"Authorization": f"Bearer {jws.serialize_compact(head, said, key, algorithms=[tokens.ALGORITHM])}"}


def others(environ, start, refusal):
    """Whoever answers all else; what the replica would have said is told in passing."""
    start("299 Elsewhere", [("X-Refusal", f"{refusal.problem.slug}: {refusal.detail}" if refusal else "")])
    return [environ["wsgi.input"].read()]


@pytest.fixture(autouse=True)
def enough():
    IDS.forget()


@pytest.fixture
def usage():
    return Usage()


@pytest.fixture
def ask(writer, reader, usage):
    """One operator, one system and one key are known."""
    with writer.transaction():
        writer.put(record("ZZ1", aliases=[alias("eori", "ZZ77")]))
        writer.put_client(Access("engine", SCOPES))
        writer.put_keys(published(KEY))
    client = Client(LookUp(reader, usage, others))
    return client.open


def test_a_system_with_a_token_is_answered(ask):
    assert ask(STATUS, headers=token()).json["tin"] == "ZZ1"
    assert ask("/api/v1/operators/zz-77/status?scheme=eori", headers=token()).json["tin"] == "ZZ1"


@pytest.mark.parametrize("known", ["x{blanks}x", '"{blanks}x', '"x"{blanks}x', "{blanks}"])
def test_blanks_among_what_a_system_has_already_cost_nothing(known):
    """A worker answers nobody else while it reads them."""
    begun = time.process_time()

    tags(known.format(blanks=" " * 32_000))

    assert time.process_time() - begun < 0.05


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/"), ("GET", "/api/v1/operators/ZZ1"), ("POST", STATUS), ("HEAD", STATUS), ("GET", BATCH), ("GET", f"{STATUS}/")],
)
def test_what_is_no_look_up_is_left_to_others(ask, method, path):
    assert ask(path, method=method, headers=token()).status_code == 299


def test_too_much_is_not_taken_but_let_come_in(ask):
    sent = BytesIO(bytes(LARGEST_BODY + 1))

    how = {"content_type": "application/json", "content_length": LARGEST_BODY + 1, "headers": token()}
    answer = ask(BATCH, method="POST", input_stream=sent, environ_base={"wsgi.input_terminated": True}, **how)

    assert (answer.status_code, sent.read()) == (413, b"")


@pytest.mark.parametrize(("sent", "status"), [(b'{"ids": ["ZZ1"]}', 200), (b" " * (LARGEST_BODY + 1), 413), (b"", 400)])
def test_a_question_in_parts_is_read_to_its_end_and_no_further_than_another(writer, reader, ask, sent, status):
    def in_parts(environ, start):
        environ.pop("CONTENT_LENGTH", None)
        return LookUp(reader, Usage(), others)(environ | {"HTTP_TRANSFER_ENCODING": "chunked"}, start)

    how = {"content_type": "application/json", "headers": token(), "environ_base": {"wsgi.input_terminated": True}}
    assert Client(in_parts).post(BATCH, data=sent, **how).status_code == status


def test_other_moments_are_left_to_others_with_the_whole_question(ask):
    assert ask(f"{STATUS}?as_of=2026-01-01", headers=token()).status_code == 299

    body = b'{"ids": ["ZZ1"], "as_of": "2026-01-01"}'
    answer = ask(BATCH, method="POST", data=body, content_type="application/json", headers=token())

    assert (answer.status_code, answer.data) == (299, body)


def test_anybody_is_left_to_others(ask):
    assert ask(STATUS).headers["X-Refusal"] == "unauthenticated: This asks for an access token."


def test_a_node_that_stands_alone_answers_anybody_sixty_times_a_minute(writer, reader, usage):
    with writer.transaction():
        writer.put(record("ZZ1", is_public=True))
        writer.put(record("ZZ2"))
    alone = Client(LookUp(reader, usage, others, anybody=Anybody(Budget(60))))

    with clock.at(clock.now()):
        answers = [alone.get(STATUS) for _ in range(61)]

    assert answers[0].json["status"] == "valid"
    assert "seq" not in answers[0].json
    assert {answer.status_code for answer in answers[:60]} == {200}
    assert answers[60].status_code == 429
    elsewhere = {"REMOTE_ADDR": "10.0.0.1"}
    assert alone.get("/api/v1/operators/ZZ2/status", environ_base=elsewhere).status_code == 404
    assert alone.get(RISK, environ_base=elsewhere).status_code == 401
    assert not usage.take()


def stale_token():
    with clock.at(clock.now() - timedelta(minutes=11)):
        return token()


WRONG = {
    "expired": stale_token,
    "of another key": lambda: token(key=new_key()),
    "of a stranger": lambda: token("stranger"),
    "broken": lambda: {"Authorization": "Bearer x.y.z"},
    "basic": lambda: {"Authorization": "Basic ZW5naW5lOg=="},
    "empty": lambda: {"Authorization": "Bearer "},
    "bound to a certificate": lambda: token(certificate="thumbprint"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_who_is_not_known_here_is_left_to_others(ask, kind):
    assert ask(STATUS, headers=WRONG[kind]()).headers["X-Refusal"].startswith("unauthenticated")


def test_a_token_is_good_until_it_expires_and_no_longer(ask):
    headers = token()
    assert ask(STATUS, headers=headers).status_code == 200

    with clock.at(clock.now() + timedelta(minutes=9)):
        assert ask(STATUS, headers=headers).status_code == 200
    with clock.at(clock.now() + timedelta(minutes=10)):
        assert ask(STATUS, headers=headers).status_code == 299


def test_a_system_whose_access_ended_is_out_at_once(ask, writer):
    headers = token()
    assert ask(STATUS, headers=headers).status_code == 200
    with writer.transaction():
        writer.drop_client("engine")

    assert ask(STATUS, headers=headers).headers["X-Refusal"].endswith("The access of this system has ended.")


def test_narrowed_scopes_hold_at_once(ask, writer):
    headers = token()
    assert ask(RISK, headers=headers).status_code == 200
    with writer.transaction():
        writer.put_client(Access("engine", frozenset({"aeo.status"})))

    assert ask(RISK, headers=headers).status_code == 403
    assert ask(STATUS, headers=headers).status_code == 200


def test_tokens_that_were_ended_open_nothing_at_once(ask, writer):
    headers = token()
    assert ask(STATUS, headers=headers).status_code == 200
    with writer.transaction():
        writer.put_client(Access("engine", SCOPES, tokens_end=int(clock.now().timestamp())))

    assert ask(STATUS, headers=headers).status_code == 299


def test_tokens_of_a_key_that_is_gone_open_nothing_at_once(ask, writer):
    headers, other = token(), new_key()
    assert ask(STATUS, headers=headers).status_code == 200
    with writer.transaction():
        writer.put_keys(published(other))

    assert ask(STATUS, headers=headers).status_code == 299
    assert ask(STATUS, headers=token(key=other)).status_code == 200


def test_a_token_is_verified_once(ask, monkeypatch):
    headers, verified = token(), []
    verify = tokens.verify
    monkeypatch.setattr(tokens, "verify", lambda *asked: verified.append(asked) or verify(*asked))

    for _ in range(3):
        ask(STATUS, headers=headers)

    assert len(verified) == 1


def test_a_token_is_remembered_once_however_it_is_sent(ask, monkeypatch):
    value, verified = token()["Authorization"].removeprefix("Bearer "), []
    verify = tokens.verify
    monkeypatch.setattr(tokens, "verify", lambda *asked: verified.append(asked) or verify(*asked))

    for sent in (f"Bearer {value}", f"bearer {value}", f"BEARER     {value}  "):
        assert ask(STATUS, headers={"Authorization": sent}).status_code == 200

    assert len(verified) == 1


def test_what_a_reader_takes_is_remembered_only_where_it_is_short():
    remembered.cache_clear()

    for accept in ("application/json", f"text/html,{' ' * 256}application/json"):
        assert takes_json(accept)

    assert remembered.cache_info().currsize == 1


def test_only_so_many_tokens_are_remembered(ask, monkeypatch):
    monkeypatch.setattr("app.lookup.gate.AT_MOST", 2)

    for _ in range(5):
        assert ask(STATUS, headers=token()).status_code == 200


def test_who_lost_the_feed_answers_nothing(ask, writer):
    writer.heartbeat(boot_clock() - 61)

    refusal = ask(STATUS, headers=token()).headers["X-Refusal"]

    assert refusal == "unavailable: "


def test_without_a_replica_all_is_left_to_others(folder, usage):
    empty = Client(LookUp(Reader(folder / "none", stale_after=5), usage, others))

    assert empty.get(STATUS, headers=token()).status_code == 299


def test_what_is_answered_is_counted_and_each_look_at_a_modifier_noted(ask, usage):
    with clock.at(clock.now()):
        ask(STATUS, headers=token())
        ask("/api/v1/operators/ZZ404/status", headers=token())
        ask(RISK, headers=token())
        ask(BATCH, method="POST", json={"ids": ["zz 1", "ZZ404", "??"]}, headers=token())
        ask(STATUS, headers=token(scopes=["aeo.risk"]))
        reads = [Read(clock.now(), "engine", ("ZZ1",))] * 2

    taken = usage.take()

    status, risk, risks = (Use("engine", name) for name in ("show_status", "show_risk", "show_risks"))
    assert taken.calls == {status: 3, risk: 1, risks: 1}
    assert taken.ids == {status: 1, risk: 1, risks: 3}
    assert +taken.refused == {status: 2}
    assert taken.reads == reads


def test_what_was_refused_for_its_number_is_counted_as_that(ask, usage, monkeypatch):
    monkeypatch.setattr(IDS, "limit", 0)

    assert ask(STATUS, headers=token()).status_code == 429
    taken = usage.take()
    assert (taken.ids.total(), taken.refused.total()) == (0, 1)


def test_a_policy_that_is_not_here_gives_no_credit(ask):
    with clock.at(clock.now() + timedelta(days=8)):
        answer = ask(RISK, headers=token())

    assert (answer.json["modifier"], answer.json["reasons"]) == (0, ["G09"])


def test_behind_tls_browsers_are_told_to_stay_there(ask, monkeypatch):
    monkeypatch.setenv("BASE_URL", "https://aeo.customs.example")
    for kept in (settings, fixed_headers):
        kept.cache_clear()

    answer = ask(STATUS, headers=token())

    for kept in (settings, fixed_headers):
        kept.cache_clear()
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_the_scopes_are_those_of_the_portal():
    assert (operations.STATUS, operations.RISK) == (Scope.STATUS, Scope.RISK)
