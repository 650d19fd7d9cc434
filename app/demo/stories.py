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
class Scene:
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
    STORIES[firm_.story](Scene(session, firm_, crew, operator, signatory))
    if firm_.number in firm.OPEN_ACCOUNTS:
        post.deliver(session, recorded(session))
    post.print_papers(session, recorded(session))


def registered(scene: Scene) -> None:
    """It has come, and has said nothing yet."""


def draft(scene: Scene) -> None:
    begun(scene, share=0.2 + scene.firm.number % 5 / 10)


def complete(scene: Scene) -> None:
    begun(scene)


def begun(scene: Scene, share: float = 1.0) -> Application:
    with on(scene.session, ago(scene.days(0))):
        application = case.begin(scene.session, scene.firm, scene.operator, scene.signatory)
        case.fill(scene.session, scene.firm, application, scene.signatory, share)
    return application


def submitted(scene: Scene) -> Application:
    application = begun(scene)
    with on(scene.session, ago(scene.days(0), 15)):
        case.send(scene.session, application, scene.signatory)
    return application


def withdrawn(scene: Scene) -> None:
    application = submitted(scene)
    with on(scene.session, ago(scene.days(20))):
        applications.withdraw(scene.session, application, by=scene.signatory, reason="We will come back next year.")


def returned(scene: Scene) -> None:
    application = submitted(scene)
    with on(scene.session, ago(scene.days(25))):
        applications.send_back(scene.session, application, by=scene.crew.officer, missing=MISSING)


def not_accepted(scene: Scene) -> None:
    application = submitted(scene)
    with on(scene.session, ago(scene.days(20))):
        reason = "The main customs accounts are kept abroad, so another administration is the right one."
        applications.not_accept(scene.session, application, by=scene.crew.officer, reason=reason)


def accepted(scene: Scene) -> Application:
    application = submitted(scene)
    with on(scene.session, ago(scene.days(5), 9)):
        applications.take(scene.session, application, by=scene.crew.officer)
        applications.accept(scene.session, application, by=scene.crew.officer)
    return application


def assessed(scene: Scene) -> None:
    """Part of the criteria have results; what else stands depends on `then`."""
    application = accepted(scene)
    with on(scene.session, ago(scene.days(15), 14)):
        case.rate_share(scene.session, application, scene.crew.officer, 1.0 if "visited" in scene.firm.then else 0.6)
    for name in scene.firm.then:
        MIDWAY[name](scene, application)


def ask(scene: Scene, application: Application, days: int, due_in: int) -> None:
    with on(scene.session, ago(days)):
        text = "Your seal instruction names two drawers. Who holds the key of the second one, and since when?"
        applications.ask(
            scene.session, application, by=scene.crew.officer, text=text, due_on=clock.today() + timedelta(days=due_in)
        )


def ask_open(scene: Scene, application: Application) -> None:
    ask(scene, application, days=6, due_in=14)


def ask_late(scene: Scene, application: Application) -> None:
    ask(scene, application, days=24, due_in=20)


def ask_answered(scene: Scene, application: Application) -> None:
    ask(scene, application, days=30, due_in=20)
    with on(scene.session, ago(18)):
        scene.session.expire(application, ["requests"])
        reply = "The shift leader of the night holds it, since 1 June. The list of keys is attached to the procedure."
        applications.answer_request(scene.session, application.requests[0], by=scene.signatory, reply=reply)


def plan_visit(scene: Scene, application: Application) -> None:
    with on(scene.session, ago(4)):
        case.plan_visit(scene.session, application, scene.crew, in_days=12)


def visited(scene: Scene, application: Application) -> None:
    with on(scene.session, ago(scene.days(25))):
        audit = case.plan_visit(scene.session, application, scene.crew, in_days=10)
    with on(scene.session, ago(scene.days(38))):
        case.visit(scene.session, audit, scene.crew)


def rated(scene: Scene) -> Application:
    """Everything is rated and one visit reported."""
    application = accepted(scene)
    with on(scene.session, ago(scene.days(30))):
        case.rate_share(scene.session, application, scene.crew.officer)
    with on(scene.session, ago(scene.days(40))):
        audit = case.plan_visit(scene.session, application, scene.crew, in_days=14)
    with on(scene.session, ago(scene.days(57))):
        case.visit(scene.session, audit, scene.crew)
    return application


def proposed(scene: Scene) -> None:
    application = rated(scene)
    with on(scene.session, ago(3)):
        for asked in scene.firm.asked:
            case.propose(scene.session, application, asked, scene.crew)


def hearing(scene: Scene) -> None:
    """A refusal is intended, and the trader may still reply."""
    hear(scene, days=9)


def heard(scene: Scene) -> None:
    """The trader replied yesterday."""
    for decision in hear(scene, days=21):
        with on(scene.session, ago(1, 16)):
            text = "Three of the five concern a supplier we no longer work with. Since March every declaration is read twice."
            decisions.open_hearing_letter(scene.session, decision.hearing, by=scene.signatory)  # type: ignore[arg-type]
            decisions.reply(scene.session, decision.hearing, by=scene.signatory, text=text)  # type: ignore[arg-type]


def hear(scene: Scene, days: int) -> list[Decision]:
    application = rated(scene)
    with on(scene.session, ago(days + 1)):
        case.rate_record(scene.session, application, scene.crew.officer)
    with on(scene.session, ago(days)):
        intended = [case.propose(scene.session, application, asked, scene.crew, Measure.REFUSE) for asked in scene.firm.asked]
        for decision in intended:
            decisions.open_hearing(scene.session, decision, by=scene.crew.officer)
    return intended


def refused(scene: Scene) -> None:
    """Heard, and refused a while ago."""
    for decision in hear(scene, days=120):
        with on(scene.session, ago(60)):
            decisions.decide(scene.session, decision, by=scene.crew.decider)


def granted(scene: Scene) -> None:
    """Everything asked for was granted; what came after stands in `then`."""
    grant(scene, scene.days(90))
    for name in scene.firm.then:
        SEQUELS[name](scene.session, scene.operator, scene.signatory, scene.crew)


def granted_ahead(scene: Scene) -> None:
    """Decided the day before yesterday; it takes effect in a few days."""
    grant(scene, 2)


def grant(scene: Scene, days: int) -> None:
    application = rated(scene)
    with on(scene.session, ago(days, 11)):
        for asked in scene.firm.asked:
            decisions.decide(scene.session, case.propose(scene.session, application, asked, scene.crew), by=scene.crew.decider)
        event = next(one for one in reversed(recorded(scene.session)) if one.kind is Happened.AUTHORISATION_GRANTED)
        certificates.issue(scene.session, event)
    take_effect(scene, days - rules().days.grant_takes_effect)


def take_effect(scene: Scene, days: int) -> None:
    """That many days ago, if it was not to come yet, the credit was computed anew, as the worker does on that day."""
    if days >= 0:
        with clock.at(ago(days, 1)):
            republish(scene.session, [scene.operator.id])


MIDWAY: Mapping[str, Callable[[Scene, Application], None]] = {
    midway.__name__: midway for midway in (ask_open, ask_late, ask_answered, plan_visit, visited)
}
STORIES: Mapping[str, Callable[[Scene], object]] = {
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
