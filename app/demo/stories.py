"""The stories the businesses are told in, by the name in `cast.toml`. Each ends today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications import service as applications
from app.applications.models import Application
from app.authorisations import certificates
from app.core import clock
from app.decisions import service as decisions
from app.decisions.models import Decision
from app.decisions.states import Measure
from app.demo import case, firm, post
from app.demo.after import SEQUELS
from app.demo.cast import Firm
from app.demo.crew import Crew
from app.demo.moments import ago, on
from app.history.kinds import Kind as Happened
from app.history.service import recorded
from app.operators.models import Operator
from app.programme.rules import rules
from app.reactions import republish

MISSING = "The accounts of the last year are missing, and the list of persons in charge names nobody for customs matters."


@dataclass
class Told:
    """One business whose story is being told."""

    session: Session
    firm: Firm
    crew: Crew
    operator: Operator
    signatory: User

    def days(self, after: int) -> int:
        """How many days ago it was, that many days after the story began."""
        return max(self.firm.ago - after, 0)


def tell(session: Session, firm_: Firm, crew: Crew) -> None:
    """Register the business at the beginning of its story, and let it happen."""
    with on(session, ago(firm_.ago + 30)):
        operator, signatory = firm.arrive(session, firm_)
        if firm_.story != "registered":
            firm.describe(session, firm_, operator, signatory)
            firm.state_facts(session, firm_, operator, signatory)
    STORIES[firm_.story](Told(session, firm_, crew, operator, signatory))
    if firm_.number in firm.OPEN_ACCOUNTS:
        post.deliver(session, recorded(session))
    post.print_papers(session, recorded(session))


def registered(told: Told) -> None:
    """It has come, and has said nothing yet."""


def draft(told: Told) -> None:
    begun(told, share=0.2 + told.firm.number % 5 / 10)


def complete(told: Told) -> None:
    begun(told)


def begun(told: Told, share: float = 1.0) -> Application:
    with on(told.session, ago(told.days(0))):
        application = case.begin(told.session, told.firm, told.operator, told.signatory)
        case.fill(told.session, told.firm, application, told.signatory, share)
    return application


def submitted(told: Told) -> Application:
    application = begun(told)
    with on(told.session, ago(told.days(0), 15)):
        case.send(told.session, application, told.signatory)
    return application


def withdrawn(told: Told) -> None:
    application = submitted(told)
    with on(told.session, ago(told.days(20))):
        applications.withdraw(told.session, application, by=told.signatory, reason="We will come back next year.")


def returned(told: Told) -> None:
    application = submitted(told)
    with on(told.session, ago(told.days(25))):
        applications.send_back(told.session, application, by=told.crew.officer, missing=MISSING)


def not_accepted(told: Told) -> None:
    application = submitted(told)
    with on(told.session, ago(told.days(20))):
        reason = "The main customs accounts are kept abroad, so another administration is the right one."
        applications.not_accept(told.session, application, by=told.crew.officer, reason=reason)


def accepted(told: Told) -> Application:
    application = submitted(told)
    with on(told.session, ago(told.days(5), 9)):
        applications.take(told.session, application, by=told.crew.officer)
        applications.accept(told.session, application, by=told.crew.officer)
    return application


def assessed(told: Told) -> None:
    """Part of the criteria have results; what else stands depends on `then`."""
    application = accepted(told)
    with on(told.session, ago(told.days(15), 14)):
        case.rate_share(told.session, application, told.crew.officer, 1.0 if "visited" in told.firm.then else 0.6)
    for name in told.firm.then:
        MIDWAY[name](told, application)


def ask(told: Told, application: Application, days: int, due_in: int) -> None:
    with on(told.session, ago(days)):
        text = "Your seal instruction names two drawers. Who holds the key of the second one, and since when?"
        applications.ask(
            told.session, application, by=told.crew.officer, text=text, due_on=clock.today() + timedelta(days=due_in)
        )


def ask_open(told: Told, application: Application) -> None:
    ask(told, application, days=6, due_in=14)


def ask_late(told: Told, application: Application) -> None:
    ask(told, application, days=24, due_in=20)


def ask_answered(told: Told, application: Application) -> None:
    ask(told, application, days=30, due_in=20)
    with on(told.session, ago(18)):
        told.session.expire(application, ["requests"])
        reply = "The shift leader of the night holds it, since 1 June. The list of keys is attached to the procedure."
        applications.answer_request(told.session, application.requests[0], by=told.signatory, reply=reply)


def plan_visit(told: Told, application: Application) -> None:
    with on(told.session, ago(4)):
        case.plan_visit(told.session, application, told.crew, in_days=12)


def visited(told: Told, application: Application) -> None:
    with on(told.session, ago(told.days(25))):
        audit = case.plan_visit(told.session, application, told.crew, in_days=10)
    with on(told.session, ago(told.days(38))):
        case.visit(told.session, audit, told.crew)


def rated(told: Told) -> Application:
    """Everything is rated and one visit reported."""
    application = accepted(told)
    with on(told.session, ago(told.days(30))):
        case.rate_share(told.session, application, told.crew.officer)
    with on(told.session, ago(told.days(40))):
        audit = case.plan_visit(told.session, application, told.crew, in_days=14)
    with on(told.session, ago(told.days(57))):
        case.visit(told.session, audit, told.crew)
    return application


def proposed(told: Told) -> None:
    application = rated(told)
    with on(told.session, ago(3)):
        for asked in told.firm.asked:
            case.propose(told.session, application, asked, told.crew)


def hearing(told: Told) -> None:
    """A refusal is intended, and the trader may still reply."""
    hear(told, days=9)


def heard(told: Told) -> None:
    """The trader replied yesterday."""
    for decision in hear(told, days=21):
        with on(told.session, ago(1, 16)):
            text = "Three of the five concern a supplier we no longer work with. Since March every declaration is read twice."
            decisions.open_hearing_letter(told.session, decision.hearing, by=told.signatory)  # type: ignore[arg-type]
            decisions.reply(told.session, decision.hearing, by=told.signatory, text=text)  # type: ignore[arg-type]


def hear(told: Told, days: int) -> list[Decision]:
    application = rated(told)
    with on(told.session, ago(days + 1)):
        case.rate_record(told.session, application, told.crew.officer)
    with on(told.session, ago(days)):
        intended = [case.propose(told.session, application, asked, told.crew, Measure.REFUSE) for asked in told.firm.asked]
        for decision in intended:
            decisions.open_hearing(told.session, decision, by=told.crew.officer)
    return intended


def refused(told: Told) -> None:
    """Heard, and refused a while ago."""
    for decision in hear(told, days=120):
        with on(told.session, ago(60)):
            decisions.decide(told.session, decision, by=told.crew.decider)


def granted(told: Told) -> None:
    """Everything asked for was granted; what came after stands in `then`."""
    grant(told, told.days(90))
    for name in told.firm.then:
        SEQUELS[name](told.session, told.operator, told.signatory, told.crew)


def granted_ahead(told: Told) -> None:
    """Decided the day before yesterday; it takes effect in a few days."""
    grant(told, 2)


def grant(told: Told, days: int) -> None:
    application = rated(told)
    with on(told.session, ago(days, 11)):
        for asked in told.firm.asked:
            decisions.decide(told.session, case.propose(told.session, application, asked, told.crew), by=told.crew.decider)
        event = next(one for one in reversed(recorded(told.session)) if one.kind is Happened.AUTHORISATION_GRANTED)
        certificates.issue(told.session, event)
    take_effect(told, days - rules().days.grant_takes_effect)


def take_effect(told: Told, days: int) -> None:
    """That many days ago, if it was not to come yet, the credit was computed anew, as the worker does on that day."""
    if days >= 0:
        with clock.at(ago(days, 1)):
            republish(told.session, [told.operator.id])


MIDWAY: Mapping[str, Callable[[Told, Application], None]] = {
    midway.__name__: midway for midway in (ask_open, ask_late, ask_answered, plan_visit, visited)
}
STORIES: Mapping[str, Callable[[Told], object]] = {
    story.__name__: story
    for story in (
        registered,
        draft,
        complete,
        submitted,
        withdrawn,
        returned,
        not_accepted,
        assessed,
        proposed,
        hearing,
        heard,
        refused,
        granted,
        granted_ahead,
    )
}
