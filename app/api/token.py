"""Access tokens for systems: OAuth 2.0 client credentials."""

from __future__ import annotations

import orjson
from flask import request
from flask.typing import ResponseReturnValue

from app.accounts.models import ApiClient
from app.api import api, schemas
from app.api.access import certificate
from app.api.headers import uncached
from app.api.operations import described
from app.api.proof import authenticated, oauth
from app.core.tokens import LIFETIME
from app.extensions import transaction
from app.signing import tokens

PROBLEMS = ("invalid-request", "unauthenticated", "too-large", "unsupported-media-type", "rate-limited")


@api.post("/oauth/token")
@described(
    "Get an access token",
    "Client credentials by HTTP Basic, or private_key_jwt (RFC 7523). Without scope the token has all the scopes of the client."
    " It lasts ten minutes. Asked for with a client certificate it is bound to that one (RFC 8705).",
    basic=True,
    form=schemas.TokenQuestion,
    answers=(schemas.TokenAnswer,),
    problems=PROBLEMS,
)
def issue_token() -> ResponseReturnValue:
    client = authenticated()
    if request.form.get("grant_type") != "client_credentials":
        raise oauth("invalid-request", "unsupported_grant_type", "grant_type must be client_credentials.")
    scopes = scopes_for(client)
    with transaction() as session:
        token = tokens.issue(session, client.client_id, scopes, certificate(), client.access.tokens_end)
    answer = {
        "access_token": token,
        "token_type": "Bearer",
        "expires_in": int(LIFETIME.total_seconds()),
        "scope": " ".join(sorted(scopes)),
    }
    return uncached(orjson.dumps(answer))


def scopes_for(client: ApiClient) -> set[str]:
    """What was asked for, or all the client has."""
    wanted = set(request.form.get("scope", "").split())
    if missing := wanted.difference(client.scopes):
        raise oauth("invalid-request", "invalid_scope", f"This client does not have {', '.join(sorted(missing))}.")
    return wanted or set(client.scopes)
