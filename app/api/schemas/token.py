"""Access tokens."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from app.api.schemas.response_model import ResponseModel


class Proof(BaseModel):
    """How a client proves who it is, where it does not send its secret by HTTP Basic."""

    client_assertion_type: Literal["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"] | None = None
    client_assertion: str | None = Field(
        None, description="A JWT signed by a registered key (RFC 7523).", examples=["eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl"]
    )


class TokenQuestion(Proof):
    """A request for a token."""

    grant_type: Literal["client_credentials"]
    scope: str | None = Field(
        None, description="Separated by spaces; all scopes of the client without it.", examples=["aeo.status"]
    )


class RevocationQuestion(Proof):
    """A request to end a token."""

    token: str = Field(examples=["eyJhbGciOiJFUzI1NiIsImtpZCI6Ik4iLCJ0eXAiOiJhdCtqd3QifQ.e30.c2lnbmF0dXJl"])
    token_type_hint: Literal["access_token"] | None = None


class TokenAnswer(ResponseModel):
    """An access token."""

    access_token: str = Field(examples=["eyJhbGciOiJFUzI1NiIsImtpZCI6Ik4iLCJ0eXAiOiJhdCtqd3QifQ.e30.c2lnbmF0dXJl"])
    token_type: Literal["Bearer"]
    expires_in: int = Field(examples=[600])
    scope: str = Field(examples=["aeo.risk aeo.status"])
