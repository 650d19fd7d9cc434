"""Who asks: the system that a bearer token names, or anybody."""

from __future__ import annotations

from flask import g, request

from app.accounts import clients
from app.accounts.clients import Scope
from app.api.operations import OPERATIONS
from app.config import settings
from app.core import certificates
from app.core.isolation import CLIENT, enter
from app.core.refusals import AccessEnded, BadToken, BeyondScope, NotBearer, NoToken
from app.core.tokens import Bearer, InvalidToken
from app.extensions import db
from app.signing import tokens


def identify() -> None:
    """Before every answer. With a good token the register is read whole, without one only what is public."""
    g.client, g.asker, g.scopes = None, None, frozenset()
    bearer = sent()
    if bearer is None:
        return
    enter(db.session, CLIENT)
    g.client = clients.active(db.session, bearer.client_id)
    if g.client is None:
        raise AccessEnded
    g.asker = bearer.client_id
    try:
        g.scopes = g.client.access.open(bearer, certificate())
    except InvalidToken as error:
        raise BadToken(str(error)) from None


def sent() -> Bearer | None:
    """What the token says; None where none was sent, or none is read: where tokens are given, keys and addresses."""
    operation = OPERATIONS.get(request.endpoint or "")
    if "Authorization" not in request.headers or (operation and not operation.scopes):
        return None
    credentials = request.authorization
    if credentials is None or credentials.type != "bearer" or not credentials.token:
        raise NotBearer
    try:
        return tokens.verify(db.session, credentials.token)
    except InvalidToken:
        raise BadToken from None


def certificate() -> str | None:
    """Of the system at the other end, if a trusted proxy tells of one."""
    return certificates.of(request.environ, settings().certificates_from)


def need(scope: Scope) -> None:
    """Go on if the token covers it: 401 without a token, 403 without the scope."""
    if g.client is None:
        raise NoToken
    if scope not in g.scopes:
        raise BeyondScope(scope)
