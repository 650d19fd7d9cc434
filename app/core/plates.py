"""Ornament engraved once and struck many times.

WeasyPrint parses and draws the curves of a drawing anew for every document, which took longer than all the text. This
leans on its insides (version 70 is pinned): the drawing's `draw`, the stream's operators, the states they name.
"""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from weasyprint.images import get_image_from_uri

from app.core import shelf

DRAWINGS = ("frame.svg", "rosette.svg", "arms.svg")

Size = tuple[float, float]
Plate = tuple[bytes, dict[str, Any]]


@cache
def pictures() -> dict[str, Any]:
    """The drawings of the shelf as WeasyPrint's image cache knows them. Give each document its own copy."""
    drawn: dict[str, Any] = {}
    for name in DRAWINGS:
        image = get_image_from_uri(drawn, shelf.fetch, {}, shelf.BASE + name, "image/svg+xml")
        image.draw = partial(strike, image.draw, {})
    return drawn


def strike(draw: Any, plates: dict[Size, Plate], stream: Any, width: float, height: float, style: Any) -> None:
    """Put the drawing on the page, from its plate, so that the first print is the same as the next."""
    if (width, height) not in plates:
        plates[width, height] = engrave(draw, stream, width, height, style)
    strokes, states = plates[width, height]
    stream.push_state()
    stream.stream.append(strokes)
    stream.pop_state()
    known = named_states(stream)
    known.update({name: state for name, state in states.items() if name not in known})


def engrave(draw: Any, stream: Any, width: float, height: float, style: Any) -> Plate:
    """Draw on the page, and take the strokes off again."""
    stream.push_state()
    stream.pop_state()  # forgets the ink at hand, so that the plate names its own
    start = len(stream.stream)
    with stream.stacked():
        draw(stream, width, height, style)
    strokes = b"\n".join(stream.stream[start:])
    del stream.stream[start:]
    return strokes, dict(named_states(stream))


def named_states(stream: Any) -> dict[str, Any]:
    """Transparencies and the like, which strokes name and the page has to list."""
    states: dict[str, Any] = stream._resources["ExtGState"]  # noqa: SLF001 - there is no public way
    return states
