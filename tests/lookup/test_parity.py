"""Asked beside the database or in it: the same question has the same answer, to the last byte."""

from datetime import timedelta
from itertools import product

import orjson
import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from werkzeug.test import Client

from app.accounts import clients
from app.api.operations import OPERATIONS as DESCRIBED
from app.config import Settings
from app.core import clock
from app.core.isolation import SYSTEM, enter
from app.core.windows import IDS, Budget
from app.lookup.anybody import Anybody
from app.lookup.app import LookUp
from app.lookup.building import build
from app.lookup.operations import OPERATIONS
from app.lookup.sources.database import DatabaseSource
from app.lookup.store import Reader, boot_clock
from app.lookup.store.generation import MAP_SIZE
from app.operators.models import Identifier
from app.register.models import Entry
from app.signing import tokens
from app.usage.noted import Usage
from tests.marks import MARKS, soon


@pytest.fixture(scope="module")
def database(server, demonstration):
    """A copy of the demonstration, for all tests of a module."""
    server.drop_database("aeo_fresh")
    server.create_database("aeo_fresh", template=demonstration)
    return server.url("aeo_fresh")


@pytest.fixture(scope="module")
def register(database):
    """What stands in it, and three systems that ask."""
    engine = create_engine(database)
    with Session(engine) as session:
        enter(session, SYSTEM)
        for name, scopes in {"all": ("aeo.status", "aeo.risk"), "status": ("aeo.status",), "none": ()}.items():
            clients.create(session, f"parity-{name}", "Parity", scopes, "secret", by=None)
        tokens.issue(session, "the-first", ())  # there are keys
        session.commit()
        yield session
    engine.dispose()


@pytest.fixture(scope="module")
def operators(register):
    return list(register.scalars(select(Entry.tin).order_by(Entry.tin)))


@pytest.fixture(scope="module")
def beside(register, database, tmp_path_factory):
    """The look-up app on a replica of the register."""
    folder, source = tmp_path_factory.mktemp("lookup"), DatabaseSource(Settings(DATABASE_URL=database))
    build(folder, source, size=MAP_SIZE).publish(boot_clock())
    source.close()
    return LookUp(Reader(folder, stale_after=3600), Usage(), others, anybody=Anybody(Budget(60)))


def others(environ, start, refusal):
    start("299 Elsewhere", [])
    return [refusal.problem.slug.encode() if refusal else b""]


def told(answer):
    """All that was said, but for the hour, which the web server says, and for cookies, of which a look-up reads none."""
    headers = {name: value.removesuffix(", Cookie") for name, value in answer.headers if name != "Date"}
    return {"status": answer.status_code, "body": answer.get_data(), **headers}


@pytest.fixture
def alike(app, beside):
    """`alike(path, **asked)` asks both, each with the same left to ask; the answer that they share."""

    def ask(path, **asked):
        asked["headers"] = {"X-Request-Id": "the-same"} | asked.get("headers", {})
        answers = []
        with clock.at(clock.now()):
            for one in (app, beside):
                IDS.forget()
                answers.append(Client(one).open(path, **asked))
        portal, replica = map(told, answers)
        assert replica.items() ^ portal.items() == set(), path
        return answers[1]

    return ask


@pytest.fixture
def bearer(register):
    def headers(name="all", *scopes, **more):
        held = {"all": ("aeo.status", "aeo.risk"), "status": ("aeo.status",), "none": ()}[name]
        token = tokens.issue(register, f"parity-{name}", scopes or held)
        register.commit()
        return {"Authorization": f"Bearer {token}"} | more

    return headers


def status(tin, query=""):
    return f"/api/v1/operators/{tin}/status{query}"


def risk(tin, query=""):
    return f"/api/v1/operators/{tin}/risk{query}"


QUERIES = ("", "?for=any", "?for=aeoc", "?for=aeos", "?as_of=now&known_at=now", "?scheme=tin")
SHIPMENTS = (
    "",
    "?role=importer",
    "?site=ZZEXA",
    "?site=ZZKES",
    "?mode=sea&role=warehouse_keeper",
    "?as_of=now",
    "?site=ZZ%20EXA",
)


def test_the_status_of_every_operator(alike, operators, bearer):
    token = bearer()

    for tin, query in product(operators, QUERIES):
        assert alike(status(tin, query), headers=token).status_code in (200, 404)


def test_the_modifier_of_every_operator(alike, operators, bearer):
    token = bearer()

    with clock.at(clock.now()):
        for tin, query in product(operators, SHIPMENTS):
            assert alike(risk(tin, query), headers=token).status_code == 200


def test_every_operator_at_the_boundaries_of_its_entry(alike, register, bearer):
    for tin, changes_at in register.execute(select(Entry.tin, Entry.changes_at).order_by(Entry.tin)).all():
        for away in (timedelta(microseconds=-1), timedelta(), timedelta(seconds=1), timedelta(days=400)):
            with clock.at(changes_at + away):
                token = bearer()
                alike(status(tin), headers=token)
                alike(risk(tin), headers=token)
                alike("/api/v1/status:batch", method="POST", json={"ids": [tin]}, headers=token)
                alike("/api/v1/risk:batch", method="POST", json={"ids": [tin]}, headers=token)


def test_every_operator_at_once(alike, operators, bearer):
    token = bearer()

    for asked in ("any", "aeoc", "aeos"):
        answer = alike("/api/v1/status:batch", method="POST", json={"ids": operators, "for": asked}, headers=token)
        assert answer.status_code == 200
    with clock.at(clock.now()):
        for about in ({}, {"role": "importer", "mode": "sea"}):
            alike("/api/v1/risk:batch", method="POST", json={"ids": operators} | about, headers=token)


