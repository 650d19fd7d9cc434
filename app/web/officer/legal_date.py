"""The day by which customs has to decide a case."""

from __future__ import annotations

from datetime import date

from flask_login import current_user
from sqlalchemy.orm import joinedload

from app.applications.models import Application
from app.assessment.cases import clock_for
from app.decisions.models import Decision
from app.decisions.policy import visible_to
from app.extensions import db


def legal_date_of(application: Application) -> date | None:
    """None before the application is accepted."""
    query = visible_to(current_user.user).where(Decision.application_id == application.id).options(joinedload(Decision.hearing))
    case = clock_for(application, application.requests, [one.hearing for one in db.session.scalars(query) if one.hearing])
    return case.legal_date if case else None


def lateness(application: Application, day: date) -> str:
    """What to say of something that happens only after it; empty if it does not."""
    legal = legal_date_of(application)
    return f" It ends after {legal:%-d %B %Y}, the day by which customs has to decide." if legal and legal < day else ""
