"""Which client asks for a token, or for the end of one: by its secret or by its key, and from its own certificate."""

from __future__ import annotations

from flask import abort, g, request

from app.accounts import assertions, clients
from app.accounts.assertions import WrongAssertion
from app.accounts.clients import WrongSecret
from app.accounts.models import ApiClient
from app.api.access import certificate
from app.api.errors import Refusal
from app.api.limits import count_token
from app.config import settings
from app.core.isolation import SYSTEM, enter
from app.extensions import db, transaction

FORM = "application/x-www-form-urlencoded"


def authenticated() -> ApiClient:
    """The client, or the refusal in OAuth's words."""
    if request.mimetype != FORM:
        abort(415)
    client = by_key() if "client_assertion" in request.form else by_secret()
    if client.certificates and certificate() not in client.certificates:
        raise unknown("This client asks with one of its certificates.")
    g.asker = client.client_id
    enter(db.session, SYSTEM)  # what follows is written by the portal itself: keys, the end of tokens, and the news of both
    return client


def by_secret() -> ApiClient:
    given = request.authorization
    name = (given.username or "") if given and given.type == "basic" else ""
    if not (name and name.isprintable()):
        raise unknown("Send client_id and secret by HTTP Basic, or an assertion signed by your key.")
    count_token(name)
    try:
        return clients.authenticate(db.session, name, (given and given.password) or "")
    except WrongSecret as error:
        raise unknown(str(error)) from None


def by_key() -> ApiClient:
    """In a transaction of its own: an assertion is used up, also where what is asked with it is refused."""
    if request.form.get("client_assertion_type") != assertions.KIND:
        raise oauth("invalid-request", "invalid_request", f"client_assertion_type must be {assertions.KIND}.")
    if "Authorization" in request.headers:
        raise oauth("invalid-request", "invalid_request", "Prove who you are in one way, not in two.")
    assertion = request.form["client_assertion"]
    name = assertions.name_of(assertion)
    count_token(name)
    try:
        with transaction() as session:
            return assertions.authenticate(session, assertion, audiences())
    except WrongAssertion as error:
        raise unknown(str(error)) from None


def audiences() -> tuple[str, ...]:
    base = settings().base_url
    return f"{base}/oauth/token", base


def unknown(detail: str) -> Refusal:
    return oauth("unauthenticated", "invalid_client", detail, headers={"WWW-Authenticate": 'Basic realm="aeo"'})


def oauth(slug: str, error: str, detail: str, headers: dict[str, str] | None = None) -> Refusal:
    """A problem that also says what OAuth's own readers look for (RFC 6749, 5.2)."""
    return Refusal(slug, detail, headers=headers, error=error, error_description=detail)
