"""A policy as somebody typed or sent it: its places at fault are named, whether JSON or policy."""

from __future__ import annotations

import json
from typing import Any

from app.core.errors import Invalid
from app.risk.policy import InvalidPolicy, Policy, read
from app.risk.words import unsaid


class Unsound(Invalid):
    """The text is no policy: `places` says where and why, a line each."""

    def __init__(self, places: list[str]) -> None:
        super().__init__("; ".join(places), "body")
        self.places = places


def parse(text: str) -> dict[str, Any]:
    """The JSON of a text, or `Unsound` with the line at fault."""
    try:
        content = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise Unsound([f"line {error.lineno}, column {error.colno}: this is no JSON: {error.msg.lower()}"]) from None
    except (ValueError, RecursionError) as error:
        raise Unsound([str(error)]) from None
    if not isinstance(content, dict):
        raise Unsound(["policy: this is no JSON object"])
    return content


def sound(content: dict[str, Any]) -> Policy:
    """The policy of this content, or `Unsound`."""
    try:
        policy = read(content)
    except InvalidPolicy as error:
        raise Unsound(error.places) from None
    if places := unsaid(policy):
        raise Unsound(places)
    return policy


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """RFC 8785 knows no name twice: who reads the first and who reads the last would read two policies."""
    content = dict(pairs)
    if len(content) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twice}” stands twice in the same object")
    return content
