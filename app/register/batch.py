"""Many operators asked about at once. The order is kept, and one bad number never fails the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, NamedTuple

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError, WithJsonSchema

from app.core.errors import Invalid
from app.core.problems import PROBLEMS
from app.core.refusals import PLACES, Refusal
from app.operators.words import CHECKED_BY, Scheme
from app.programme import identifiers
from app.register.parameters import SCHEMES, TIN
from app.register.standing import Coverage, Standing

AT_MOST = 1000

Alias = tuple[Scheme, str]
ResultFields = dict[str, Any]
Number = Annotated[
    Any,
    WithJsonSchema(
        {
            "oneOf": [
                {"type": "string", "examples": ["ZZ1000000001"]},
                {
                    "type": "object",
                    "properties": {"scheme": {"enum": [*SCHEMES]}, "value": {"type": "string"}},
                    "required": ["scheme", "value"],
                    "examples": [{"scheme": "eori", "value": "ZZ800000001"}],
                },
            ]
        }
    ),
]


class Numbers(BaseModel):
    """Up to 1,000 numbers. A text is a TIN; any other number comes with its scheme. What is neither has the result `error`.

    A member that is not one of these is refused: a mistyped one would be answered as if it had not been sent.
    """

    model_config = ConfigDict(extra="forbid")

    ids: list[Number] = Field(min_length=1, max_length=AT_MOST, examples=[["ZZ1000000001", "zz 1000-000002", "??"]])
    as_of: str | None = Field(None, description="A moment; now without it.", examples=["2026-10-01T08:00:00Z"])
    known_at: str | None = Field(None, description="A moment; now without it, or then: the moment of as_of.", examples=["then"])


class BatchQuestion(Numbers):
    __doc__ = Numbers.__doc__

    coverage: Coverage = Field(Coverage.ANY, alias="for")


class AskedId(NamedTuple):
    """One of the numbers as sent, and what it is: a TIN, another number, or nothing that could be read."""

    sent: Any
    tin: str | None = None
    alias: Alias | None = None


def refused(error: ValidationError) -> Refusal:
    return Refusal("invalid-request", "The body is not what this address reads.", errors=places(error))


def places(error: ValidationError, at_most: int = PLACES) -> list[dict[str, str]]:
    """Where the body is wrong first, as JSON Pointers, and why, without the library's own word for it."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    return [
        {"pointer": "".join(f"/{part}" for part in fault["loc"]), "detail": fault["msg"].removeprefix("Value error, ")}
        for fault in faults[:at_most]
    ]


def read_ids(sent: Sequence[Any]) -> list[AskedId]:
    return [read_id(one if isinstance(one, str) else said_back(one)) for one in sent]


def said_back(sent: Any) -> Any:
    """What was sent, if an answer can repeat it; a number beyond 64 bits cannot be, and is nobody's."""
    try:
        orjson.dumps(sent)
    except TypeError:
        return None
    return sent


def read_id(sent: Any) -> AskedId:
    """A plain text is a TIN; any other number is only taken with its scheme, for they look alike."""
    try:
        if isinstance(sent, str):
            return AskedId(sent, tin=identifiers.tin(sent))
        scheme, value = str(sent["scheme"]), str(sent["value"])
        if scheme == TIN:
            return AskedId(sent, tin=identifiers.tin(value))
        return AskedId(sent, alias=(Scheme(scheme), CHECKED_BY[Scheme(scheme)](value)))
    except (Invalid, KeyError, TypeError, ValueError):
        return AskedId(sent)


def tins_to_find(ids: Iterable[AskedId], tins: Mapping[Alias, str]) -> set[str]:
    """The TINs to be looked up; `tins` are those of the other numbers."""
    return {one.tin for one in ids if one.tin} | set(tins.values())


def of_standing(standing: Standing | None, seq: int) -> ResultFields | None:
    """What is told of an operator that is asked for its status."""
    if standing is None:
        return None
    told = {"result": standing.status.value, "type": standing.type, "since": standing.since, "seq": seq}
    return told | {"suspended_in_part": True} if standing.in_part else told


def results_body(
    ids: Sequence[AskedId],
    tins: Mapping[Alias, str],
    found: Mapping[str, ResultFields | None],
    moments: Mapping[str, str] | None = None,
) -> bytes:
    """`tins` are those of the other numbers, `found` is what is told of each operator; `moments`: where one was asked about."""
    results = [result(one, tins.get(one.alias) if one.alias else one.tin, found) for one in ids]
    return orjson.dumps({"results": results, "counts": Counter(one["result"] for one in results), **(moments or {})})


def result(one: AskedId, tin: str | None, found: Mapping[str, ResultFields | None]) -> ResultFields:
    """With the TIN that was looked up, where it is not what was sent."""
    told: ResultFields = {"id": one.sent}
    if tin is None and one.alias is None:
        return told | {"result": "error", "problem": PROBLEMS["invalid-identifier"].type}
    if tin and tin != one.sent:
        told["normalized"] = tin
    return told | (found.get(tin or "") or {"result": "not_found"})
