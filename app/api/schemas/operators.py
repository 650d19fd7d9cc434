"""Who an operator is."""

from __future__ import annotations

from pydantic import Field

from app.api.schemas.response_model import Day, ResponseModel, Role, Tin
from app.authorisations.states import Status
from app.operators.words import Scheme


class SiteAnswer(ResponseModel):
    """A place at which it works."""

    name: str = Field(examples=["Head office and store"])
    street: str = Field(examples=["3 Quay Road"])
    postcode: str = Field(examples=["1020"])
    city: str = Field(examples=["Port Marrow"])
    country: str = Field(examples=["ZZ"])
    locode: str | None = Field(description="UN/LOCODE", examples=["ZZPOR"])


class IdentifierAnswer(ResponseModel):
    """Another number of it, and the days on which it was its own: valid_to no longer."""

    scheme: Scheme = Field(examples=["eori"])
    value: str = Field(examples=["ZZ800000020"])
    valid_from: Day
    valid_to: Day | None


class OperatorAnswer(ResponseModel):
    """Who an operator is, for authorised systems."""

    tin: Tin
    name: str = Field(examples=["Northwind Forwarding Ltd"])
    legal_form: str = Field(examples=["Ltd"])
    country: str = Field(examples=["ZZ"])
    established_on: Day | None
    street: str = Field(examples=["1 Quay Road"])
    postcode: str = Field(examples=["1000"])
    city: str = Field(examples=["Exampleton"])
    roles: list[Role]
    modes: list[str] = Field(examples=[["sea", "road"]])
    is_public: bool = Field(description="Whether it agreed to stand in the public register.")
    sites: list[SiteAnswer]
    identifiers: list[IdentifierAnswer]
    seq: int = Field(description="Rises with every change of the operator's entry.", examples=[981723])


class SearchHit(ResponseModel):
    """An operator whose name fits."""

    tin: Tin
    name: str = Field(examples=["Northwind Forwarding Ltd"])
    city: str = Field(examples=["Exampleton"])
    country: str = Field(examples=["ZZ"])
    status: Status = Field(description="Of today, over all it holds.", examples=["valid"])


class SearchAnswer(ResponseModel):
    """Those whose names fit, by name."""

    operators: list[SearchHit]
    more: bool = Field(description="Whether there are more: type more of the name.")
