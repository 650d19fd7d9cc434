"""What a look-up node keeps beside the register."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from app.api.schemas.discovery import KeysAnswer
from app.api.schemas.response_model import Moment, ResponseModel


class PolicyTurn(ResponseModel):
    """From when on a policy is in force: until the next one begins."""

    from_at: Moment
    policy: str = Field(examples=["2026.1"])


class NodeAnswer(ResponseModel):
    """All of it; read anew when the feed tells of other keys or another policy."""

    keys: KeysAnswer
    policies: list[dict[str, Any]] = Field(description="Their texts.", examples=[[{"id": "2026.1"}]])
    periods: list[PolicyTurn] = Field(description="The first to begin first; of two that begin together the last stands.")
