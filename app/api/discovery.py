"""Where other systems find what they need to begin: the public keys, and the addresses of everything."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import orjson
from flask import Response, request

from app.accounts.assertions import SIGNED_BY
from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.operations import IF_NONE_MATCH, described
from app.config import settings
from app.core import clock
from app.core.tokens import ALGORITHM, AUDIENCE, ISSUER
from app.extensions import db
from app.register.status_list.places import all_lists
from app.signing import service as signing

MINUTES = "public, max-age=300, stale-while-revalidate=300, stale-if-error=86400"


@api.get("/.well-known/jwks.json")
@described(
    "Get the public keys",
    "A JWKS (RFC 7517) of the keys that sign tokens, snapshots and status lists: those in force, those to come and those whose"
    " signatures may still be met. A signature with another kid: ask again, at most once a minute.",
    is_public=True,
    parameters=(IF_NONE_MATCH,),
    answers=(schemas.KeysAnswer,),
)
def show_keys() -> Response:
    return kept_for_minutes(signing.publish(db.session))


@api.get("/.well-known/aeo-configuration")
@described(
    "Get the addresses",
    "Where tokens are given, keys are published and the register is asked, and in which ways.",
    is_public=True,
    parameters=(IF_NONE_MATCH,),
    answers=(schemas.ConfigurationAnswer,),
)
def show_configuration() -> Response:
    return kept_for_minutes(configuration())


def configuration() -> dict[str, object]:
    """Names as in RFC 8414 where it has one."""
    base = settings().base_url
    return {
        "issuer": base,
        "token_issuer": ISSUER,
        "token_audience": AUDIENCE,
        "token_endpoint": f"{base}/oauth/token",
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": list(SIGNED_BY),
        "tls_client_certificate_bound_access_tokens": bool(settings().certificates_from.networks),
        "token_signing_alg_values_supported": [ALGORITHM],
        "revocation_endpoint": f"{base}/oauth/revoke",
        "grant_types_supported": ["client_credentials"],
        "scopes_supported": list(Scope),
        "jwks_uri": f"{base}/.well-known/jwks.json",
        "api": f"{base}{BASE}",
        "status_list_aggregation_endpoint": all_lists(),
        "openapi": f"{base}/openapi.json",
        "service_documentation": f"{base}/for-systems",
        "time_zone": clock.zone().key,
    }


def kept_for_minutes(document: Mapping[str, object]) -> Response:
    """The same for everybody, kept for some minutes; 304 to whoever has it already."""
    body = orjson.dumps(document)
    response = Response(body, content_type="application/json")
    response.headers["Cache-Control"] = MINUTES
    response.set_etag(sha256(body).hexdigest()[:32])
    response.make_conditional(request)
    return response
