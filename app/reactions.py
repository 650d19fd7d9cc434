"""What follows from what: before the commit (`AT_ONCE`) and after it (`REACTIONS`).

Every reaction is idempotent: the worker may run it again after a crash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy.orm import Session

from app.alerts.occasions import OCCASIONS
from app.alerts.service import tell
from app.applications import service as applications
from app.applications.models import Application
from app.audits import service as audits
from app.authorisations.models import Authorisation
from app.authorisations.queries import in_force
from app.core import jobs
from app.core.isolation import as_system
from app.decisions import service as decisions
from app.history.kinds import STANDING_CHANGED, Kind
from app.history.models import Event
from app.history.service import recorded
from app.monitoring import service as monitoring
from app.register.feed import changes
from app.register.feed.words import ChangeKind
from app.risk import service as risk

AtOnce = Callable[[Session, Collection[UUID]], None]
Reaction = Callable[[Session, Event], None]


def republish(session: Session, operator_ids: Collection[UUID]) -> None:
    """What the world may know of these operators, as it is with this transaction. One never authorised has no entry.

    It is the same whoever caused it: some facts the business itself may not read yet, and a system reads none of them.
    """
    with as_system(session):
        risk.republish(session, operator_ids)


AT_ONCE: Mapping[Kind, tuple[AtOnce, ...]] = dict.fromkeys(
    (
        *STANDING_CHANGED,
        Kind.CONSENT_CHANGED,
        Kind.BUSINESS_DESCRIBED,
        Kind.SITE_ADDED,
        Kind.SITE_CHANGED,
        Kind.SITE_CLOSED,
        Kind.INCIDENT_CONFIRMED,
        Kind.REVIEW_COUNTS,
        Kind.REVIEW_SENT,
        Kind.INFRINGEMENT_RECORDED,
        Kind.INFRINGEMENT_WITHDRAWN,
        Kind.SOLVENCY_ALERT_CONFIRMED,
        Kind.SOLVENCY_ALERT_LIFTED,
        Kind.FACT_DISPUTED,
        Kind.DISPUTE_UPHELD,
        Kind.DISPUTE_REJECTED,
        Kind.DISPUTE_TAKEN_BACK,
        Kind.AUDIT_REPORTED,
        Kind.FINDING_RAISED,
        Kind.FINDING_CLOSED,
        Kind.ACTION_REPORTED,
        Kind.ACTION_VERIFIED,
        Kind.ACTION_REFUSED,
        Kind.ERROR_FOUND,
        Kind.ERROR_TAKEN_BACK,
    ),
    (republish,),
)

NOTED: Mapping[Kind, ChangeKind] = {
    Kind.API_CLIENT_CREATED: ChangeKind.CLIENT_CHANGED,
    Kind.API_CLIENT_CHANGED: ChangeKind.CLIENT_CHANGED,
    Kind.API_CLIENT_DISABLED: ChangeKind.CLIENT_CHANGED,
    Kind.SIGNING_KEY_PUBLISHED: ChangeKind.KEYS_CHANGED,
    Kind.SIGNING_KEY_BROUGHT_FORWARD: ChangeKind.KEYS_CHANGED,
    Kind.SIGNING_KEY_WITHDRAWN: ChangeKind.KEYS_CHANGED,
    Kind.POLICY_SCHEDULED: ChangeKind.POLICY_CHANGED,
    Kind.POLICY_TOOK_EFFECT: ChangeKind.POLICY_CHANGED,
}
"""What is about no business, and still changes what a look-up node answers: it learns so from the feed, within the second."""


def issue_certificate(session: Session, event: Event) -> None:
    """A job of its own: rendering takes its time, and a letter does not wait for it. One after the other for an operator."""
    jobs.defer(session, "issue_certificate", lock=f"certificate {event.operator_id}", event_id=str(event.id))


def print_report(session: Session, event: Event) -> None:
    """The signed report as a paper that trader and customs can keep."""
    jobs.defer(session, "print_report", audit_id=str(event.about_id))


def print_decision(session: Session, event: Event) -> None:
    """The letter that brings the decision, where one stands behind it."""
    if decision_id := event.facts.get("decision"):
        jobs.defer(session, "print_decision", decision_id=decision_id)


def close_case(session: Session, event: Event) -> None:
    """What is open in a case that was withdrawn is closed: requests, visits ahead, proposals and hearings."""
    application = session.get_one(Application, event.about_id)
    applications.close_open(session, application)
    audits.close_open(session, application)
    decisions.close_open(session, application)


def close_review(session: Session, event: Event) -> None:
    """Who holds nothing any more owes no yearly review."""
    if event.operator_id and not in_force(session, event.operator_id):
        monitoring.lapse(session, event.operator_id)


def close_overtaken(session: Session, event: Event) -> None:
    """What was proposed to lift a suspension that has ended by itself."""
    decisions.close_overtaken(session, session.get_one(Authorisation, event.about_id))


REACTIONS: Mapping[Kind, tuple[Reaction, ...]] = {
    **dict.fromkeys(OCCASIONS, (tell,)),
    Kind.APPLICATION_WITHDRAWN: (close_case,),
    Kind.AUDIT_REPORTED: (tell, print_report),
    Kind.APPLICATION_REFUSED: (tell, print_decision),
    Kind.AUTHORISATION_GRANTED: (tell, issue_certificate, print_decision),
    Kind.AUTHORISATION_SUSPENDED: (tell, print_decision),
    Kind.AUTHORISATION_REINSTATED: (tell, issue_certificate, print_decision),
    Kind.SUSPENSION_ENDED: (tell, issue_certificate, close_overtaken),
    Kind.AUTHORISATION_REVOKED: (tell, issue_certificate, print_decision, close_review),
    Kind.PART_SUSPENDED: (tell, print_decision),
    Kind.PART_REINSTATED: (tell, print_decision),
    Kind.PART_SUSPENSION_ENDED: (tell, close_overtaken),
}


LEFT_ALONE = frozenset({
    Kind.BUSINESS_REGISTERED, Kind.BUSINESS_DESCRIBED, Kind.SITE_ADDED, Kind.SITE_CHANGED, Kind.SITE_CLOSED,
    Kind.CONTACT_CHANGED, Kind.CONSENT_CHANGED, Kind.EMAIL_CONFIRMED, Kind.PERSON_RENAMED, Kind.PASSWORD_CHANGED,
    Kind.FACTOR_ENROLLED, Kind.FACTOR_RESET, Kind.RECOVERY_CODES_RENEWED, Kind.OFFICER_CREATED, Kind.INVITATION_ACCEPTED,
    Kind.INVITATION_WITHDRAWN, Kind.ROLE_CHANGED, Kind.MEMBERSHIP_ENDED, Kind.CRITERIA_PUBLISHED, Kind.CRITERIA_RETIRED,
    Kind.DOCUMENT_RECEIVED, Kind.INTERNAL_DOCUMENT_RECEIVED, Kind.APPLICATION_STARTED, Kind.CASE_TAKEN, Kind.CASE_REASSIGNED,
    Kind.POLICY_PROPOSED, Kind.POLICY_APPROVED, Kind.POLICY_REJECTED, Kind.POLICY_WITHDRAWN, Kind.POLICY_RETIRED,
    Kind.POLICY_SCHEDULED, Kind.POLICY_TOOK_EFFECT, Kind.POLICY_SIMULATED, Kind.POLICY_SHADOWED, Kind.POLICY_SHADOW_ENDED,
    Kind.REQUEST_WITHDRAWN, Kind.CRITERION_RATED, Kind.OBSERVATION_RECORDED, Kind.ACTION_REPORTED, Kind.FINDING_CLOSED,
    Kind.DECISION_PROPOSED, Kind.PROPOSAL_WITHDRAWN, Kind.LETTER_SERVED, Kind.API_CLIENT_CREATED, Kind.API_CLIENT_DISABLED,
    Kind.INFRINGEMENT_WITHDRAWN, Kind.SOLVENCY_ALERT_LIFTED, Kind.DISPUTE_TAKEN_BACK,
    Kind.REVIEW_COUNTS, Kind.REVIEW_SENT, Kind.REVIEW_ANSWERED, Kind.REVIEW_LAPSED,
    Kind.API_CLIENT_CHANGED,
    Kind.SIGNING_KEY_PUBLISHED, Kind.SIGNING_KEY_BROUGHT_FORWARD, Kind.SIGNING_KEY_WITHDRAWN,
    Kind.OUTCOMES_REPORTED, Kind.ERROR_FOUND, Kind.ERROR_TAKEN_BACK,
    Kind.WEBHOOK_CREATED, Kind.WEBHOOK_PAUSED, Kind.WEBHOOK_RESUMED, Kind.WEBHOOK_DISABLED, Kind.WEBHOOK_REMOVED,
    Kind.WEBHOOK_REPLAYED, Kind.WEBHOOK_SECRET_RENEWED, Kind.WEBHOOKS_STOPPED, Kind.WEBHOOKS_RELEASED,
})  # fmt: skip


@contextmanager
def committing(session: Session) -> Iterator[Session]:
    """Commit at the end what was done, with what must never lag; roll all of it back on any error."""
    try:
        yield session
        at_once(session, recorded(session))
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        recorded(session).clear()


def at_once(session: Session, events: Collection[Event]) -> None:
    """Do what these events ask for before the commit, once for all operators they are about."""
    for event in events:
        if kind := NOTED.get(event.kind):
            changes.note(session, kind, client_id=event.facts.get("client_id"))
    asked: dict[AtOnce, set[UUID]] = defaultdict(set)
    for event in events:
        for reaction in AT_ONCE.get(event.kind, ()):
            if event.operator_id:
                asked[reaction].add(event.operator_id)
    for reaction, operator_ids in asked.items():
        reaction(session, operator_ids)


def react(session: Session, event: Event) -> None:
    """Run what follows from an event after its commit: called by the worker, in a transaction of its own."""
    for reaction in REACTIONS.get(event.kind, ()):
        reaction(session, event)
