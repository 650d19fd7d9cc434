"""The letter that brings a decision, on paper: rendered by the worker, kept once, read by the trader and by customs."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.stationery import Signatory
from app.decisions.dates import served_at_latest
from app.decisions.letter_sheet import DecisionLetter, render
from app.decisions.models import Decision
from app.decisions.points import answers_of, points_of
from app.decisions.states import Measure, State
from app.documents import papers
from app.documents.models import Document
from app.operators import stationery
from app.programme.rules import rules

KIND = "decision_letter"


def keep(session: Session, decision: Decision) -> Document | None:
    """The letter of a decision as a document, once. None before it is signed."""
    session.refresh(decision, ["state", "version"], with_for_update=True)
    if decision.state is not State.DECIDED:
        return None
    known = papers.paper_of(session, decision, KIND)
    return known or papers.keep(session, decision, render(letter_of(session, decision)), name=name_of(decision), kind=KIND)


def name_of(decision: Decision) -> str:
    file = decision.application.reference if decision.application else number_of(decision)
    return f"Decision {decision.type.code} {decision.kind.value} {file}.pdf"


def number_of(decision: Decision) -> str:
    return decision.authorisation.number if decision.authorisation else ""


def letter_of(session: Session, decision: Decision) -> DecisionLetter:
    """What the sheet says, from the models."""
    assert decision.decided_at  # noqa: S101  a CHECK of the table says so
    assert decision.decided_by  # noqa: S101  the same
    signed, hearing = decision.decided_at, decision.hearing
    served = served_at_latest(clock.day_of(signed))
    return DecisionLetter(
        letterhead=stationery.letterhead(),
        addressee=stationery.addressee(decision.operator),
        signatory=Signatory(decision.decided_by.name, "Decision maker"),
        reference=reference_of(session, decision),
        on=clock.day_of(signed),
        kind=decision.kind,
        type=decision.type,
        application=decision.application.reference if decision.application else None,
        authorisation=number_of(decision) or None,
        part=decision.part,
        served_at_latest=served,
        officer=decision.proposed_by.name,
        effective_from=effective_from(decision),
        ends_on=decision.ends_on,
        ground=decision.ground,
        reasons=reasons_with_answers(decision),
        law=f"{rules().legal_basis}.",
        reply=hearing.reply if hearing else None,
        appeal_until=served + timedelta(days=rules().days.appeal),
    )


def effective_from(decision: Decision) -> date:
    if decision.kind is Measure.GRANT and decision.authorisation:
        return decision.authorisation.effective_from
    return clock.day_of(decision.decided_at or clock.now())


def reasons_with_answers(decision: Decision) -> str:
    """The grounds, and after them what customs says to the reply."""
    answers = answers_of(points_of(decision))
    return f"{decision.reasons}\n\nTo what you said: {answers}" if answers else decision.reasons


def reference_of(session: Session, decision: Decision) -> str:
    """The file, and which decision in it this is."""
    if decision.application:
        return f"{decision.application.reference}/{decision.type.code}"
    earlier = select(func.count()).where(
        Decision.authorisation_id == decision.authorisation_id, Decision.decided_at <= decision.decided_at
    )
    return f"{number_of(decision)}/{session.scalar(earlier)}"
