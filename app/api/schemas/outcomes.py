"""What happened to declarations."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema
from pydantic_core.core_schema import any_schema

from app.api.schemas.response_model import ResponseModel
from app.outcomes.reported import Reported
from app.outcomes.words import Result

AT_MOST = 1_000


class Described:
    """Read as anything, and described as a model: what is wrong in one item is its own result."""

    def __init__(self, model: type[BaseModel]) -> None:
        self.model = model

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return any_schema()

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return handler(self.model.__pydantic_core_schema__)


class OutcomesQuestion(BaseModel):
    """Up to 1,000 outcomes. Each is read by itself: one that is wrong never keeps the others out."""

    model_config = ConfigDict(extra="forbid")

    outcomes: list[Annotated[Any, Described(Reported)]] = Field(min_length=1, max_length=AT_MOST)


class OutcomeMistake(ResponseModel):
    """What is wrong, and where."""

    pointer: str = Field(examples=["/outcomes/2/result"])
    detail: str = Field(examples=["what was examined has a result"])


class OutcomeResult(ResponseModel):
    """What became of one of them."""

    reference: Any = Field(description="As it was sent.", examples=["26ZZ000123456789"])
    role: Any = Field(description="As it was sent.", examples=["importer"])
    result: Result
    problem: str | None = Field(None, examples=["/problems/invalid-request"])
    errors: list[OutcomeMistake] | None = None


class OutcomesAnswer(ResponseModel):
    """One result for each outcome, in the order sent."""

    results: list[OutcomeResult]
    counts: dict[str, int] = Field(examples=[{"stored": 998, "known": 1, "error": 1}])
