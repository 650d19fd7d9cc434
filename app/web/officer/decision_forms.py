"""The forms of decisions: built from what is to be decided, shape only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import wtforms
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.criteria.words import Result
from app.decisions.grounds import GROUNDS
from app.decisions.models import Decision
from app.decisions.points import Point, points_of
from app.decisions.states import Ground, Measure
from app.programme.rules import rules
from app.programme.words import AuthorisationType
from app.web.fields import DateField, IntegerField, RadioField, TextAreaField
from app.web.formats import count
from app.web.officer.acting import ActForm
from app.web.officer.look import KEYS, box, group, needed, within

SIGN, BACK, LEAVE = "sign", "back", "leave"
LONGEST_SUSPENSION = 3_650  # days: a slip of the hand, not a rule
IRREVOCABLE = frozenset({Measure.REFUSE, Measure.REVOKE})


class SignForm(ActForm):
    """What becomes of each proposal. `version` is the newest event the page was drawn from."""

    reason = TextAreaField("Why it goes back", within(10_000), description="If you send one back", render_kw=box(rows=2))
    confirmed = wtforms.HiddenField()

    choices: Mapping[AuthorisationType, wtforms.Field]
    answers: Mapping[AuthorisationType, Sequence[wtforms.Field]]

    def validate_reason(self, field: wtforms.Field) -> None:
        """Asked for before anything is confirmed."""
        if any(choice.data == BACK for choice in self.choices.values()) and not (field.data or "").strip():
            raise ValidationError("Say why it goes back: the proposer reads it")

    def chosen(self, decisions: Sequence[Decision], what: str) -> list[Decision]:
        return [one for one in decisions if one.type in self.choices and self.choices[one.type].data == what]

    def answers_to(self, decision: Decision) -> dict[str, str]:
        fields = self.answers.get(decision.type, ())
        return {point.key: field.data or "" for point, field in zip(points_of(decision), fields, strict=False)}

    def asks_back(self, decisions: Sequence[Decision]) -> bool:
        """What cannot be undone is asked once more."""
        signed = self.chosen(decisions, SIGN)
        return not self.confirmed.data and any(one.kind in IRREVOCABLE for one in signed)


@dataclass(frozen=True)
class Choice:
    """A proposal that this person may decide, and whether it can be signed today."""

    decision: Decision
    is_ripe: bool


def sign_form(open_ones: Sequence[Choice], newest: int) -> SignForm:
    made: dict[str, Any] = {}
    for one in open_ones:
        made[f"choice_{one.decision.type}"] = choice_field(one, alone=len(open_ones) == 1)
        if one.is_ripe and one.decision.hearing and one.decision.hearing.reply:
            for number, _ in enumerate(points_of(one.decision)):
                field = TextAreaField("Answer to the reply", within(10_000), render_kw=box(rows=2, attributes={"form": "sign"}))
                made[f"answer_{one.decision.type}_{number}"] = field
    form: SignForm = type("MadeSignForm", (SignForm,), made)(data={"version": newest})
    form.choices = {one.decision.type: form[f"choice_{one.decision.type}"] for one in open_ones}
    form.answers = {
        one.decision.type: [field for field in form if field.name.startswith(f"answer_{one.decision.type}_")] for one in open_ones
    }
    return form


def choice_field(one: Choice, *, alone: bool) -> wtforms.Field:
    kind, code = one.decision.kind, one.decision.type.code
    choices = [(SIGN, f"{kind.label}, as proposed")] * one.is_ripe + [(BACK, "Send back")]
    if not alone:
        choices.append((LEAVE, "Leave open for now"))
    legend = f"{code}, {one.decision.type.label.lower()}"
    checks = [InputRequired(f"Choose what becomes of the proposal on {code}")]
    return RadioField(legend, checks, choices=choices, render_kw=group(legend, KEYS, hint=None))


class ReasonForm(ActForm):
    reason = TextAreaField(
        "Reason", needed("Say why", 10_000), description="For the proposer and the file; the trader does not read it",
        render_kw=box(rows=4),
    )  # fmt: skip


class ProposeForm(ActForm):
    """A proposal on an application: the grounds criterion by criterion, and what is said beside them."""

    ground = RadioField("Ground", [InputRequired("Choose a ground")], render_kw=group("Ground", KEYS, hint=None))
    reasons = TextAreaField("Reasons", within(), description="They stand in the letter", render_kw=box(rows=6))

    texts: Sequence[tuple[Point, wtforms.Field]] = ()

    @property
    def points(self) -> list[Point]:
        """The grounds as typed."""
        return [replace(point, text=(field.data or "").strip()) for point, field in self.texts]


class GrantForm(ProposeForm):
    effective_from = DateField("In force from", render_kw=group("In force from"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        days = rules().days.grant_takes_effect
        self.effective_from.description = (
            f"A day of its own, if there is a reason. Empty: {count(days, 'day')} after the signature"
        )


class SuspendForm(ProposeForm):
    days = IntegerField(
        "Ends by itself after",
        [Optional(), NumberRange(max=LONGEST_SUSPENSION, message=f"Enter at most {LONGEST_SUSPENSION:,} days")],
        description="Counted from the signature. Empty only where the ground allows an open end",
        render_kw=box("govuk-input--width-4", spellcheck=False, suffix={"text": "days"}),
    )


def propose_form(
    kind: Measure,
    points: Sequence[Point],
    data: Mapping[str, Any],
    hints: Mapping[Ground, str] | None = None,
    base: type[ProposeForm] | None = None,
) -> ProposeForm:
    """`points` come with the text that writes itself; one partly met carries nothing unless the officer wants it to.

    `hints` say what a ground asks for.
    """
    base = base or {Measure.GRANT: GrantForm, Measure.SUSPEND: SuspendForm}.get(kind, ProposeForm)
    made = {
        f"text_{n}": TextAreaField("Ground, as in the decision", within(), render_kw=box(rows=4)) for n, _ in enumerate(points)
    }
    texts = {f"text_{n}": point.text for n, point in enumerate(points) if point.result is not Result.PARTLY}
    grounds = GROUNDS[kind]
    form: ProposeForm = type("MadeProposeForm", (base,), made)(data={"ground": grounds[0].value, **texts, **data})
    form.ground.choices = [(ground.value, ground.label) for ground in grounds]
    if hints:
        form.ground.render_kw = group("Ground", KEYS, hint=None, items=[{"hint": {"text": hints[one]}} for one in grounds])
    form.texts = [(point, form[f"text_{n}"]) for n, point in enumerate(points)]
    return form


def ground_of(form: ProposeForm) -> Ground:
    return Ground(form.ground.data)
