"""The status of an operator, for authorised systems and for anybody."""

from __future__ import annotations

from pydantic import Field

from app.api.schemas.response_model import OF_A_MOMENT, Day, Label, Moment, Number, Receipt, ResponseModel, Role, Tin, TypeCode
from app.authorisations.states import Status
from app.register.bodies import PublicStatus


class SuspendedPart(ResponseModel):
    """Roles and sites of an authorisation that are suspended while it stays valid as a whole: each of them by itself."""

    roles: list[Role]
    sites: list[str] = Field(description="By their UN/LOCODE.", examples=[["ZZEXA"]])
    since: Day
    suspended_until: Day | None = Field(description="The day on which it ends by itself: from then on the part counts.")


class AuthorisationStatus(ResponseModel):
    """One authorisation, for authorised systems."""

    number: Number
    type: TypeCode
    status: Status = Field(examples=["valid"])
    since: Day = Field(description="Since when it has this status.")
    effective_from: Day = Field(description="The first day on which it is in force.")
    effective_to: Day | None = Field(description="The first day on which it is no more; nothing where it has no end.")
    suspended_until: Day | None = Field(description="The day on which a suspension ends by itself: from then on it counts.")
    suspended_parts: list[SuspendedPart] | None = Field(
        None, description="What of it gives no credit today, whatever its status. Left out where nothing is."
    )


class StatusListPlace(ResponseModel):
    """A place in a status list."""

    uri: str = Field(examples=["https://aeo.example/statuslists/1"])
    idx: int = Field(examples=[90211])


class StatusAnswer(ResponseModel):
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
    as_of: Moment | None = Field(None, description=OF_A_MOMENT)
    known_at: Moment | None = Field(None, description=OF_A_MOMENT)
    receipt: Receipt | None = Field(None, description="Gives the same answer again at /api/v1/receipts.")
    status_list: StatusListPlace | None = Field(
        None, description="Its place in a status list, for good. Left out where an entry is older than the lists."
    )


class PublicAuthorisation(ResponseModel):
    """One authorisation, for anybody."""

    number: Number
    type: TypeCode
    status: PublicStatus = Field(examples=["valid"])
    valid_from: Day | None = Field(
        description="Ahead where it is not valid yet; nothing where it is not valid for another reason."
    )
    valid_to: Day | None = Field(description="The first day on which it is no more; nothing where it has no end.")


class PublicStatusAnswer(ResponseModel):
    """The status of an operator that agreed to be public, for anybody. Why one is not valid is never told."""

    tin: Tin
    name: str = Field(examples=["Northwind Forwarding Ltd"])
    country: str = Field(examples=["ZZ"])
    programme: str = Field(examples=["ZZ-AEO"])
    status: PublicStatus = Field(examples=["valid"])
    type: Label | None = Field(description="The authorisations that are valid; nothing where none is.", examples=["aeof"])
    roles: list[Role]
    authorisations: list[PublicAuthorisation]
