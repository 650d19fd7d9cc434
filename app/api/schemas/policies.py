"""The policies of the modifier."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from app.api.schemas.response_model import Moment, ResponseModel
from app.api.schemas.risk import Policy


class PolicyPeriod(ResponseModel):
    """From when on a policy is in force: until the next one begins."""

    policy: str = Field(examples=["2026.1"])
    sha256: str = Field(examples=["9f2c0000000000000000000000000000000000000000000000000000000000aa"])
    from_at: Moment


class PoliciesAnswer(ResponseModel):
    """The policies that are, were or will be in force."""

    in_force: Policy
    periods: list[PolicyPeriod]


class PolicyAnswer(ResponseModel):
    """A policy with its whole text."""

    id: str = Field(examples=["2026.1"])
    sha256: str = Field(examples=["9f2c0000000000000000000000000000000000000000000000000000000000aa"])
    policy: dict[str, Any]
