"""Lists of words."""

from __future__ import annotations

from pydantic import Field

from app.api.schemas.response_model import ResponseModel


class CodeAnswer(ResponseModel):
    """A word of the answers."""

    code: str = Field(examples=["C10"])
    texts: dict[str, str] = Field(description="By language.", examples=[{"en": "Material errors in random checks and audits"}])


class CodesAnswer(ResponseModel):
    """One of the lists."""

    name: str = Field(examples=["reason"])
    codes: list[CodeAnswer]
