"""Which letter follows from which event, to whom, and where its link leads. Read it and know who is told of what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.accounts.words import OfficerRole
from app.alerts import recipients
from app.alerts.kinds import Kind
from app.alerts.recipients import Recipient
from app.history.kinds import Kind as Happened
from app.history.models import Event

Recipients = Callable[[Session, Event], list[Recipient]]


def to_speakers(session: Session, event: Event) -> list[Recipient]:
    return recipients.speakers(session, event.operator_id)


def to_former_speakers(session: Session, event: Event) -> list[Recipient]:
    return recipients.speakers_until(session, event.operator_id, event.at)


def to_case_officer(session: Session, event: Event) -> list[Recipient]:
    return recipients.officer_of(session, event.case_id)


def to_desk(session: Session, event: Event) -> list[Recipient]:
    return recipients.desk(session)


def to_decision_makers(session: Session, event: Event) -> list[Recipient]:
    return recipients.with_role(session, OfficerRole.DECISION_MAKER)


def to_person(session: Session, event: Event) -> list[Recipient]:
    return recipients.person(session, event.about_id)


def to_invited(session: Session, event: Event) -> list[Recipient]:
    return recipients.invited(session, event.about_id)


@dataclass(frozen=True)
class Occasion:
    """A letter that follows. `link` may have {case}, {about} and {decision}; `days` names the fact each day is read from."""

    letter: Kind
    to: Recipients
    link: str = "/"
    days: Mapping[str, str] = field(default_factory=dict)


TRADERS_CASE, OFFICERS_CASE = "/operator/applications/{case}", "/officer/cases/{case}"
TRADERS_VISIT, TRADERS_HEARING = "/operator/audits/{about}", "/operator/hearings/{about}"
TRADERS_DECISION = "/operator/decisions/{decision}"
TRADERS_FINDING = "/operator/findings/{about}"
TRADERS_INCIDENT, OFFICERS_INCIDENT = "/operator/incidents/{about}", "/officer/incidents/{about}"
TRADERS_RECORD, TRADERS_REVIEW = "/operator/record", "/operator/reviews/{about}"
OF_A_VISIT = {"first_day": "starts_on", "last_day": "ends_on"}

OCCASIONS: Mapping[Happened, tuple[Occasion, ...]] = {
    Happened.CONFIRMATION_ASKED: (Occasion(Kind.CONFIRM_EMAIL, to_person),),
    Happened.PASSWORD_RESET_ASKED: (Occasion(Kind.RESET_PASSWORD, to_person),),
    Happened.PERSON_INVITED: (Occasion(Kind.INVITATION, to_invited),),
    Happened.REGISTRATION_CONTESTED: (Occasion(Kind.REGISTRATION_CONTESTED, to_speakers, "/operator/people"),),
    Happened.BUSINESS_RELEASED: (Occasion(Kind.BUSINESS_RELEASED, to_former_speakers, "/contact"),),
    Happened.APPLICATION_SUBMITTED: (
        Occasion(Kind.APPLICATION_SUBMITTED, to_speakers, TRADERS_CASE, {"submitted_on": "submitted_on"}),
        Occasion(Kind.DESK_NEW_APPLICATION, to_case_officer, OFFICERS_CASE, {"submitted_on": "submitted_on"}),
    ),
    Happened.APPLICATION_RETURNED: (Occasion(Kind.APPLICATION_RETURNED, to_speakers, TRADERS_CASE, {"reply_by": "due_on"}),),
    Happened.APPLICATION_ACCEPTED: (Occasion(Kind.APPLICATION_ACCEPTED, to_speakers, TRADERS_CASE, {"decide_by": "decide_by"}),),
    Happened.APPLICATION_NOT_ACCEPTED: (Occasion(Kind.APPLICATION_NOT_ACCEPTED, to_speakers, TRADERS_CASE),),
    Happened.INFORMATION_REQUESTED: (
        Occasion(Kind.INFORMATION_REQUESTED, to_speakers, "/operator/requests/{about}", {"reply_by": "due_on"}),
    ),
    Happened.INFORMATION_GIVEN: (Occasion(Kind.INFORMATION_ANSWERED, to_case_officer, OFFICERS_CASE),),
    Happened.AUDIT_PLANNED: (Occasion(Kind.AUDIT_PLANNED, to_speakers, TRADERS_VISIT, OF_A_VISIT),),
    Happened.AUDIT_CHANGED: (Occasion(Kind.AUDIT_PLANNED, to_speakers, TRADERS_VISIT, OF_A_VISIT),),
    Happened.AUDIT_CANCELLED: (Occasion(Kind.AUDIT_CANCELLED, to_speakers, TRADERS_VISIT, OF_A_VISIT),),
    Happened.AUDIT_REPORTED: (Occasion(Kind.REPORT_READY, to_speakers, TRADERS_VISIT),),
    Happened.FINDING_RAISED: (Occasion(Kind.FINDING_RAISED, to_speakers, TRADERS_FINDING, {"due_on": "due_on"}),),
    Happened.ACTION_VERIFIED: (Occasion(Kind.ACTION_VERIFIED, to_speakers, TRADERS_FINDING),),
    Happened.ACTION_REFUSED: (Occasion(Kind.ACTION_REFUSED, to_speakers, TRADERS_FINDING, {"due_on": "due_on"}),),
    Happened.HEARING_OPENED: (Occasion(Kind.HEARING_OPENED, to_speakers, TRADERS_HEARING, {"reply_by": "due_on"}),),
    Happened.HEARING_ANSWERED: (Occasion(Kind.HEARING_ANSWERED, to_case_officer, "/officer"),),
    Happened.HEARING_WITHDRAWN: (Occasion(Kind.HEARING_WITHDRAWN, to_speakers, TRADERS_HEARING),),
    Happened.APPLICATION_REFUSED: (Occasion(Kind.DECISION_REFUSED, to_speakers, TRADERS_DECISION),),
    Happened.AUTHORISATION_GRANTED: (Occasion(Kind.DECISION_GRANTED, to_speakers, TRADERS_DECISION),),
    Happened.AUTHORISATION_SUSPENDED: (Occasion(Kind.SUSPENDED, to_speakers, TRADERS_DECISION),),
    Happened.AUTHORISATION_REINSTATED: (Occasion(Kind.REINSTATED, to_speakers, TRADERS_DECISION),),
    Happened.SUSPENSION_ENDED: (Occasion(Kind.REINSTATED, to_speakers, "/operator"),),
    Happened.AUTHORISATION_REVOKED: (Occasion(Kind.REVOKED, to_speakers, TRADERS_DECISION),),
    Happened.PART_SUSPENDED: (Occasion(Kind.SUSPENDED, to_speakers, TRADERS_DECISION),),
    Happened.PART_REINSTATED: (Occasion(Kind.REINSTATED, to_speakers, TRADERS_DECISION),),
    Happened.PART_SUSPENSION_ENDED: (Occasion(Kind.REINSTATED, to_speakers, "/operator"),),
    Happened.CERTIFICATE_ISSUED: (Occasion(Kind.CERTIFICATE_READY, to_speakers, "/operator/certificate"),),
    Happened.INCIDENT_REPORTED: (
        Occasion(Kind.INCIDENT_RECEIVED, to_speakers, TRADERS_INCIDENT),
        Occasion(Kind.INCIDENT_REPORTED, to_desk, OFFICERS_INCIDENT),
    ),
    Happened.INCIDENT_ADDED_TO: (Occasion(Kind.INCIDENT_ADDED_TO, to_desk, OFFICERS_INCIDENT),),
    Happened.INCIDENT_CONFIRMED: (Occasion(Kind.INCIDENT_ASSESSED, to_speakers, TRADERS_INCIDENT),),
    Happened.INCIDENT_DISMISSED: (Occasion(Kind.INCIDENT_ASSESSED, to_speakers, TRADERS_INCIDENT),),
    Happened.REVIEW_OPENED: (Occasion(Kind.REVIEW_OPENED, to_speakers, TRADERS_REVIEW, {"due_on": "due_on"}),),
    Happened.REVIEW_REMINDED: (Occasion(Kind.REVIEW_REMINDED, to_speakers, TRADERS_REVIEW, {"due_on": "due_on"}),),
    Happened.REVIEW_REMINDED_AGAIN: (
        Occasion(Kind.REVIEW_REMINDED_AGAIN, to_speakers, TRADERS_REVIEW, {"due_on": "due_on", "days": "days"}),
    ),
    Happened.REVIEW_QUESTIONED: (Occasion(Kind.REVIEW_QUESTIONED, to_speakers, TRADERS_REVIEW, {"reply_by": "due_on"}),),
    Happened.REVIEW_NOTED: (Occasion(Kind.REVIEW_NOTED, to_speakers, TRADERS_REVIEW, {"wrote": "wrote"}),),
    Happened.INFRINGEMENT_RECORDED: (Occasion(Kind.INFRINGEMENT_RECORDED, to_speakers, TRADERS_RECORD),),
    Happened.SOLVENCY_ALERT_CONFIRMED: (Occasion(Kind.SOLVENCY_ALERTED, to_speakers, TRADERS_RECORD),),
    Happened.FACT_DISPUTED: (Occasion(Kind.FACT_DISPUTED, to_decision_makers, "/officer/disputes/{about}"),),
    Happened.DISPUTE_UPHELD: (Occasion(Kind.DISPUTE_SETTLED, to_speakers, TRADERS_RECORD),),
    Happened.DISPUTE_REJECTED: (Occasion(Kind.DISPUTE_SETTLED, to_speakers, TRADERS_RECORD),),
}
