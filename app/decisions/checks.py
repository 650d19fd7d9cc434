"""What has to be so before a decision is proposed: its ground, its dates, the state of what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import exists
from sqlalchemy.orm import Session

from app.applications.models import Application
from app.applications.states import State as ApplicationState
from app.assessment import progress
from app.assessment.progress import Progress
from app.authorisations.models import Authorisation
from app.core import clock
from app.core.errors import Invalid, WrongState
from app.decisions.grounds import GROUNDS, WITH_LENGTH
from app.decisions.models import Decision
from app.decisions.states import OPEN, Ground, Measure, State
from app.programme.rules import rules
from app.programme.words import AuthorisationType


class NotNow(WrongState):
    """Something else is proposed or decided already."""


class AlreadyProposed(NotNow):
    """One proposal at a time for an authorisation."""

    def __init__(self, about: AuthorisationType) -> None:
        super().__init__(f"A decision on “{about.label}” is proposed already.")


class WrongGround(Invalid):
    def __init__(self, kind: Measure) -> None:
        grounds = ", ".join(f"“{ground.label}”" for ground in GROUNDS[kind])
        super().__init__(f"Choose a ground that carries this decision: {grounds}", "ground")


class WrongDate(Invalid):
    """A date that the programme's rules do not allow."""


class WrongLength(Invalid):
    """A suspension longer than its ground carries, or of no length."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "days")


class NotReady(Invalid):
    """Criteria stand open, or a must is not met: `criteria` names them."""

    def __init__(self, message: str, criteria: Sequence[str]) -> None:
        super().__init__(message)
        self.criteria = criteria


def check_ground(kind: Measure, ground: Ground) -> None:
    if ground not in GROUNDS[kind]:
        raise WrongGround(kind)


def check_length(kind: Measure, ground: Ground, days: int | None) -> None:
    """A suspicion lasts at most as long as the programme says; only some grounds may be open-ended."""
    if kind is not Measure.SUSPEND:
        return
    longest = rules().days.suspension_at_most
    if days is None and ground in WITH_LENGTH:
        raise WrongLength("Enter how many days the suspension lasts: this ground cannot be open-ended")
    if days is not None and days < 1:
        raise WrongLength("A suspension lasts at least a day")
    if days is not None and ground is Ground.SUSPICION and days > longest:
        raise WrongLength(f"A suspicion carries at most {longest} days")


def open_for(session: Session, application: Application, asked: AuthorisationType) -> None:
    """The application asks for it, is under assessment, and nothing else is proposed or decided about it."""
    asked_for(application, asked)
    under_assessment(application)
    nothing_else_open(session, application, asked)


def asked_for(application: Application, asked: AuthorisationType) -> None:
    if asked not in application.asked_types:
        raise NotNow(f"The application does not ask for “{asked.label}”.")


def under_assessment(application: Application) -> None:
    if application.state is not ApplicationState.UNDER_ASSESSMENT:
        raise NotNow(f"{application.state.label}: only an application under assessment is decided.")


def not_before_today(effective_from: date | None) -> None:
    if effective_from and effective_from < clock.today():
        raise WrongDate("Enter today or a later day", "effective_from")


def ready_to_grant(session: Session, application: Application, asked: AuthorisationType) -> None:
    """Every criterion of the scope has a result, and no must is unmet."""
    complete(progress.of(session, application, scope=asked.scope))


def complete(rated: Progress) -> None:
    if rated.open:
        raise NotReady(f"{len(rated.open)} criteria have no result yet", rated.open)
    if rated.unmet:
        raise NotReady(f"Not met: {', '.join(rated.unmet)}. A grant needs every must to be met", rated.unmet)


def nothing_else_open(session: Session, about: Application | Authorisation, asked: AuthorisationType) -> None:
    """One proposal at a time for an authorisation; one outcome for each that an application asks for."""
    same = exists().where(Decision.operator_id == about.operator_id, Decision.type == asked)
    if session.scalar(same.where(Decision.state.in_(OPEN)).select()):
        raise AlreadyProposed(asked)
    if isinstance(about, Application) and session.scalar(
        same.where(Decision.application_id == about.id, Decision.state == State.DECIDED).select()
    ):
        raise NotNow(f"“{asked.label}” is decided already.")
