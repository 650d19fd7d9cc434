"""What a system sends: how much of it is taken, and JSON as its description reads it."""

from __future__ import annotations

from typing import TypeVar

from flask import abort, request
from pydantic import BaseModel, ValidationError

from app.api.operations import OPERATIONS
from app.core.refusals import LARGEST_BODY, LARGEST_FORM
from app.register.batch import refused

Question = TypeVar("Question", bound=BaseModel)


def bound() -> None:
    """Before anything of the body is read: 413 for too much, whoever reads it and whatever for."""
    operation = OPERATIONS.get(request.endpoint or "")
    request.max_content_length = LARGEST_FORM if operation and operation.form else LARGEST_BODY


def read_body(question: type[Question], at_most: int = LARGEST_BODY) -> Question:
    """415 for another media type, 413 for too much, 400 with the places for what does not fit."""
    if not request.is_json:
        abort(415)
    request.max_content_length = at_most
    sent = request.get_data()
    if request.content_length is None and request.environ["wsgi.input"].read(1):
        abort(413)  # what comes in parts was cut off at the limit
    try:
        return question.model_validate_json(sent)
    except ValidationError as error:
        raise refused(error) from None
