"""All that can happen in the programme, in the past tense, and who may read of it."""

from __future__ import annotations

from typing import Literal

from app.core.words import Word

Reader = Literal["operator", "officer"]


class Kind(Word):
    """What happened. The label is the sentence in the history."""

    BUSINESS_REGISTERED = "business_registered", "Business registered"
    EMAIL_CONFIRMED = "email_confirmed", "E-mail address confirmed"
    CONFIRMATION_ASKED = "confirmation_asked", "Link to confirm the e-mail address asked for"
    PERSON_RENAMED = "person_renamed", "Name of a person changed"
    PASSWORD_RESET_ASKED = "password_reset_asked", "Password reset asked for"
    PASSWORD_CHANGED = "password_changed", "Password changed"
    FACTOR_ENROLLED = "factor_enrolled", "Second factor set up"
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed", "New recovery codes made"
    FACTOR_RESET = "factor_reset", "Second factor reset"
    OFFICER_CREATED = "officer_created", "Officer added"
    PERSON_INVITED = "person_invited", "Colleague invited"
    INVITATION_ACCEPTED = "invitation_accepted", "Invitation accepted"
    INVITATION_WITHDRAWN = "invitation_withdrawn", "Invitation withdrawn"
    ROLE_CHANGED = "role_changed", "Role of a colleague changed"
    MEMBERSHIP_ENDED = "membership_ended", "Access of a colleague ended"
    BUSINESS_DESCRIBED = "business_described", "Description of the business changed"
    SITE_ADDED = "site_added", "Site added"
    SITE_CHANGED = "site_changed", "Site changed"
    SITE_CLOSED = "site_closed", "Site closed"
    CONTACT_CHANGED = "contact_changed", "Contacts changed"
    CONSENT_CHANGED = "consent_changed", "Consent to the public register changed"
    CRITERIA_PUBLISHED = "criteria_published", "Edition of the criteria published"
    CRITERIA_RETIRED = "criteria_retired", "Edition of the criteria retired"
    DOCUMENT_RECEIVED = "document_received", "Document uploaded"
    INTERNAL_DOCUMENT_RECEIVED = "internal_document_received", "Document of customs uploaded"
    APPLICATION_STARTED = "application_started", "Application started"
    APPLICATION_SUBMITTED = "application_submitted", "Application sent to customs"
    APPLICATION_RETURNED = "application_returned", "Application returned for what is missing"
    APPLICATION_ACCEPTED = "application_accepted", "Application accepted"
    APPLICATION_NOT_ACCEPTED = "application_not_accepted", "Application not accepted"
    APPLICATION_WITHDRAWN = "application_withdrawn", "Application withdrawn"
    CASE_TAKEN = "case_taken", "Case taken by an officer"
    INFORMATION_REQUESTED = "information_requested", "Information asked for"
    INFORMATION_GIVEN = "information_given", "Information given"
    REQUEST_WITHDRAWN = "request_withdrawn", "Request for information withdrawn"
    CRITERION_RATED = "criterion_rated", "Criterion rated"
    FINDING_RAISED = "finding_raised", "Finding raised"
    ACTION_REPORTED = "action_reported", "Corrective action reported as done"
    ACTION_VERIFIED = "action_verified", "Corrective action verified"
    ACTION_REFUSED = "action_refused", "Corrective action not sufficient"
    FINDING_CLOSED = "finding_closed", "Finding closed"
    AUDIT_PLANNED = "audit_planned", "Site visit planned"
    AUDIT_CHANGED = "audit_changed", "Plan of the site visit changed"
    AUDIT_CANCELLED = "audit_cancelled", "Site visit cancelled"
    OBSERVATION_RECORDED = "observation_recorded", "Observation recorded"
    AUDIT_REPORTED = "audit_reported", "Report of the site visit sent"
    DECISION_PROPOSED = "decision_proposed", "Decision proposed"
    PROPOSAL_WITHDRAWN = "proposal_withdrawn", "Proposal withdrawn"
    HEARING_OPENED = "hearing_opened", "Right to be heard opened"
    HEARING_ANSWERED = "hearing_answered", "Hearing answered"
    HEARING_WITHDRAWN = "hearing_withdrawn", "Hearing ended, its intention taken back"
    APPLICATION_REFUSED = "application_refused", "Authorisation refused"
    AUTHORISATION_GRANTED = "authorisation_granted", "Authorisation granted"
    AUTHORISATION_SUSPENDED = "authorisation_suspended", "Authorisation suspended"
    AUTHORISATION_REINSTATED = "authorisation_reinstated", "Authorisation valid again"
    AUTHORISATION_REVOKED = "authorisation_revoked", "Authorisation revoked"
    SUSPENSION_ENDED = "suspension_ended", "Suspension ended by itself"
    CERTIFICATE_ISSUED = "certificate_issued", "Certificate issued"
    LETTER_SERVED = "letter_served", "Letter served"
    INCIDENT_REPORTED = "incident_reported", "Security incident reported"
    INCIDENT_CONFIRMED = "incident_confirmed", "Security incident confirmed"
    INCIDENT_DISMISSED = "incident_dismissed", "Security incident closed without effect"
    API_CLIENT_CREATED = "api_client_created", "Access of a system set up"
    API_CLIENT_DISABLED = "api_client_disabled", "Access of a system ended"


OFFICERS_ONLY: frozenset[Kind] = frozenset(
    {
        Kind.CRITERION_RATED,
        Kind.OBSERVATION_RECORDED,
        Kind.DECISION_PROPOSED,
        Kind.PROPOSAL_WITHDRAWN,
        Kind.INTERNAL_DOCUMENT_RECEIVED,
        Kind.OFFICER_CREATED,
        Kind.API_CLIENT_CREATED,
        Kind.API_CLIENT_DISABLED,
    }
)
