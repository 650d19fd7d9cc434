"""How long an entry may be."""

from __future__ import annotations

import wtforms
from wtforms import validators
from wtforms.validators import StopValidation, ValidationError


class Length(validators.Length):
    """What is too long is looked at no further: other checks may take a time that grows with it."""

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        try:
            super().__call__(form, field)
        except ValidationError as error:
            raise StopValidation(str(error)) from None
