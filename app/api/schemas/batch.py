"""Many operators at once."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from app.api.schemas.told import Day, Label, Tin, Told
from app.operators.words import Scheme
from app.register.standing import For

Present = Annotated[str | None, WithJsonSchema({"enum": ["now", None], "default": None})]


class BatchQuestion(BaseModel):
    """Up to 1,000 numbers. A text is a TIN; any other number comes with its scheme. What is neither has the result `error`.

    A member that is not one of these is refused: a mistyped `for` would be answered as `any`.
    """

    model_config = ConfigDict(extra="forbid")

    asked: For = Field(For.ANY, alias="for")
    ids: list[
        Annotated[
            Any,
            WithJsonSchema(
                {
                    "oneOf": [
                        {"type": "string", "examples": ["ZZ1000000001"]},
                        {
                            "type": "object",
                            "properties": {"scheme": {"enum": ["tin", *Scheme]}, "value": {"type": "string"}},
                            "required": ["scheme", "value"],
                            "examples": [{"scheme": "lei", "value": "529900T8BM49AURSDO55"}],
                        },
                    ]
                }
            ),
        ]
    ] = Field(min_length=1, max_length=1000, examples=[["ZZ1000000001", "zz 1000-000002", "??"]])
    as_of: Present = Field(None, examples=["now"])
    known_at: Present = Field(None, examples=["now"])


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


class BatchResult(Told):
    """The answer to one of the numbers."""

    id: Any = Field(description="As it was sent.", examples=["zz 1000-000002"])
    normalized: Tin | None = Field(None, description="The TIN that was looked up, where it is not what was sent.")
    result: Result = Field(examples=["suspended"])
    type: Label | None = Field(None, examples=["aeoc"])
    since: Day | None = None
    seq: int | None = Field(None, examples=[981723])
    problem: str | None = Field(None, examples=["/problems/invalid-identifier"])


class BatchAnswer(Told):
    """One result for each number, in the order asked."""

    results: list[BatchResult]
    counts: dict[str, int] = Field(examples=[{"valid": 1, "suspended": 1, "error": 1}])
