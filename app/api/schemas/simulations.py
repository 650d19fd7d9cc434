"""What a policy would make of the operators there are."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypeAliasType

from app.api.schemas.response_model import Moment, ResponseModel
from app.api.schemas.risk import Policy
from app.risk.simulation.states import State

Operators = Annotated[int, Field(examples=[120])]
SimulationState = TypeAliasType(
    "SimulationState", Annotated[str, Field(json_schema_extra={"enum": list(State)}, examples=[State.DONE])]
)
Band = Annotated[str, Field(description="none where no authorisation counts.", examples=["A"])]


class AtValue(ResponseModel):
    """How many have this figure."""

    value: int = Field(examples=[-21])
    operators: Operators


class FromBand(ResponseModel):
    """How many go from one band to the other, or stay."""

    before: Band
    after: Band
    operators: Operators


class FoundInBand(ResponseModel):
    """What controls of the last 12 months found of them: checks and errors of the sample, and all offences."""

    before: Band
    after: Band
    checks: int = Field(examples=[340])
    errors: int = Field(examples=[9])
    offences: int = Field(examples=[1])


class SimulatedFigure(ResponseModel):
    """One figure of all operators, under the policy in force (before) and the one asked about (after)."""

    before: list[AtValue]
    after: list[AtValue]
    bands: list[FromBand]
    stability_index: float = Field(description="Under 0.1 little moves, from 0.25 much.", examples=[0.143])
    moved_far: int = Field(description="By ten points or more.", examples=[3])
    found: list[FoundInBand]


class SimulationAnswer(ResponseModel):
    """A simulation, and how far it is."""

    id: UUID = Field(examples=["6f1c2a8e-3b7d-4e57-9d51-0c6f5f0e8a11"])
    policy: Policy
    against: Policy
    state: SimulationState
    asked_at: Moment
    operators: Operators
    counted: Operators
    figures: dict[Literal["fiscal", "security"], SimulatedFigure] | None = Field(description="None until it is done.")
