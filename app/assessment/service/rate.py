"""Rating criteria."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications.models import Application
from app.applications.states import State
from app.assessment import policy, progress
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


class NotInPlay(Invalid):
    """Roles, modes, sites and facts decide which criteria are rated, and where."""

    def __init__(self) -> None:
        super().__init__("This criterion is not rated in this case.")


class SomebodyElseRated(WrongState):
    """A colleague rated the criterion since the page was opened."""

    def __init__(self) -> None:
        super().__init__("A colleague rated this criterion while you were reading. Look at the result before you change it.")


@dataclass(frozen=True)
class Judgement:
    """What an officer found. Likelihood and impact run from 1 to 5."""

    result: Result
    reason: str = ""
    note: str = ""
    likelihood: int | None = None
    impact: int | None = None
    look_on_site: bool = False
    to_ask: bool = False


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
    """Write down the result, or change it; the same once more changes nothing.

    `version` is that of the rating the officer saw, 0 where there was none; else `SomebodyElseRated`.
    """
    allow(policy.can_rate(by))
    _check(session, application, criterion, place, judgement)
    rating = find(session, application, criterion, place)
    if rating and rating.rated_by_id == by.id and judgement == judgement_of(rating):
        return rating
    if (rating.version if rating else 0) != version:
        raise SomebodyElseRated
    rating = rating or Rating(
        application_id=application.id, operator_id=application.operator_id, criterion=criterion, place=place
    )
    _put(session, rating, judgement, by)
    facts = {"criterion": criterion, "place": place, "result": judgement.result, "reason": judgement.reason}
    record(session, Kind.CRITERION_RATED, about=rating, by=by, case=application.id, **facts)
    return rating


def find(session: Session, application: Application, criterion: str, place: str) -> Rating | None:
    query = select(Rating).where(Rating.application_id == application.id, Rating.criterion == criterion, Rating.place == place)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def judgement_of(rating: Rating) -> Judgement:
    """A rating as it would be given again."""
    return Judgement(
        rating.result, rating.reason, rating.note, rating.likelihood, rating.impact, rating.look_on_site, rating.to_ask
    )


def _check(session: Session, application: Application, criterion: str, place: str, judgement: Judgement) -> None:
    """One officer at a time: who comes second sees what the first one found."""
    session.refresh(application, ["state", "version"], with_for_update=True)
    if application.state is not State.UNDER_ASSESSMENT:
        raise WrongState(f"{application.state.label}: criteria are rated during the assessment.")
    if (criterion, place) not in progress.to_rate(application):
        raise NotInPlay
    if judgement.result not in WITHOUT_REASON and not judgement.reason.strip():
        raise ReasonMissing


def _put(session: Session, rating: Rating, judgement: Judgement, by: User) -> None:
    for name, value in asdict(judgement).items():
        setattr(rating, name, value)
    rating.rated_by_id, rating.rated_at = by.id, clock.now()
    session.add(rating)
    session.flush()
