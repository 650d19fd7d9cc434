"""What look-up nodes tell of their answers."""

from __future__ import annotations

from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from app.api.schemas.response_model import ResponseModel
from app.usage.noted import NUMBERS, READS, USES

LARGEST_INTEGER = 2**31 - 1
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[ -~]+$")]
Number = Annotated[int, Field(ge=0, le=LARGEST_INTEGER)]
Moment = Annotated[AwareDatetime, Field(examples=["2026-11-05T09:58:11Z"])]


class UseCount(BaseModel):
    """So often one system did one thing."""

    client_id: Name = Field(examples=["port-engine"])
    operation: Name = Field(examples=["show_risks"])
    calls: Number = Field(examples=[12])
    ids: Number = Field(description="Numbers asked about in them.", examples=[9000])
    refused: Number = Field(0, description="Calls that were refused.", examples=[1])


class ModifierRead(BaseModel):
    """A look at modifiers, and at whose."""

    at: Moment
    client_id: Name = Field(examples=["port-engine"])
    tins: list[Name] = Field(max_length=1000, examples=[["ZZ1000000001"]])


class UsageQuestion(BaseModel):
    """A batch of counts."""

    model_config = ConfigDict(extra="forbid")

    id: UUID = Field(description="Made by the node. A batch is counted once.", examples=["0b8f2c1e-55a4-4f0e-9a39-6f6f4f8b8a11"])
    at: Moment | None = Field(None, description="When it was counted; without it, when it arrives.")
    uses: list[UseCount] = Field(max_length=USES)
    reads: list[ModifierRead] = Field([], max_length=READS, description=f"With {NUMBERS:,} numbers in all of them at most.")

    @property
    def numbers(self) -> int:
        """What it counts as."""
        return len(self.uses) + len(self.reads) + sum(len(one.tins) for one in self.reads)

    @model_validator(mode="after")
    def is_no_more_than_taken_at_once(self) -> Self:
        if sum(len(one.tins) for one in self.reads) > NUMBERS:
            raise ValueError(f"at most {NUMBERS:,} numbers in a batch")
        return self


class UsageAnswer(ResponseModel):
    """Whether the batch was counted now."""

    taken: bool = Field(description="False where it was counted before.", examples=[True])
