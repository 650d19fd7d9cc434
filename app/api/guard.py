"""What stands before the answer to a system, in one order: what it takes, who it is, how much it may still ask."""

from __future__ import annotations

from flask import request

from app.api.access import need
from app.api.limits import count_ids
from app.api.operations import OPERATIONS
from app.api.parameters import only_json


def admit(numbers: int = 1) -> None:
    """406, 401, 403 or 429, or go on. The scope is the one that the address is described with.

    `numbers` is what the question counts as: none where only its body says how much it asks.
    """
    only_json()
    (scope,) = OPERATIONS[request.endpoint or ""].scopes
    need(scope)
    if numbers:
        count_ids(numbers)
