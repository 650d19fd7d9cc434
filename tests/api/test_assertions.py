"""Getting a token by a key of the system's own (private_key_jwt)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import orjson
import pytest
from joserfc import jws
from joserfc.jwk import ECKey, OctKey, RSAKey
from sqlalchemy import func, select

from app.accounts import assertions, client_changes, client_keys, clients
from app.accounts.assertions import UsedAssertion
from app.config import settings
from app.core import clock, ids

KEY, ANOTHER = (ECKey.generate_key("P-256", auto_kid=True) for _ in range(2))
TOKEN = "/oauth/token"


def public(key):
    return key.as_dict(private=False)


def aud():
    return f"{settings().base_url}/oauth/token"


@pytest.fixture
def signer(session, give):
    """A system that signs in by its key."""
    system = give("aeo.status", "aeo.risk")
    client_changes.register_keys(session, system, client_keys.read_keys(orjson.dumps(public(KEY)).decode()), by=None)
    session.commit()
    return system


def asserted(system, key=KEY, alg="ES256", head=None, **claims):
    now = int(clock.now().timestamp())
    usual = {"iss": system.client_id, "sub": system.client_id, "aud": aud(), "jti": str(ids.fresh()), "iat": now, "exp": now + 60}
    said = {name: value for name, value in (usual | claims).items() if value is not None}
    return jws.serialize_compact({"alg": alg} | (head or {}), orjson.dumps(said), key, algorithms=[alg])


def ask(client, assertion, **form):
    usual = {"grant_type": "client_credentials", "client_assertion_type": assertions.KIND, "client_assertion": assertion}
    return client.post(TOKEN, data=usual | form)


@pytest.mark.parametrize("name", ["a\0b", "a\nb", 7, ["engine"], {}, None, True])
def test_one_from_nobody_that_could_be_known_is_refused_like_any_other(client, signer, name):
    assert ask(client, asserted(signer, sub=name)).status_code == 401


def test_a_signed_assertion_gets_a_token(client, signer):
    answer = ask(client, asserted(signer), scope="aeo.risk")

    assert (answer.status_code, answer.json["scope"]) == (200, "aeo.risk")


@pytest.mark.parametrize("aud", ["token", "issuer", "list"])
def test_it_may_be_meant_for_the_address_or_for_the_portal(client, signer, aud):
    base = settings().base_url
    meant = {"token": f"{base}/oauth/token", "issuer": base, "list": ["https://elsewhere.example", base]}[aud]

    assert ask(client, asserted(signer, aud=meant)).status_code == 200


def test_each_assertion_is_taken_once(client, signer):
    assertion = asserted(signer)

    answers = [ask(client, assertion) for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 401]
    assert answers[1].json["error"] == "invalid_client"
    assert "used before" in answers[1].json["detail"]


@pytest.mark.parametrize("refused", [{"grant_type": "password"}, {"scope": "aeo.search"}])
def test_what_is_refused_uses_it_up_too(client, signer, refused):
    assertion = asserted(signer)

    answers = [ask(client, assertion, **refused), ask(client, assertion)]

    assert [one.status_code for one in answers] == [400, 401]


def test_of_two_that_arrive_at_once_one_is_taken(app, signer):
    assertion = asserted(signer)

    with ThreadPoolExecutor(4) as many:
        answers = list(many.map(lambda _: ask(app.test_client(), assertion).status_code, range(4)))

    assert sorted(answers) == [200, 401, 401, 401]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"aud": "https://elsewhere.example/oauth/token"}, "aud of the assertion"),
        ({"aud": None}, "aud of the assertion"),
        ({"iss": "another"}, "iss and sub"),
        ({"jti": None}, "jti"),
        ({"jti": 7}, "jti"),
        ({"exp": None}, "exp of the assertion"),
        ({"exp": "soon"}, "exp of the assertion"),
        ({"exp": 1}, "exp of the assertion"),
        ({"exp": 4_000_000_000}, "exp of the assertion"),
        ({"iat": 4_000_000_000}, "exp of the assertion"),
        ({"nbf": 4_000_000_000}, "exp of the assertion"),
    ],
)
def test_who_has_the_key_is_told_what_is_wrong(client, signer, wrong, said):
    answer = ask(client, asserted(signer, **wrong))

    assert (answer.status_code, answer.json["error"]) == (401, "invalid_client")
    assert said in answer.json["detail"]


@pytest.mark.parametrize("fault", ["another key", "another kid", "the public key as a secret", "unsigned", "no JWT", "nobody"])
def test_who_has_not_is_told_nothing(client, signer, fault):
    good = asserted(signer)
    body = good.split(".")[1]
    secret = OctKey.import_key(orjson.dumps(public(KEY)))
    sent = {
        "another key": lambda: asserted(signer, ANOTHER),
        "another kid": lambda: asserted(signer, head={"kid": "another"}),
        "the public key as a secret": lambda: asserted(signer, secret, "HS256"),
        "unsigned": lambda: f"eyJhbGciOiJub25lIn0.{body}.",
        "no JWT": lambda: "no jwt",
        "nobody": lambda: asserted(signer, sub="nobody", iss="nobody"),
    }[fault]()

    answer = ask(client, sent)

    assert (answer.status_code, answer.json["detail"]) == (401, "Unknown client, or the assertion is not signed by its key.")


def test_a_key_signs_in_its_own_way_only(client, session, give):
    system, key = give("aeo.status"), RSAKey.generate_key(2048, auto_kid=True)
    told = public(key) | {"alg": "PS256"}
    client_changes.register_keys(session, system, client_keys.read_keys(orjson.dumps(told).decode()), by=None)
    session.commit()

    assert ask(client, asserted(system, key, "PS256")).status_code == 200
    assert ask(client, asserted(system, key, "RS256")).status_code == 401


def test_while_keys_are_changed_both_are_taken(client, session, signer):
    both = orjson.dumps({"keys": [public(KEY), public(ANOTHER)]}).decode()
    client_changes.register_keys(session, signer, client_keys.read_keys(both), by=None)
    session.commit()

    for key in (KEY, ANOTHER):
        assert ask(client, asserted(signer, key, head={"kid": key.kid})).status_code == 200


def test_a_system_that_is_out_gets_none(client, session, signer):
    clients.disable(session, signer, by=None)
    session.commit()

    assert ask(client, asserted(signer)).status_code == 401


@pytest.mark.parametrize("more", ["basic", "another kind"])
def test_one_proof_of_the_known_kind_is_sent(client, signer, more):
    if more == "basic":
        headers, form = {"Authorization": "Basic eDp5"}, {}
    else:
        headers, form = {}, {"client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"}
    usual = {"grant_type": "client_credentials", "client_assertion_type": assertions.KIND, "client_assertion": asserted(signer)}

    answer = client.post(TOKEN, data=usual | form, headers=headers)

    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")


def test_what_was_used_is_forgotten_once_it_is_over(client, session, signer):
    ask(client, asserted(signer))

    with clock.at(clock.now() + timedelta(minutes=5)):
        assertions.sweep(session)

    assert session.scalar(select(func.count()).select_from(UsedAssertion)) == 0
