"""Ending a token before its time (RFC 7009)."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, request
from flask.typing import ResponseReturnValue

from app.accounts import client_changes
from app.accounts.models import ApiClient
from app.api import api, schemas
from app.api.headers import NEVER
from app.api.operations import described
from app.api.proof import authenticated, oauth
from app.api.token import PROBLEMS
from app.core.tokens import Bearer, InvalidToken
from app.extensions import db, transaction
from app.signing import tokens


@api.post("/oauth/revoke")
@described(
    "End a token",
    "Ends this token and every one the client got before it, at once here and within a second at look-up nodes (RFC 7009)."
    " Nobody keeps a list of tokens: what is kept is until when those of a client have ended. A token that is none is no fault.",
    basic=True,
    form=schemas.RevocationQuestion,
    problems=PROBLEMS,
)
def revoke_token() -> ResponseReturnValue:
    client = authenticated()
    if "token" not in request.form:
        raise oauth("invalid-request", "invalid_request", "Send the token.")
    with transaction() as session:
        if bearer := own(client, request.form["token"]):
            client_changes.end_tokens(session, client, datetime.fromtimestamp(bearer.issued, UTC), by=None)
    response = Response(headers={"Cache-Control": NEVER})
    del response.headers["Content-Type"]
    return response


def own(client: ApiClient, token: str) -> Bearer | None:
    """What the token says; None for one that opens nothing anyway. That of another client is not this one's to end."""
    try:
        bearer = tokens.verify(db.session, token)
    except InvalidToken:
        return None
    if bearer.client_id != client.client_id:
        raise oauth("invalid-request", "invalid_grant", "The token is that of another client.")
    return bearer