def test_every_other_number_of_every_operator(alike, register, bearer):
    token = bearer()

    for one in register.scalars(select(Identifier)).all():
        assert alike(status(one.value, f"?scheme={one.scheme}"), headers=token).status_code in (200, 404)
        asked = {"ids": [{"scheme": one.scheme, "value": one.value}, one.value]}
        alike("/api/v1/status:batch", method="POST", json=asked, headers=token)


def test_anybody_is_told_the_same(alike, operators, app):
    with clock.at(clock.now()):
        for number, (tin, query) in enumerate(product(operators, QUERIES)):
            alike(status(tin, query), environ_base={"REMOTE_ADDR": f"10.9.{number // 250}.{number % 250}"})


KNOWN = ['"{tag}"', 'W/"{tag}"', '"other", "{tag}"', "*", '"other"', "{tag}", ""]
UNTIDY = ['"{tag}" other', '"other" other,"{tag}"', '"{tag}', ',\t"{tag}" ,']


@pytest.mark.parametrize("known", [*KNOWN, *UNTIDY])
def test_who_has_the_answer_already_is_told_so_alike(alike, operators, bearer, known):
    token, tin = bearer(), operators[0]
    tag = alike(status(tin), headers=token).headers["ETag"].strip('"')

    alike(status(tin), headers=token | {"If-None-Match": known.format(tag=tag)})
    alike(risk(tin), headers=token | {"If-None-Match": known.format(tag=tag)})


WRONG = [
    *map(status, ("ZZ404", "%3F%3F", "Z", "QQ1", "zz 1000-000001", "%EF%BC%BA%EF%BC%BA1000000001", "%FF")),
    *(
        status("ZZ1", f"?{query}")
        for query in ("for=aeof", "fro=any", "for=any&for=any", "for=", "for=%00", "scheme=duns", "scheme=lei")
    ),
    *(risk("ZZ1", query) for query in ("", "?role=captain", "?site=nowhere", "?mode=", "?for=any")),
]


def test_of_many_mistakes_the_first_are_told_alike(alike, bearer):
    body = orjson.dumps({"ids": ["ZZ1"]} | {f"no-{number}": 1 for number in range(500)})

    query = alike(status("ZZ1", "?" + "&".join(f"no{number}" for number in range(500))), headers=bearer())
    batch = alike("/api/v1/status:batch", method="POST", data=body, content_type="application/json", headers=bearer())

    assert [(answer.status_code, len(answer.json["errors"])) for answer in (query, batch)] == [(400, 20)] * 2


@pytest.mark.parametrize("path", WRONG)
@pytest.mark.parametrize("name", ["all", "none"])
def test_what_is_wrong_is_refused_alike(alike, bearer, path, name):
    assert alike(path, headers=bearer(name)).status_code in (200, 400, 403, 404, 422)


@pytest.mark.parametrize(
    "accept", ["application/json", "text/html", "*/*;q=0", "application/*", "text/html, */*;q=0.1", "", "json"]
)
def test_what_a_reader_takes_is_understood_alike(alike, bearer, operators, accept):
    alike(status(operators[0]), headers=bearer(Accept=accept))


BODIES = [
    *(b"", b"{", b"\xff", b"[]", b'{"ids": []}', b'{"ids": "ZZ1"}', b'{"ids": ["ZZ1"], "fro": 1}', b" " * 1_100_000),
    *(b'{"ids": ["ZZ1"], "for": "aeof"}', b'{"ids": ["ZZ1"], "role": "captain"}', b'{"ids": ["ZZ1"], "site": 7}'),
    b'{"ids": ["??", 7, null, {}, {"scheme": "lei"}, [], true, 1.5]}',
    b'{"ids": [1180591620717411303424, "ZZ1"]}',
    b'{"ids": ["zz 1000-000001", {"scheme": "tin", "value": "ZZ1000000001"}], "as_of": "now"}',
    b'{"ids": [' + b'"ZZ1",' * 1000 + b'"ZZ1"]}',
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
@pytest.mark.parametrize("kind", ["status", "risk"])
def test_a_body_is_read_alike(alike, bearer, body, kind):
    alike(f"/api/v1/{kind}:batch", method="POST", data=body, content_type="application/json", headers=bearer())


def test_very_many_marks_in_a_number_are_read_alike_and_at_once(alike, bearer):
    asked = orjson.dumps({"ids": [MARKS, {"scheme": "lei", "value": MARKS}]})

    with soon():
        answer = alike("/api/v1/status:batch", method="POST", data=asked, content_type="application/json", headers=bearer())
    assert answer.json["counts"] == {"error": 2}


@pytest.mark.parametrize("kind", ["text/plain", "application/json; charset=utf-8", "application/ld+json", "APPLICATION/JSON", ""])
def test_a_media_type_is_read_alike(alike, bearer, kind):
    alike("/api/v1/status:batch", method="POST", data=b'{"ids": ["ZZ1"]}', content_type=kind, headers=bearer())


def test_a_token_for_less_is_good_for_less(alike, bearer):
    assert alike(risk("ZZ404"), headers=bearer("all", "aeo.status")).status_code == 403
    assert alike(risk("ZZ404"), headers=bearer("status", "aeo.status", "aeo.risk")).status_code == 403


def test_what_is_left_ends_alike(alike, bearer, monkeypatch, operators):
    monkeypatch.setattr(IDS, "limit", 2)
    with clock.at((clock.now() + timedelta(minutes=1)).replace(second=10)):
        asked = {"ids": ["ZZ1"] * 3}
        answer = alike("/api/v1/status:batch", method="POST", json=asked, headers=bearer())

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "49")


def test_the_addresses_are_described_alike():
    for one in OPERATIONS.values():
        described = DESCRIBED[f"api.{one.name}"]
        assert (described.scopes, described.queries) == ((one.scope,), list(one.parameters))
