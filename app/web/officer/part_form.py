"""Choosing how much of an authorisation is suspended."""

from __future__ import annotations

import wtforms
from wtforms.validators import InputRequired, ValidationError

from app.authorisations.parts import site_in_words
from app.decisions.parts import Covered, Part
from app.operators.models import Operator
from app.web.fields import RadioField, SelectMultipleField
from app.web.officer.decision_forms import SuspendForm
from app.web.officer.look import BOXES, KEYS, group

WHOLE, PART = "whole", "part"


class PartForm(SuspendForm):
    """A suspension of the whole, or only of what is ticked."""

    extent = RadioField(
        "How much of it",
        [InputRequired("Choose whether all of it is suspended, or a part")],
        choices=[(WHOLE, "The whole authorisation"), (PART, "Only what is ticked below; all the rest stays valid")],
        render_kw=group("How much of it", KEYS, hint=None),
    )
    roles = SelectMultipleField("Roles", choices=[], render_kw=group("Roles", BOXES, hint=None))
    sites = SelectMultipleField("Sites", choices=[], render_kw=group("Sites", BOXES, hint=None))

    def offer(self, operator: Operator, known: Covered) -> None:
        """What the authorisation covers; a site is named by its code, so that those without one are not offered."""
        self.roles.choices = [(role.value, role.label) for role in known.roles]
        self.sites.choices = [(code, site_in_words(operator, code)) for code in known.sites]

    @property
    def part(self) -> Part | None:
        if self.extent.data != PART:
            return None
        return Part(frozenset(self.roles.data or ()), frozenset(self.sites.data or ()))

    def validate_extent(self, field: wtforms.Field) -> None:
        """Half a choice is none: the other half would be guessed."""
        ticked = bool(self.roles.data or self.sites.data)
        if field.data == PART and not ticked:
            raise ValidationError("Tick the roles or sites that are suspended")
        if field.data == WHOLE and ticked:
            raise ValidationError("Single roles or sites are ticked: choose “only what is ticked”, or take the ticks away")
