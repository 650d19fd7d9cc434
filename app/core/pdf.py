"""Templates as PDF/A-3a: tagged, with their typefaces inside, fit to be kept for fifty years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weasyprint import Attachment

AS_IT_IS: tuple[Mapping[str, object], ...] = ({},)


class NothingFits(ValueError):
    """A composed page would print one text over another."""

    def __init__(self, template: str) -> None:
        super().__init__(f"{template}: the first page cannot hold what is to stand on it")


def render(
    template: str,
    context: Mapping[str, object],
    *,
    settings: Sequence[Mapping[str, object]] = AS_IT_IS,
    attachments: Sequence[Attachment] = (),
    variant: str = "pdf/a-3a",
) -> bytes:
    """The template as PDF. `settings` are additions to the context, tried in turn until the page holds everything."""
    from app.core import press  # loading the engine takes a second: only a process that prints should wait for it

    for setting in settings:
        sheet = press.compose(template, {**context, **setting}, variant)
        if not press.collides(sheet):
            return press.write(sheet, attachments, variant)
    raise NothingFits(template)
