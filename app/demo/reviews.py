"""Yearly reviews of the demonstration: one waits for the business, one for customs, one never came."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.authorisations.queries import in_force
from app.core import clock
from app.demo.crew import Crew
from app.demo.moments import ago, on
from app.monitoring import reviews, service
from app.monitoring.models import Review
from app.monitoring.shown import fingerprint, shown
from app.monitoring.states import Part
from app.operators.models import Operator
from app.programme.rules import rules
from app.reactions import republish
from app.risk.ageing import add_months

SAID = {
    Part.OWNERS: "Since 1 September Vera Strand leads the agency; Tomas Aldous stays as adviser until the end of the year.",
    Part.RECORDS: "The declarations are kept with another provider since June; the old ones can still be read there.",
}


def review_open(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    """Begun, and not signed yet."""
    review = opened(session, operator, due_on(session, operator))
    service.save(session, review, by=signatory, said={Part.BUSINESS: "", Part.ROLES: ""})


def review_sent(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    review = opened(session, operator, due_on(session, operator))
    with on(session, ago(2)):
        service.save(session, review, by=signatory, said=dict.fromkeys(Part, "") | SAID)
        service.send(session, review, by=signatory, name=signatory.name, seen=fingerprint(shown(session, operator)))


def review_late(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    """Two reminders went out, and the days after the second have passed."""
    due, limits = due_on(session, operator, passed=True), rules().review
    review, days = opened(session, operator, due), (clock.today() - due).days
    for after in (0, limits.second_reminder):
        with on(session, ago(days - after)):
            service.remind(session, review)
            if after:
                service.count_late(session, review, reminded_on=clock.today())
    with clock.at(ago(days - limits.second_reminder - limits.last_call, 1)):
        republish(session, [operator.id])


def opened(session: Session, operator: Operator, due: date) -> Review:
    """On the day its window began."""
    with on(session, ago((clock.today() - due).days + rules().review.opens_before)):
        ((_, day),) = reviews.to_open(session, operator.id)
        return service.open_review(session, operator.id, day)


def due_on(session: Session, operator: Operator, *, passed: bool = False) -> date:
    """The next anniversary, or the last one."""
    first = min(one.effective_from for one in in_force(session, operator.id))
    ahead = next(day for year in range(1, 100) if (day := add_months(first, 12 * year)) > clock.today())
    return add_months(ahead, -12) if passed else ahead
