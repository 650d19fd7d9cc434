"""What stands against businesses of the demonstration. `cast.toml` names the functions."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.compliance import service as compliance
from app.compliance.models import Infringement
from app.compliance.words import Disputable, Severity
from app.core import clock
from app.demo.crew import Crew
from app.demo.moments import ago, on
from app.operators.models import Operator
from app.programme.words import Domain


def record(session: Session, operator: Operator, crew: Crew, days: int) -> Infringement:
    with on(session, ago(days)):
        decided = compliance.Account(
            decided_on=clock.today() - timedelta(days=3),
            severity=Severity.MINOR,
            domains=[Domain.FISCAL],
            description="Two declarations in May named a preferential origin without proof. The duty was paid later.",
            legal_basis="Customs Act, section 12 (2)",
        )
        return compliance.record_infringement(session, operator, decided, by=crew.officer)


def infringement(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    record(session, operator, crew, 130)


def infringement_disputed(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    """Nobody has answered yet: while it waits it does not count."""
    one = record(session, operator, crew, 9)
    fact = compliance.Established(Disputable.INFRINGEMENT, one.id, operator.id, one.reference, one.recorded_by_id)
    with on(session, ago(3)):
        reason = "The two declarations were lodged by a broker in our name without an order. We enclosed his letter of 2 June."
        compliance.dispute(session, fact, by=signatory, reason=reason)


def solvency_alert(session: Session, operator: Operator, signatory: User, crew: Crew) -> None:
    with on(session, ago(20)):
        since, told = clock.today() - timedelta(days=6), "Two deferred payments were missed, and the bank ended the guarantee."
        compliance.confirm_alert(session, operator, by=crew.officer, since=since, description=told)
