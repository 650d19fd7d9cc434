"""Keys and addresses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.api.schemas.response_model import ResponseModel

Address = Annotated[str, Field(json_schema_extra={"format": "uri"}, examples=["https://aeo.customs.example/oauth/token"])]


class PublicKey(ResponseModel):
    """A public key (RFC 7517)."""

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: str = Field(examples=["TdOU2_GGYGN_vbjF0TMYHyj8gG2Dit7c8NkOIH2eFlo"])
    y: str = Field(examples=["poBthjW5R3H3V0OA_gTaWj9VAP5pOJo45Zih7t6qDyA"])
    kid: str = Field(examples=["CowzRGAdTmmUknMnYW8X1rsXSNunompj4dCeJEq1lpI"])
    use: Literal["sig"]
    alg: Literal["ES256"]


class KeysAnswer(ResponseModel):
    """The public keys."""

    keys: list[PublicKey]


class ConfigurationAnswer(ResponseModel):
    """Where everything is."""

    issuer: Address
    token_issuer: str = Field(description="`iss` of access tokens.", examples=["aeo-portal"])
    token_audience: str = Field(description="`aud` of access tokens.", examples=["aeo-api"])
    token_endpoint: Address
    token_endpoint_auth_methods_supported: list[str] = Field(examples=[["client_secret_basic", "private_key_jwt"]])
    token_endpoint_auth_signing_alg_values_supported: list[str] = Field(examples=[["ES256"]])
    tls_client_certificate_bound_access_tokens: bool = Field(examples=[True])
    token_signing_alg_values_supported: list[str] = Field(examples=[["ES256"]])
    revocation_endpoint: Address
    grant_types_supported: list[str] = Field(examples=[["client_credentials"]])
    scopes_supported: list[str] = Field(examples=[["aeo.status"]])
    jwks_uri: Address
    status_list_aggregation_endpoint: Address
    api: Address
    openapi: Address
    service_documentation: Address
    time_zone: str = Field(description="Of the authority: its days begin in it.", examples=["Europe/Vienna"])


class StatusListsAnswer(ResponseModel):
    """Every status list there is."""

    status_lists: list[Address] = Field(examples=[["https://aeo.customs.example/statuslists/1"]])
