"""Kinds of letters."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.words import Word


class Kind(Word):
    CONFIRM_EMAIL = "confirm_email", "Confirm your e-mail address"
    RESET_PASSWORD = "reset_password", "Set a new password"
    INVITATION = "invitation", "Invitation"
    REGISTRATION_CONTESTED = "registration_contested", "Somebody else asked to register the business"
    BUSINESS_RELEASED = "business_released", "Registration released"
    APPLICATION_SUBMITTED = "application_submitted", "Receipt of an application"
    APPLICATION_RETURNED = "application_returned", "Application returned"
    APPLICATION_ACCEPTED = "application_accepted", "Application accepted"
    APPLICATION_NOT_ACCEPTED = "application_not_accepted", "Application not accepted"
    INFORMATION_REQUESTED = "information_requested", "Information asked for"
    INFORMATION_ANSWERED = "information_answered", "Information given"
    AUDIT_PLANNED = "audit_planned", "Site visit planned"
    AUDIT_CANCELLED = "audit_cancelled", "Site visit cancelled"
    REPORT_READY = "report_ready", "Report of the site visit"
    FINDING_RAISED = "finding_raised", "Finding raised"
    ACTION_VERIFIED = "action_verified", "Corrective action verified"
    ACTION_REFUSED = "action_refused", "Corrective action not sufficient"
    HEARING_OPENED = "hearing_opened", "Right to be heard"
    HEARING_ANSWERED = "hearing_answered", "Hearing answered"
    HEARING_WITHDRAWN = "hearing_withdrawn", "Intention taken back"
    DECISION_GRANTED = "decision_granted", "Authorisation granted"
    DECISION_REFUSED = "decision_refused", "Authorisation refused"
    SUSPENDED = "suspended", "Authorisation suspended"
    REINSTATED = "reinstated", "Authorisation valid again"
    REVOKED = "revoked", "Authorisation revoked"
    INCIDENT_RECEIVED = "incident_received", "Receipt of an incident report"
    INCIDENT_REPORTED = "incident_reported", "Incident reported"
    INCIDENT_ADDED_TO = "incident_added_to", "Incident added to"
    INCIDENT_ASSESSED = "incident_assessed", "What customs found about an incident"
    REVIEW_OPENED = "review_opened", "Yearly review open"
    REVIEW_REMINDED = "review_reminded", "Yearly review due"
    REVIEW_REMINDED_AGAIN = "review_reminded_again", "Yearly review missing"
    REVIEW_QUESTIONED = "review_questioned", "Question about the yearly review"
    REVIEW_NOTED = "review_noted", "Yearly review looked at"
    INFRINGEMENT_RECORDED = "infringement_recorded", "Decision put on your record"
    SOLVENCY_ALERTED = "solvency_alerted", "Alert about solvency"
    FACT_DISPUTED = "fact_disputed", "Fact disputed"
    DISPUTE_SETTLED = "dispute_settled", "Dispute settled"
    CERTIFICATE_READY = "certificate_ready", "Certificate ready"
    DESK_NEW_APPLICATION = "desk_new_application", "New application"


IN_PART: Mapping[Kind, str] = {
    Kind.SUSPENDED: "Part of the authorisation suspended",
    Kind.REINSTATED: "Part of the authorisation valid again",
}

EVERY = frozenset({"recipient_name", "authority_name", "portal_url", "link"})
CASE = EVERY | {"operator_name", "reference"}

LATER: Mapping[str, object] = {"reply_by": None, "wrote": False}
"""What letters that were written long ago do not know yet."""

# What each letter is written with. Days may be None, or written as JSON keeps them.
VARIABLES: Mapping[Kind, frozenset[str]] = {
    Kind.CONFIRM_EMAIL: EVERY | {"valid_for"},
    Kind.RESET_PASSWORD: EVERY | {"valid_for"},
    Kind.INVITATION: EVERY | {"operator_name", "invited_by", "role", "valid_for"},
    Kind.REGISTRATION_CONTESTED: CASE,
    Kind.BUSINESS_RELEASED: CASE,
    Kind.APPLICATION_SUBMITTED: CASE | {"submitted_on"},
    Kind.APPLICATION_RETURNED: CASE | {"reply_by"},
    Kind.APPLICATION_ACCEPTED: CASE | {"decide_by"},
    Kind.APPLICATION_NOT_ACCEPTED: CASE,
    Kind.INFORMATION_REQUESTED: CASE | {"reply_by"},
    Kind.INFORMATION_ANSWERED: CASE,
    Kind.AUDIT_PLANNED: CASE | {"first_day", "last_day"},
    Kind.AUDIT_CANCELLED: CASE | {"first_day", "last_day"},
    Kind.REPORT_READY: CASE,
    Kind.FINDING_RAISED: CASE | {"due_on"},
    Kind.ACTION_VERIFIED: CASE,
    Kind.ACTION_REFUSED: CASE | {"due_on"},
    Kind.HEARING_OPENED: CASE | {"reply_by"},
    Kind.HEARING_ANSWERED: CASE,
    Kind.HEARING_WITHDRAWN: CASE,
    Kind.DECISION_GRANTED: CASE | {"served_on"},
    Kind.DECISION_REFUSED: CASE | {"served_on"},
    Kind.SUSPENDED: CASE | {"served_on"},
    Kind.REINSTATED: CASE | {"served_on"},
    Kind.REVOKED: CASE | {"served_on"},
    Kind.INCIDENT_RECEIVED: CASE,
    Kind.INCIDENT_REPORTED: CASE,
    Kind.INCIDENT_ADDED_TO: CASE,
    Kind.INCIDENT_ASSESSED: CASE,
    Kind.REVIEW_OPENED: CASE | {"due_on"},
    Kind.REVIEW_REMINDED: CASE | {"due_on"},
    Kind.REVIEW_REMINDED_AGAIN: CASE | {"due_on", "days"},
    Kind.REVIEW_QUESTIONED: CASE | {"reply_by"},
    Kind.REVIEW_NOTED: CASE | {"wrote"},
    Kind.INFRINGEMENT_RECORDED: CASE,
    Kind.SOLVENCY_ALERTED: CASE,
    Kind.FACT_DISPUTED: CASE,
    Kind.DISPUTE_SETTLED: CASE,
    Kind.CERTIFICATE_READY: CASE,
    Kind.DESK_NEW_APPLICATION: CASE | {"submitted_on"},
}
