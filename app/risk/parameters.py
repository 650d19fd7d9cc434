"""What a risk engine asks about a shipment, and what it is told of many operators at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orjson import Fragment
from pydantic import Field

from app.programme.words import Mode, Role
from app.register.batch import Numbers
from app.register.parameters import one_of, place_of
from app.risk.engine import Shipment

ROLES, MODES = tuple(role.api for role in Role), tuple(Mode)
IN_BRIEF = ("modifier", "figures", "valid_until", "reasons")
PARTS = "suspended_parts"
CUT_OF_PARTS = (PARTS, b'"suspended_parts":', b',"reasons":')
CUTS = tuple(
    (name, f'"{name}":'.encode(), end)
    for name, end in zip(IN_BRIEF, (b',"figures":', b',"range":', b',"components":', b"}"), strict=True)
)


def shipment(given: Mapping[str, str | None]) -> Shipment:
    """Its role, site and mode, as far as they were named."""
    return Shipment(
        role=one_of("role", given.get("role"), ROLES),
        site=place_of("site", given.get("site")),
        mode=one_of("mode", given.get("mode"), MODES),
    )


class RiskBatchQuestion(Numbers):
    """Up to 1,000 numbers, as for the status. Role, site and mode are those of all the shipments asked about."""

    role: str | None = Field(None, examples=["freight_forwarder"])
    site: str | None = Field(None, examples=["ZZEXA"])
    mode: str | None = Field(None, examples=["sea"])

    @property
    def shipment(self) -> Shipment:
        return shipment({"role": self.role, "site": self.site, "mode": self.mode})


def in_brief(body: Mapping[str, Any], seq: int) -> dict[str, Any]:
    """What an engine reckons with; the components stand in the answer for one operator."""
    return {"result": "found", **{name: body[name] for name in (*IN_BRIEF, PARTS) if name in body}, "seq": seq}


def cut_out(body: bytes) -> dict[str, Fragment]:
    """The same of a body as it was published, without reading all of it: its members stand in one order."""
    cuts = (*CUTS, CUT_OF_PARTS) if CUT_OF_PARTS[1] in body else CUTS
    return {name: Fragment(body[body.index(begin) + len(begin) : body.rindex(end)]) for name, begin, end in cuts}
