"""Access tokens for systems: OAuth 2.0 client credentials."""

from __future__ import annotations

import orjson
from flask import abort, request
from flask.typing import ResponseReturnValue

from app.accounts import clients
from app.accounts.clients import WrongSecret
from app.accounts.models import ApiClient
from app.api import api, schemas
from app.api.errors import Refusal
from app.api.headers import once
from app.api.limits import count_token
from app.api.operations import described
from app.core.tokens import LIFETIME
from app.extensions import db, transaction
from app.signing import tokens

FORM = "application/x-www-form-urlencoded"


@api.post("/oauth/token")
@described(
    "Get an access token",
    "Client credentials by HTTP Basic. Without scope the token has all the scopes of the client. It lasts ten minutes.",
    basic=True,
    form=schemas.TokenQuestion,
    answers=(schemas.TokenAnswer,),
    problems=("invalid-request", "unauthenticated", "unsupported-media-type", "rate-limited"),
)
def issue_token() -> ResponseReturnValue:
    if request.mimetype != FORM:
        abort(415)
    client = authenticated()
    if request.form.get("grant_type") != "client_credentials":
        raise oauth("invalid-request", "unsupported_grant_type", "grant_type must be client_credentials.")
    scopes = scopes_for(client)
    with transaction() as session:
        token = tokens.issue(session, client.client_id, scopes)
    answer = {
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": int(LIFETIME.total_seconds()),
        "scope": " ".join(sorted(scopes)),
    }
    return once(orjson.dumps(answer))


def authenticated() -> ApiClient:
    given = request.authorization
    name = (given.username or "") if given and given.type == "basic" else ""
    if not (name and name.isprintable()):
        raise unknown("Send client_id and secret by HTTP Basic.")
    count_token(name)
    try:
        return clients.authenticate(db.session, name, (given and given.password) or "")
    except WrongSecret as error:
        raise unknown(str(error)) from None


def scopes_for(client: ApiClient) -> set[str]:
    """What was asked for, or all the client has."""
    asked = set(request.form.get("scope", "").split())
    if missing := asked.difference(client.scopes):
        raise oauth("invalid-request", "invalid_scope", f"This client does not have {', '.join(sorted(missing))}.")
    return asked or set(client.scopes)


def unknown(detail: str) -> Refusal:
    return oauth("unauthenticated", "invalid_client", detail, headers={"WWW-Authenticate": 'Basic realm="aeo"'})


def oauth(slug: str, error: str, detail: str, headers: dict[str, str] | None = None) -> Refusal:
    """A problem that also says what OAuth's own readers look for (RFC 6749, 5.2)."""
    return Refusal(slug, detail, headers=headers, error=error, error_description=detail)
