"""One outcome as a system tells it: what it must say, and what cannot be true at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from app.core import clock
from app.core.errors import Invalid
from app.operators.words import CHECKED_BY, Scheme
from app.outcomes.words import SAMPLES, Examination, Found, Selection, Size
from app.programme import identifiers
from app.programme.words import API_ROLES, Domain, Mode, Role

AHEAD = timedelta(minutes=5)  # by which clocks of two systems may differ
LONG_AGO = timedelta(days=3_653)
ROLES = {name: role for role, name in API_ROLES.items()}
ANY_NUMBER = {
    "oneOf": [
        {"type": "string", "examples": ["ZZ1000000001"]},
        {
            "type": "object",
            "properties": {"scheme": {"enum": ["tin", *Scheme]}, "value": {"type": "string"}},
            "required": ["scheme", "value"],
            "examples": [{"scheme": "eori", "value": "ZZ800000001"}],
        },
    ]
}


def role_of(told: object) -> object:
    if told not in ROLES:
        raise ValueError(f"one of {', '.join(ROLES)}")
    return ROLES[str(told)]


def trader_of(told: object) -> object:
    """A number in its one form; one that is no TIN bears its scheme in front, as `eori:ZZ800000001`."""
    if isinstance(told, dict) and set(told) == {"scheme", "value"}:
        told = f"{told['scheme']}:{told['value']}"
    scheme, _, value = (told if isinstance(told, str) else "").strip().rpartition(":")
    try:
        if scheme.lower() in ("", "tin"):
            return identifiers.tin(value)
        return f"{scheme.lower()}:{CHECKED_BY[Scheme(scheme.lower())](value)}"
    except Invalid as error:
        raise ValueError(str(error)) from None


def place_of(told: object) -> object:
    try:
        return identifiers.locode(told) if isinstance(told, str) else told
    except Invalid as error:
        raise ValueError(str(error)) from None


class Reported(BaseModel):
    """What happened to one declaration, for one of the parties that stand on it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reference: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[!-~]{1,70}$")] = Field(
        description="Of the declaration, in your system. With `role` it names this outcome for ever.",
        examples=["26ZZ000123456789"],
    )
    version: int = Field(1, ge=1, le=9_999, description="A correction has a higher one. The highest counts.", examples=[1])
    operator: Annotated[str, BeforeValidator(trader_of), WithJsonSchema(ANY_NUMBER)] = Field(
        description="The trader, authorised or not: a TIN, or another number with its scheme."
    )
    role: Annotated[Role, BeforeValidator(role_of), WithJsonSchema({"enum": list(ROLES)})] = Field(
        description="What the trader was in this declaration."
    )
    size: Size = Field(Size.UNKNOWN, description="Of a trader that the portal may not know: who it is compared with.")
    mode: Mode | None = None
    site: Annotated[str | None, BeforeValidator(place_of)] = Field(None, description="UN/LOCODE.", examples=["ZZEXA"])
    lodged_at: AwareDatetime = Field(examples=["2026-11-05T10:00:00Z"])
    selected_at: AwareDatetime | None = Field(None, examples=["2026-11-05T10:00:02Z"])
    released_at: AwareDatetime | None = Field(None, examples=["2026-11-05T14:20:00Z"])
    selection: Selection = Field(
        description="Why it was controlled. `random` and `audit` are the sample on which error rates rest."
    )
    examined: Examination = Field(Examination.NONE, description="The most that was looked at.")
    notice: bool = Field(
        False, description="Whether the trader was told of the control before the goods arrived.", examples=[False]
    )
    result: Found | None = Field(None, description="Needed if anything was examined.")
    domain: Domain | None = Field(None, description="What the error was about. Needed unless clean.")
    attributed: bool = Field(True, description="Whether this trader caused the error.", examples=[True])
    disclosed: bool = Field(False, description="Whether the trader told it before the control was announced.", examples=[False])
    withdrawn: bool = Field(False, description="There was no such outcome: a correction that takes it back.", examples=[False])

    @model_validator(mode="after")
    def adds_up(self) -> Self:
        if contradiction := next((said for said, is_so in self.contradictions() if is_so), None):
            raise ValueError(contradiction)
        return self

    def misplaced(self) -> Iterator[tuple[str, bool]]:
        now = clock.now()
        for name in ("lodged_at", "selected_at", "released_at"):
            if moment := getattr(self, name):
                yield f"{name} is still ahead", moment > now + AHEAD
                yield f"{name} lies more than ten years back", moment < now - LONG_AGO

    def contradictions(self) -> list[tuple[str, bool]]:
        examined, selected = self.examined is not Examination.NONE, self.selection is not Selection.NONE
        wrong = self.result not in (None, Found.CLEAN)
        return [
            *self.misplaced(),
            ("released_at comes before lodged_at", self.released_at is not None and self.released_at < self.lodged_at),
            ("what was examined was selected: selection cannot be none", examined and not selected),
            ("what was examined has a result", examined and self.result is None),
            ("there is no result of what was not examined", not examined and self.result is not None),
            ("an error has a domain", wrong and self.domain is None),
            ("only an error has a domain", not wrong and self.domain is not None),
            ("only an error is disclosed", not wrong and self.disclosed),
            ("a check without warning has no notice", self.notice and self.selection in SAMPLES),
        ]
