"""Whether it is well, and what went wrong."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class HealthAnswer(BaseModel):
    """Whether it is well, and what is wrong with which part."""

    status: Literal["ok", "unavailable"]
    database: str | None = Field(None, examples=["ok"])
    migrations: str | None = Field(None, examples=["0012"])


class ProblemAnswer(BaseModel):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["/problems/not-found"])
    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is nothing at this address that may be shown."])
    instance: str | None = Field(None, description="The id of the request.")
    errors: list[dict[str, str]] | None = None
    retry_after: int | None = None
    snapshot: str | None = Field(
        None, description="Where to begin anew, if the feed cannot be read on.", examples=["/api/v1/snapshots/latest"]
    )
    error: str | None = Field(None, description="The same in the word of OAuth, from /oauth.", examples=["invalid_client"])
