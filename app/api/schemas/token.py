"""Access tokens."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from app.api.schemas.told import Told


class TokenQuestion(BaseModel):
    """A request for a token."""

    grant_type: Literal["client_credentials"]
    scope: str | None = Field(
        None, description="Separated by spaces; all scopes of the client without it.", examples=["aeo.status"]
    )


class TokenAnswer(Told):
    """An access token."""

    access_token: str = Field(examples=["eyJhbGciOiJFUzI1NiIsImtpZCI6Ik4iLCJ0eXAiOiJhdCtqd3QifQ.e30.c2lnbmF0dXJl"])
    token_type: Literal["Bearer"]
    expires_in: int = Field(examples=[600])
    scope: str = Field(examples=["aeo.risk aeo.status"])
