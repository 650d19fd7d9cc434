"""The modifier, with everything it rests on."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from app.api.schemas.response_model import OF_A_MOMENT, Moment, Receipt, ResponseModel, Tin, TypeCode
from app.api.schemas.status import SuspendedPart
from app.risk.codes import explained

PARTS = (
    "What is suspended by itself; left out where nothing is. The figures of a question that names no role and no site do not"
    " count it: ask with those of the shipment. One of such a part has the gate G02."
)


class Figure(ResponseModel):
    """Points to be added to the score of a shipment in one domain; a negative number is trust.

    The components of an open figure add up to its value. A closed one is 0 and has a gate, but no band; it has no component
    beside an open one.
    """

    value: int = Field(le=0, ge=-50, examples=[-21])
    band: Literal["A", "B", "C", "D"] | None = Field(description="By the policy; A is the most credit.", examples=["A"])
    gate: str | None = Field(None, description="The code that closed the figure.", examples=["G02"])


class Figures(ResponseModel):
    fiscal: Figure
    security: Figure


class Policy(ResponseModel):
    """The edition of the rules under which it was computed."""

    id: str = Field(examples=["2026.1"])
    sha256: str = Field(examples=["9f2c0000000000000000000000000000000000000000000000000000000000aa"])


class Component(ResponseModel):
    """One line of the sum."""

    code: str = Field(description=explained(), examples=["T10"])
    figure: Literal["fiscal", "security"]
    points: int = Field(description="What it adds to the figure; a negative number is trust.", examples=[-3])
    best: int = Field(description="The most credit it can give.", examples=[-4])
    lost: int = Field(description="points - best", examples=[1])
    fact: dict[str, Any] = Field(description="What it rests on; each code has its own.", examples=[{"years": 3}])


class SuspendedPartOf(SuspendedPart):
    """A part of the authorisation of this type."""

    type: TypeCode


class RiskAnswer(ResponseModel):
    """The modifier of an operator, with everything it rests on."""

    tin: Tin
    as_of: Moment = Field(description="The moment it was computed for, or was asked about. It holds until valid_until.")
    modifier: int = Field(description="The weaker of the two figures, for an engine that takes one.", examples=[-20])
    figures: Figures
    range: tuple[int, int] = Field(description="Between these every figure lies, by the policy.", examples=[[-50, 0]])
    policy: Policy
    computed_at: Moment
    next_change_at: Moment | None = Field(
        description="When the figures may change next if nothing happens; nothing where they cannot."
    )
    valid_until: Moment = Field(description="After this moment treat the figures as 0 and ask again.")
    components: list[Component]
    reasons: list[str] = Field(
        description="At most four codes, as in components and gates, by points lost: why the credit is not higher.",
        examples=[["C10", "T10"]],
    )
    suspended_parts: list[SuspendedPartOf] | None = Field(None, description=PARTS)
    known_at: Moment | None = Field(None, description=OF_A_MOMENT)
    receipt: Receipt | None = Field(None, description="Gives the same answer again at /api/v1/receipts.")
