"""Access tokens: only ours, of the right kind, in time."""

import base64
from datetime import timedelta

import orjson
import pytest
from joserfc import jws
from joserfc.jwk import ECKey, OctKey

from app.core import clock, tokens
from app.core.tokens import Bearer, InvalidToken, UnknownKey

KEY, ANOTHER = (ECKey.generate_key("P-256", auto_kid=True) for _ in range(2))
PUBLIC = {KEY.kid: ECKey.import_key(KEY.as_dict(private=False))}


def signed(key=KEY, typ="at+jwt", alg="ES256", kid=KEY.kid, **claims):
    said = orjson.loads(tokens.claims("engine", {"aeo.status"}, clock.now())) | claims
    kept = {name: value for name, value in said.items() if value is not None}
    head = {"alg": alg, "typ": typ, "kid": kid}
    return jws.serialize_compact({n: v for n, v in head.items() if v}, orjson.dumps(kept), key, algorithms=[alg])


def verified(token, after=timedelta(0)):
    return tokens.verify(token, PUBLIC, clock.now() + after)


def test_a_token_names_its_client_its_scopes_and_its_end():
    with clock.at(clock.now().replace(microsecond=0)):
        now = int(clock.now().timestamp())
        assert verified(signed()) == Bearer("engine", frozenset({"aeo.status"}), now, now + 600)


def test_a_token_may_be_bound_to_a_certificate():
    assert verified(signed(cnf={"x5t#S256": "thumb"})).certificate == "thumb"


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": ANOTHER},
        {"typ": "JWT"},
        {"typ": None},
        {"kid": None},
        {"aud": "another-api"},
        {"iss": "somebody"},
        {"sub": None},
        {"sub": "a\0b"},
        {"iat": None},
        {"exp": None},
        {"exp": 1},
        {"exp": "tomorrow"},
        {"cnf": {"jkt": "another kind of binding"}},
        {"cnf": {}},
    ],
)
def test_any_other_token_is_none(wrong):
    with pytest.raises(InvalidToken):
        verified(signed(**wrong))


def other_spellings(token):
    head, body, signature = token.split(".")
    yield from (f"{token}=", f"{token}!", f" {token}", f"{token}\n", f"{head}.{body}.{signature[:-1]}!{signature[-1]}")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    yield token[:-1] + letters[letters.index(token[-1]) + 1]  # bits that nobody reads


def test_a_token_has_one_spelling():
    """Look-ups remember good tokens as they are sent."""
    for other in other_spellings(signed()):
        with pytest.raises(InvalidToken):
            verified(other)


def test_a_key_that_is_not_there_is_named():
    with pytest.raises(UnknownKey) as refused:
        verified(signed(kid="newer"))
    assert refused.value.kid == "newer"


def test_a_token_ends_after_ten_minutes():
    token = signed()

    assert verified(token, timedelta(minutes=9, seconds=58))
    with pytest.raises(InvalidToken):
        verified(token, timedelta(minutes=10))


def test_the_public_key_as_a_shared_secret_signs_nothing():
    secret = OctKey.import_key(orjson.dumps(KEY.as_dict(private=False)))

    with pytest.raises(InvalidToken):
        verified(signed(key=secret, alg="HS256"))


def test_a_token_that_says_it_needs_no_signature_is_none():
    head, body, _ = signed().split(".")
    unsigned = base64.urlsafe_b64encode(orjson.dumps({"alg": "none", "typ": "at+jwt", "kid": KEY.kid})).rstrip(b"=").decode()

    for token in (f"{unsigned}.{body}.", f"{head}.{body}.", f"{head}.{body}", "", "..", "a.b.c"):
        with pytest.raises(InvalidToken):
            verified(token)


@pytest.mark.parametrize("body", [b"[]", b"no json", b'"text"'])
def test_what_is_signed_but_no_set_of_claims_is_none(body):
    token = jws.serialize_compact({"alg": "ES256", "typ": "at+jwt", "kid": KEY.kid}, body, KEY, algorithms=["ES256"])

    with pytest.raises(InvalidToken):
        verified(token)
