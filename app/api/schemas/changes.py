"""The feed of the register, and the proof of a mirror."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from app.api.schemas.response_model import Moment, ResponseModel, Tin
from app.api.schemas.risk import RiskAnswer
from app.api.schemas.status import StatusAnswer

CURSOR = "AQk3bGVuZ3RoIG9mIG91ciB0aW1lcw"


class ChangedOperator(ResponseModel):
    """One operator, as a mirror keeps it: as it stands now, which may be newer than the change."""

    tin: Tin
    seq: int = Field(description="Keep the record with the higher one.", examples=[981723])
    status: StatusAnswer
    risk: RiskAnswer | None = Field(None, description="With the scope aeo.risk; else it is not there.")
    node: dict[str, Any] | None = Field(None, description="With the scope aeo.node: what a look-up node answers from.")


class ChangedClient(ResponseModel):
    """A system whose access changed, for look-up nodes."""

    client_id: str = Field(examples=["port-engine"])
    scopes: list[str] = Field(examples=[["aeo.status"]])
    certificates: list[str] = Field(
        description="The thumbprints (x5t#S256) its tokens may be bound to.",
        examples=[["bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2"]],
    )
    tokens_end: int = Field(description="Tokens issued before this second (Unix time) are over.", examples=[0])
    is_disabled: bool


class NothingMore(ResponseModel):
    """Keys or policy changed: read them at their own addresses."""


class ChangeEvent(ResponseModel):
    """One change, in the words of CloudEvents 1.0."""

    specversion: Literal["1.0"]
    id: str = Field(description="The same change has the same id.", examples=["2b6f0cc9-04d1-4a54-8d22-1a6a2b3f9c10"])
    source: str = Field(examples=["https://aeo.customs.example/api/v1/changes"])
    type: str = Field(
        description="Ignore a type you do not know, but keep its record if it is one of an operator.",
        examples=["aeo.status.changed.v1"],
    )
    subject: str | None = Field(None, description="Whom it is about: a TIN, or the client_id.", examples=["ZZ1000000001"])
    time: Moment
    datacontenttype: Literal["application/json"]
    sequence: str = Field(
        description="Ascends within a page. A slow transaction may bring a lower one later: stand by the cursor, not by this.",
        examples=["0000000000000981723"],
    )
    data: ChangedOperator | ChangedClient | NothingMore


class ChangesAnswer(ResponseModel):
    """A page of the feed."""

    items: list[ChangeEvent]
    cursor: str = Field(description="Ask on from here, once you have kept what is in items.", examples=[CURSOR])
    more: bool = Field(description="Ask on at once. Where it is false, your mirror is the register as it is at the cursor.")
    next: str = Field(description="The same question from there; also in the header Link.", examples=["/api/v1/changes?cursor=…"])


class ChecksumAnswer(ResponseModel):
    """The register in two numbers."""

    count: int = Field(description="Operators in the register.", examples=[4711])
    checksum: str = Field(
        description="The sum over all operators, modulo 2^64 and in hexadecimal, of the first 8 bytes (big-endian) of SHA-256"
        " over the text TIN:seq.",
        pattern="^[0-9a-f]{16}$",
        examples=["9f86d081884c7d65"],
    )
    cursor: str = Field(description="At which they hold.", examples=[CURSOR])
