"""Rating criteria."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications.models import Application
from app.applications.states import State
from app.assessment import policy
from app.assessment.models import Rating
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.criteria.words import Result
from app.history.kinds import Kind
from app.history.service import record

WITHOUT_REASON = frozenset({Result.MET})


class ReasonMissing(Invalid):
    """Whatever is not simply met is argued: the trader reads it in the report."""

    def __init__(self) -> None:
        super().__init__("Enter the reason: it goes into the report", "reason")


class SomebodyElseRated(WrongState):
    """A colleague rated the criterion since the page was opened."""


@dataclass(frozen=True)
class Judgement:
    """What an officer found. Likelihood and impact run from 1 to 5."""

    result: Result
    reason: str = ""
    note: str = ""
    likelihood: int | None = None
    impact: int | None = None
    look_on_site: bool = False


def rate(
    session: Session,
    application: Application,
    criterion: str,
    judgement: Judgement,
    *,
    by: User,
    place: str = "",
    version: int = 0,
) -> Rating:
    """Write down the result, or change it. `version` is that of the rating the officer saw, 0 where there was none."""
    allow(policy.can_rate(by))
    if application.state is not State.UNDER_ASSESSMENT:
        raise WrongState(f"{application.state.label}: criteria are rated during the assessment.")
    if judgement.result not in WITHOUT_REASON and not judgement.reason.strip():
        raise ReasonMissing
    rating = find(session, application, criterion, place)
    if (rating.version if rating else 0) != version:
        raise SomebodyElseRated(
            "A colleague rated this criterion while you were reading. Look at the result before you change it."
        )
    if rating is None:
        rating = Rating(application_id=application.id, operator_id=application.operator_id, criterion=criterion, place=place)
        session.add(rating)
    for name, value in vars(judgement).items():
        setattr(rating, name, value)
    rating.rated_by_id, rating.rated_at = by.id, clock.now()
    session.flush()
    record(
        session,
        Kind.CRITERION_RATED,
        about=rating,
        by=by,
        case=application.id,
        criterion=criterion,
        place=place,
        result=judgement.result,
        reason=judgement.reason,
    )
    return rating


def find(session: Session, application: Application, criterion: str, place: str) -> Rating | None:
    query = select(Rating).where(Rating.application_id == application.id, Rating.criterion == criterion, Rating.place == place)
    return session.scalars(query).one_or_none()
