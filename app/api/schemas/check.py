"""What a certificate is worth."""

from __future__ import annotations

from pydantic import Field

from app.api.schemas.response_model import Moment, ResponseModel, Tin
from app.api.schemas.status import PublicAuthorisation
from app.register.bodies import PublicStatus


class CheckAnswer(ResponseModel):
    """What a certificate is worth today."""

    code: str = Field(examples=["7Q4K2M9DXT3P"])
    tin: Tin
    name: str = Field(examples=["Northwind Forwarding Ltd"])
    country: str = Field(examples=["ZZ"])
    status: PublicStatus = Field(description="Valid if any authorisation on the certificate is.", examples=["valid"])
    authorisations: list[PublicAuthorisation]
    checked_at: Moment
