"""What a business must do and what customs is doing, in the order of their dates. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from uuid import UUID

from app.alerts.matters import Matters, Proceeding
from app.alerts.stake import AtStake
from app.applications.models import Application, Request
from app.applications.service import answer_by, supply_by
from app.applications.states import State as ApplicationState
from app.assessment.clock import Holder
from app.compliance.doubt import doubt
from app.compliance.models import Dispute
from app.compliance.states import DisputeState
from app.core.words import Word
from app.decisions.models import Decision, Hearing
from app.findings.models import CorrectiveAction
from app.findings.states import ActionState
from app.monitoring.models import Review
from app.monitoring.reviews import answer_by as review_answered_by
from app.monitoring.states import ReviewState
from app.programme.rules import rules

UNANSWERED = "Without an answer by then customs asks again, or closes the review without it."


UPHELD = "Customs agreed with your dispute: it costs no credit. Report what you did, or why nothing is to be done."


class Sort(Word):
    """What a line is about."""

    APPLICATION = "application", "Application"
    CASE = "case", "Case"
    REQUEST = "request", "Request for information"
    ACTION = "action", "Corrective action"
    HEARING = "hearing", "Hearing"
    DECISION = "decision", "Decision"
    VISIT = "visit", "Site visit"
    INCIDENT = "incident", "Incident"
    DISPUTE = "dispute", "Dispute"
    REVIEW = "review", "Yearly review"


@dataclass(frozen=True)
class Duty:
    """Something the business owes: by when, how long it takes, and what it costs to leave it."""

    sort: Sort
    about: UUID
    what: str
    due_on: date | None = None
    minutes: int | None = None
    consequence: str = ""

    def is_late(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class Doing:
    """Something customs has in hand."""

    sort: Sort
    about: UUID
    what: str
    note: str
    by_on: date | None = None


def duties(matters: Matters, today: date, at_stake: AtStake | None = None) -> list[Duty]:
    """The most urgent first."""
    owed = [
        *(of_application(matters.application) if matters.application else ()),
        *(of_request(one) for one in matters.requests),
        *(duty for one in matters.proceedings for duty in of_letter(one, today)),
        *(of_action(one, matters, today, at_stake) for one in matters.actions if one.state is ActionState.ASKED),
        *(duty for one in matters.reviews for duty in of_review(one, today, at_stake)),
    ]
    return sorted(owed, key=lambda duty: (duty.due_on or date.max, duty.what, str(duty.about)))


def of_application(application: Application) -> Iterator[Duty]:
    if application.state is ApplicationState.RETURNED:
        wait = "Customs looks at it once it is complete."
        yield Duty(Sort.APPLICATION, application.id, "Complete your application", supply_by(application), 30, wait)
    if application.state is ApplicationState.DRAFT:
        unsent = "Customs sees nothing of it until a signatory sends it."
        yield Duty(Sort.APPLICATION, application.id, "Go on with your application", consequence=unsent)


def of_request(request: Request) -> Duty:
    what = f"Answer: {shorten(request.text, 80, placeholder=' …')}"
    return Duty(Sort.REQUEST, request.id, what, request.due_on, 15, "The assessment waits for your answer.")


def of_letter(one: Proceeding, today: date) -> Iterator[Duty]:
    """A letter of customs that waits: to be opened, then to be replied to."""
    if one.waits_for_reply and one.hearing:
        yield of_hearing(one.hearing, today)
    if one.is_unopened and one.decision:
        what = f"Open the decision on {one.decision.type.label.lower()}: {in_full(one.decision)}"
        served = "If nobody opens it, it counts as opened on that day, and the time to appeal begins."
        yield Duty(Sort.DECISION, one.decision.id, what, one.decision.served_on, 5, served)


def in_full(decision: Decision) -> str:
    """What it did, and to which part: of two letters each is told from the other."""
    return f"{decision.outcome}, only {decision.part}" if decision.is_in_part else decision.outcome


def of_hearing(hearing: Hearing, today: date) -> Duty:
    if hearing.served_on > today:
        ahead = f"If nobody opens it, it counts as opened on that day. Then you have {rules().days.hearing} days to reply."
        return Duty(Sort.HEARING, hearing.id, "Open the letter about your right to be heard", hearing.served_on, 10, ahead)
    without = "After that day customs may decide without your reply."
    return Duty(Sort.HEARING, hearing.id, "Reply before customs decides", hearing.due_on, 30, without)


def of_action(action: CorrectiveAction, matters: Matters, today: date, at_stake: AtStake | None) -> Duty:
    what, disputes = shorten(action.text, 80, placeholder=" …"), matters.disputes_about(action.id)
    if not doubt(disputes).counts:
        return Duty(Sort.ACTION, action.id, what, minutes=20, consequence=UPHELD)
    cost = at_stake.cost_of(action, disputes, today) if at_stake else ""
    return Duty(Sort.ACTION, action.id, what, action.due_on, 20, cost)


def of_review(review: Review, today: date, at_stake: AtStake | None) -> Iterator[Duty]:
    if review.state is ReviewState.OPEN:
        cost = at_stake.cost_of_review(review, today) if at_stake else ""
        yield Duty(Sort.REVIEW, review.id, f"Send the yearly review of {review.year}", review.due_on, 15, cost)
    if review.state is ReviewState.ASKED:
        what = f"Answer a question about your yearly review of {review.year}"
        yield Duty(Sort.REVIEW, review.id, what, review_answered_by(review), 5, UNANSWERED)


def doings(matters: Matters, today: date) -> list[Doing]:
    """What is in the hands of customs, the nearest date first."""
    taken = [
        *(at_application(matters) if matters.application else ()),
        *at_visits(matters),
        *at_actions(matters),
        *(at_hearing(one.hearing.id) for one in matters.proceedings if one.is_weighed and one.hearing),
        *at_incidents(matters),
        *(at_dispute(one) for one in matters.disputes if one.state is DisputeState.OPEN),
        *(at_review(one) for one in matters.reviews if one.state is ReviewState.SENT),
    ]
    return sorted(taken, key=lambda doing: (doing.by_on or date.max, doing.what, str(doing.about)))


def at_application(matters: Matters) -> Iterator[Doing]:
    application, clock = matters.application, matters.clock
    if application is None:
        return
    if application.state is ApplicationState.SUBMITTED:
        silence = (
            "Customs says whether the application is complete. If it says nothing by then, the application counts as accepted."
        )
        yield Doing(Sort.CASE, application.id, "Checking your application", silence, answer_by(application))
    if application.state is ApplicationState.UNDER_ASSESSMENT and clock is not None:
        waits = clock.ball_with is Holder.TRADER
        note = (
            "It waits for you; the date moves by the time you were given."
            if waits
            else "Customs acts next. You need to do nothing."
        )
        yield Doing(Sort.CASE, application.id, "Assessing your application", note, clock.legal_date)


def at_visits(matters: Matters) -> Iterator[Doing]:
    for visit in matters.planned:
        note = f"{visit.mode.label}. The plan says who comes and to which sites."
        yield Doing(Sort.VISIT, visit.id, "Preparing a visit to you", note, visit.starts_on)


def at_actions(matters: Matters) -> Iterator[Doing]:
    for action in matters.actions:
        if action.state is ActionState.REPORTED:
            note = f"Finding {action.finding.reference}: {shorten(action.text, 80, placeholder=' …')}"
            yield Doing(Sort.ACTION, action.id, "Checking what you did", note)


def at_hearing(hearing_id: UUID) -> Doing:
    return Doing(Sort.HEARING, hearing_id, "Reading your reply", "Nothing is decided yet. You get the decision with its reasons.")


def at_incidents(matters: Matters) -> Iterator[Doing]:
    for incident in matters.incidents:
        note = f"Incident {incident.reference}. Your status stays as it is meanwhile."
        yield Doing(Sort.INCIDENT, incident.id, "Looking into the incident you reported", note)


def at_dispute(dispute: Dispute) -> Doing:
    note = f"{dispute.about.label} {dispute.reference}. Somebody who did not establish it decides."
    return Doing(Sort.DISPUTE, dispute.about_id, "Deciding on what you dispute", note)


def at_review(review: Review) -> Doing:
    note = "You need to do nothing. If something is not clear, customs asks."
    return Doing(Sort.REVIEW, review.id, f"Looking at your yearly review of {review.year}", note)
