"""The letters and papers of a story, as the worker would have written them on the days it tells of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.alerts import service as alerts
from app.alerts.kinds import Kind as Letters
from app.alerts.models import Letter
from app.audits import report_paper
from app.audits.models import Audit
from app.core import clock
from app.decisions import letter_paper
from app.decisions.models import Decision
from app.history.kinds import Kind
from app.history.models import Event

TO_CUSTOMS = frozenset({Letters.DESK_NEW_APPLICATION, Letters.FACT_DISPUTED})


def deliver(session: Session, events: Sequence[Event]) -> None:
    """Sent at once, opened the next day; the last one to the business still waits to be opened."""
    for event in events:
        with clock.at(event.at):
            alerts.tell(session, event)
    ids = [event.id for event in events]
    letters = session.scalars(select(Letter).where(Letter.event_id.in_(ids)).order_by(Letter.written_at, Letter.id)).all()
    for letter in letters:
        letter.sent_at, letter.opened_at = letter.written_at, letter.written_at + timedelta(days=1)
    to_the_business = [letter for letter in letters if letter.kind not in TO_CUSTOMS]
    to_the_business[-1].opened_at = None


def print_papers(session: Session, events: Sequence[Event]) -> None:
    """The reports of visits, the letters that bring decisions."""
    for event in events:
        with clock.at(event.at):
            if event.kind is Kind.AUDIT_REPORTED:
                report_paper.keep(session, session.get_one(Audit, event.about_id))
            if decision_id := event.facts.get("decision"):
                letter_paper.keep(session, session.get_one(Decision, UUID(decision_id)))
