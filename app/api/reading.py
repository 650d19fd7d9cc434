"""What a system sends as JSON, read by its description."""

from __future__ import annotations

from typing import TypeVar

from flask import abort, request
from pydantic import BaseModel, ValidationError

from app.register.batch import LARGEST, refused

Question = TypeVar("Question", bound=BaseModel)


def read_body(question: type[Question], at_most: int = LARGEST) -> Question:
    """415 for another media type, 413 for too much, 400 with the places for what does not fit."""
    if not request.is_json:
        abort(415)
    request.max_content_length = at_most
    try:
        return question.model_validate_json(request.get_data())
    except ValidationError as error:
        raise refused(error) from None
