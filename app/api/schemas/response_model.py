"""What every answer shares, and the fields that many of them have."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

TypeCode = Literal["aeoc", "aeos"]
Label = Literal["aeoc", "aeos", "aeof"]
Role = Annotated[str, Field(examples=["freight_forwarder"])]
Tin = Annotated[str, Field(pattern="^[A-Z]{2}[A-Z0-9]{1,15}$", examples=["ZZ1000000001"])]
Number = Annotated[str, Field(examples=["ZZ-AEOC-2026-000042"])]
Day = Annotated[date, Field(examples=["2026-03-11"])]
Moment = Annotated[datetime, Field(examples=["2026-11-05T09:58:11Z"])]

Receipt = Annotated[str, Field(examples=["AVMBk7pQJ7y2yw5mYb0aKGcABi1nq0XoAAYtZ6tF6A"])]
OF_A_MOMENT = "Only in answers to questions with as_of or known_at."


def opened(schema: dict[str, Any]) -> None:
    """We send nothing that is not described; whoever reads by the description must bear what a later one adds."""
    schema.pop("additionalProperties", None)


class ResponseModel(BaseModel):
    """An answer. Readers ignore fields they do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=opened)
