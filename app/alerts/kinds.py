"""Kinds of letters."""

from __future__ import annotations

from app.core.words import Word


class Kind(Word):
    CONFIRM_EMAIL = "confirm_email", "Confirm your e-mail address"
    RESET_PASSWORD = "reset_password", "Set a new password"
    INVITATION = "invitation", "Invitation"
    APPLICATION_SUBMITTED = "application_submitted", "Receipt of an application"
    APPLICATION_RETURNED = "application_returned", "Application returned"
    APPLICATION_ACCEPTED = "application_accepted", "Application accepted"
    APPLICATION_NOT_ACCEPTED = "application_not_accepted", "Application not accepted"
    INFORMATION_REQUESTED = "information_requested", "Information asked for"
    INFORMATION_ANSWERED = "information_answered", "Information given"
    AUDIT_PLANNED = "audit_planned", "Site visit planned"
    REPORT_READY = "report_ready", "Report of the site visit"
    FINDING_RAISED = "finding_raised", "Finding raised"
    HEARING_OPENED = "hearing_opened", "Right to be heard"
    HEARING_ANSWERED = "hearing_answered", "Hearing answered"
    DECISION_GRANTED = "decision_granted", "Authorisation granted"
    DECISION_REFUSED = "decision_refused", "Authorisation refused"
    SUSPENDED = "suspended", "Authorisation suspended"
    REINSTATED = "reinstated", "Authorisation valid again"
    REVOKED = "revoked", "Authorisation revoked"
    INCIDENT_RECEIVED = "incident_received", "Receipt of an incident report"
    INCIDENT_REPORTED = "incident_reported", "Incident reported"
    CERTIFICATE_READY = "certificate_ready", "Certificate ready"
    DESK_NEW_APPLICATION = "desk_new_application", "New application"
