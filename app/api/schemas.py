"""What is sent and answered, field by field with an example. A new field keeps the version, a renamed one makes the next."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from app.authorisations.states import Status
from app.operators.words import Scheme
from app.register.bodies import PublicStatus
from app.register.standing import For
from app.risk.codes import explained

TypeCode = Literal["aeoc", "aeos"]
Label = Literal["aeoc", "aeos", "aeof"]
Role = Annotated[str, Field(examples=["freight_forwarder"])]
Tin = Annotated[str, Field(pattern="^[A-Z]{2}[A-Z0-9]{1,15}$", examples=["ZZ1000000001"])]
Number = Annotated[str, Field(examples=["ZZ-AEOC-2026-000042"])]
Present = Annotated[str | None, WithJsonSchema({"enum": ["now", None], "default": None})]
Day = Annotated[date, Field(examples=["2026-03-11"])]
Moment = Annotated[datetime, Field(examples=["2026-11-05T09:58:11Z"])]


def opened(schema: dict[str, Any]) -> None:
    """We send nothing that is not described; whoever reads by the description must bear what a later one adds."""
    schema.pop("additionalProperties", None)


class Told(BaseModel):
    """An answer. Readers ignore fields they do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=opened)


class AuthorisationStatus(Told):
    """One authorisation, for authorised systems."""

    number: Number
    type: TypeCode
    status: Status = Field(examples=["valid"])
    since: Day = Field(description="Since when it has this status.")
    effective_from: Day
    effective_to: Day | None
    suspended_until: Day | None = Field(description="The day on which a suspension ends by itself.")


class StatusAnswer(Told):
    """The status of an operator, for authorised systems."""

    tin: Tin
    name: str = Field(examples=["Northwind Forwarding Ltd"])
    country: str = Field(examples=["ZZ"])
    programme: str = Field(examples=["ZZ-AEO"])
    status: Status = Field(
        description="Summed up over what was asked for. Count a word you do not know as not valid.", examples=["valid"]
    )
    type: Label = Field(description="The authorisations that have this status; aeof is both.", examples=["aeof"])
    roles: list[Role]
    authorisations: list[AuthorisationStatus]
    seq: int = Field(description="Rises with every change of the operator's entry.", examples=[981723])


class PublicAuthorisation(Told):
    """One authorisation, for anybody."""

    number: Number
    type: TypeCode
    status: PublicStatus = Field(examples=["valid"])
    valid_from: Day | None = Field(
        description="Ahead where it is not valid yet; nothing where it is not valid for another reason."
    )
    valid_to: Day | None


class PublicStatusAnswer(Told):
    """The status of an operator that agreed to be public, for anybody. Why one is not valid is never told."""

    tin: Tin
    name: str = Field(examples=["Northwind Forwarding Ltd"])
    country: str = Field(examples=["ZZ"])
    programme: str = Field(examples=["ZZ-AEO"])
    status: PublicStatus = Field(examples=["valid"])
    type: Label | None = Field(examples=["aeof"])
    roles: list[Role]
    authorisations: list[PublicAuthorisation]


class Figure(Told):
    """Points to be added to the score of a shipment in one domain; a negative number is trust.

    The components of an open figure add up to its value. A closed one is 0 and has a gate, but no band; it has no component
    beside an open one.
    """

    value: int = Field(le=0, ge=-50, examples=[-21])
    band: Literal["A", "B", "C", "D"] | None = Field(examples=["A"])
    gate: str | None = Field(None, description="The code that closed the figure.", examples=["G02"])


class Figures(Told):
    fiscal: Figure
    security: Figure


class Policy(Told):
    """The edition of the rules under which it was computed."""

    id: str = Field(examples=["2026.1"])
    sha256: str = Field(examples=["9f2c0000000000000000000000000000000000000000000000000000000000aa"])


class Component(Told):
    """One line of the sum."""

    code: str = Field(description=explained(), examples=["T10"])
    figure: Literal["fiscal", "security"]
    points: int = Field(examples=[-3])
    best: int = Field(examples=[-4])
    lost: int = Field(description="points - best", examples=[1])
    fact: dict[str, Any] = Field(examples=[{"years": 3}])


class RiskAnswer(Told):
    """The modifier of an operator, with everything it rests on."""

    tin: Tin
    as_of: Moment = Field(description="The moment it was computed for. It holds until valid_until.")
    modifier: int = Field(description="The weaker of the two figures, for an engine that takes one.", examples=[-20])
    figures: Figures
    range: tuple[int, int] = Field(examples=[[-50, 0]])
    policy: Policy
    computed_at: Moment
    next_change_at: Moment | None = Field(description="When the figures change if nothing happens; nothing where they do not.")
    valid_until: Moment = Field(description="After this moment treat the figures as 0 and ask again.")
    components: list[Component]
    reasons: list[str] = Field(
        description="At most four codes, as in components and gates, by points lost: why the credit is not higher.",
        examples=[["C10", "T10"]],
    )


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


class TokenQuestion(BaseModel):
    """A request for a token."""

    grant_type: Literal["client_credentials"]
    scope: str | None = Field(
        None, description="Separated by spaces; all scopes of the client without it.", examples=["aeo.status"]
    )


class TokenAnswer(Told):
    """An access token."""

    access_token: str = Field(examples=["eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2lnbmF0dXJl"])
    token_type: Literal["Bearer"]
    expires_in: int = Field(examples=[600])
    scope: str = Field(examples=["aeo.risk aeo.status"])


class CheckAnswer(Told):
    """What a certificate is worth today."""

    code: str = Field(examples=["7Q4K2M9DXT3P"])
    tin: Tin
    name: str = Field(examples=["Northwind Forwarding Ltd"])
    country: str = Field(examples=["ZZ"])
    status: PublicStatus = Field(description="Valid if any authorisation on the certificate is.", examples=["valid"])
    authorisations: list[PublicAuthorisation]
    checked_at: Moment


class HealthAnswer(BaseModel):
    """Whether it is well, and what is wrong with which part."""

    status: Literal["ok", "unavailable"]
    database: str | None = Field(None, examples=["ok"])
    migrations: str | None = Field(None, examples=["0012"])


class ProblemAnswer(BaseModel):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(examples=["/problems/not-found"])
    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is nothing at this address that may be shown."])
    instance: str | None = Field(None, description="The id of the request.")
    errors: list[dict[str, str]] | None = None
    retry_after: int | None = None
