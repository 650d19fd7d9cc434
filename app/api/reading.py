"""What a system sends as JSON, read by its description."""

from __future__ import annotations

from typing import TypeVar

from flask import abort, request
from pydantic import BaseModel, ValidationError

from app.api.errors import Refusal

LARGEST = 1024 * 1024

Question = TypeVar("Question", bound=BaseModel)


def read_body(question: type[Question]) -> Question:
    """415 for another media type, 413 for too much, 400 with the places for what does not fit."""
    if not request.is_json:
        abort(415)
    request.max_content_length = LARGEST
    try:
        return question.model_validate_json(request.get_data())
    except ValidationError as error:
        raise Refusal("invalid-request", "The body is not what this address reads.", errors=places(error)) from None


def places(error: ValidationError) -> list[dict[str, str]]:
    """Where the body is wrong, as JSON Pointers."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    return [{"pointer": "".join(f"/{part}" for part in fault["loc"]), "detail": fault["msg"]} for fault in faults]
