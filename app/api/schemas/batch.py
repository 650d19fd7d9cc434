"""Many operators at once."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from app.api.schemas.response_model import OF_A_MOMENT, Day, Label, Moment, ResponseModel, Tin
from app.api.schemas.risk import PARTS, Figures, SuspendedPartOf

Result = Literal[
    "valid",
    "not_yet_valid",
    "suspended",
    "revoked",
    "expired",
    "withdrawn",
    "withdrawn_under_procedure",
    "annulled",
    "superseded",
    "not_found",
    "error",
    "unavailable",
]


class BatchResult(ResponseModel):
    """The answer to one of the numbers."""

    id: Any = Field(description="As it was sent.", examples=["zz 1000-000002"])
    normalized: Tin | None = Field(None, description="The TIN that was looked up, where it is not what was sent.")
    result: Result = Field(examples=["suspended"])
    type: Label | None = Field(None, description="The authorisations that have this status.", examples=["aeoc"])
    since: Day | None = Field(None, description="Since when they have it.")
    suspended_in_part: Literal[True] | None = Field(
        None, description="Single roles or sites of these authorisations are suspended: the answer for one operator says which."
    )
    seq: int | None = Field(None, examples=[981723])
    problem: str | None = Field(None, examples=["/problems/invalid-identifier"])


class BatchAnswer(ResponseModel):
    """One result for each number, in the order asked."""

    results: list[BatchResult]
    counts: dict[str, int] = Field(examples=[{"valid": 1, "suspended": 1, "error": 1}])
    as_of: Moment | None = Field(None, description=OF_A_MOMENT)
    known_at: Moment | None = Field(None, description=OF_A_MOMENT)


class RiskBatchResult(ResponseModel):
    """The answer to one of the numbers. All but `found` give no credit, and hold nothing against the operator."""

    id: Any = Field(description="As it was sent.", examples=["zz 1000-000002"])
    normalized: Tin | None = Field(None, description="The TIN that was looked up, where it is not what was sent.")
    result: Literal["found", "not_found", "error", "unavailable"] = Field(examples=["found"])
    modifier: int | None = Field(None, description="The weaker of the two figures.", examples=[-20])
    figures: Figures | None = None
    valid_until: Moment | None = Field(None, description="After this moment treat the figures as 0 and ask again.")
    reasons: list[str] | None = Field(None, examples=[["C10", "T10"]])
    suspended_parts: list[SuspendedPartOf] | None = Field(None, description=PARTS)
    seq: int | None = Field(None, examples=[981723])
    problem: str | None = Field(None, examples=["/problems/invalid-identifier"])


class RiskBatchAnswer(ResponseModel):
    """One result for each number, in the order asked."""

    results: list[RiskBatchResult]
    counts: dict[str, int] = Field(examples=[{"found": 2, "error": 1}])
    as_of: Moment | None = Field(None, description=OF_A_MOMENT)
    known_at: Moment | None = Field(None, description=OF_A_MOMENT)
