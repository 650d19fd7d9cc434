"""All that can happen in the programme, in the past tense, and who may read of it."""

from __future__ import annotations

from app.core.words import Word

PART = "[, as {roles} anywhere][, at {sites} in any role]"


class Kind(Word):
    """What happened. The label is the sentence in the history: a part in brackets falls away where its fact is not known."""

    BUSINESS_REGISTERED = "business_registered", "{who} registered the business[ under the number {tin}]"
    REGISTRATION_CONTESTED = "registration_contested", "{who} was asked by somebody else to register this business"
    BUSINESS_RELEASED = "business_released", "{who} released the registration of the business[: {reason}]"
    EMAIL_CONFIRMED = "email_confirmed", "{who} confirmed an e-mail address"
    CONFIRMATION_ASKED = "confirmation_asked", "{who} asked for a link to confirm an e-mail address"
    PERSON_RENAMED = "person_renamed", "{who} changed the name of a person"
    PASSWORD_RESET_ASKED = "password_reset_asked", "{who} was asked for a new password"
    PASSWORD_CHANGED = "password_changed", "{who} set a new password"
    FACTOR_ENROLLED = "factor_enrolled", "{who} set up a second factor"
    RECOVERY_CODES_RENEWED = "recovery_codes_renewed", "{who} made new recovery codes"
    FACTOR_RESET = "factor_reset", "{who} reset a second factor"
    OFFICER_CREATED = "officer_created", "{who} added an officer"
    PERSON_INVITED = "person_invited", "{who} invited a colleague[ as {role}]"
    INVITATION_ACCEPTED = "invitation_accepted", "{who} accepted the invitation[ as {role}]"
    INVITATION_WITHDRAWN = "invitation_withdrawn", "{who} withdrew an invitation"
    ROLE_CHANGED = "role_changed", "{who} changed the role of a colleague[ from {before} to {after}]"
    MEMBERSHIP_ENDED = "membership_ended", "{who} ended the access of a colleague[, who was {role}]"
    BUSINESS_DESCRIBED = (
        "business_described",
        "{who} described the business anew[: {changed}][: {activities}][: {added} added][: {ended} ended]",
    )
    SITE_ADDED = "site_added", "{who} added a site[: {name}]"
    SITE_CHANGED = "site_changed", "{who} changed a site[: {name}][ ({changed})]"
    SITE_CLOSED = "site_closed", "{who} closed a site[: {name}]"
    CONTACT_CHANGED = "contact_changed", "{who} changed the contacts[: {purpose}]"
    CONSENT_CHANGED = "consent_changed", "{who} changed the consent to the public register[: the business is {public}]"
    CRITERIA_PUBLISHED = "criteria_published", "{who} published an edition of the criteria[: {code}]"
    CRITERIA_RETIRED = "criteria_retired", "{who} retired an edition of the criteria[: {code}]"
    DOCUMENT_RECEIVED = "document_received", "{who} uploaded a document"
    INTERNAL_DOCUMENT_RECEIVED = "internal_document_received", "{who} put a document into the file of customs"
    APPLICATION_STARTED = "application_started", "{who} started an application[ for {types}]"
    APPLICATION_SUBMITTED = "application_submitted", "{who} sent the application[ for {types}] to customs"
    APPLICATION_RETURNED = (
        "application_returned",
        "{who} returned the application for what is missing[, to be sent again by {due_on}][: {missing}]",
    )
    APPLICATION_ACCEPTED = (
        "application_accepted",
        "{who} accepted the application[: the clock runs from {accepted_on}][ and the decision is due by {decide_by}]",
    )
    APPLICATION_NOT_ACCEPTED = "application_not_accepted", "{who} did not accept the application[: {reason}]"
    APPLICATION_WITHDRAWN = "application_withdrawn", "{who} withdrew the application[: {reason}]"
    CASE_TAKEN = "case_taken", "{who} took the case"
    CASE_REASSIGNED = "case_reassigned", "{who} gave the case[ to {officer}]"
    INFORMATION_REQUESTED = (
        "information_requested",
        "{who} asked for information[ in request {number}][, to be given by {due_on}]",
    )
    INFORMATION_GIVEN = "information_given", "{who} gave the information that was asked for[ in request {number}]"
    REQUEST_WITHDRAWN = "request_withdrawn", "{who} withdrew the request for information[, number {number}]"
    CRITERION_RATED = "criterion_rated", "{who} rated a criterion[, {criterion}][: {result}]"
    FINDING_RAISED = (
        "finding_raised",
        "{who} raised a finding[, {reference}][, on criterion {criterion}][: {grade}][, to be put right by {due_on}]",
    )
    ACTION_REPORTED = "action_reported", "{who} reported what was done about the finding[ {reference}][: {reply}]"
    ACTION_VERIFIED = (
        "action_verified",
        "{who} found what was done about the finding[ {reference}] sufficient[, which is now {closed}]",
    )
    ACTION_REFUSED = "action_refused", "{who} asked for more to be done about the finding[ {reference}][ by {due_on}][: {reason}]"
    FINDING_CLOSED = "finding_closed", "{who} closed the finding[ {reference}]"
    AUDIT_PLANNED = "audit_planned", "{who} planned the site visit[ {visit}][ for {starts_on}][ to {ends_on}]"
    AUDIT_CHANGED = "audit_changed", "{who} changed the plan of the site visit[ {visit}][, now for {starts_on}][ to {ends_on}]"
    AUDIT_CANCELLED = "audit_cancelled", "{who} cancelled the site visit[ {visit}][ of {starts_on}][ to {ends_on}][: {reason}]"
    OBSERVATION_RECORDED = "observation_recorded", "{who} wrote down what was seen at a visit[ of criterion {criterion}]"
    AUDIT_REPORTED = "audit_reported", "{who} signed the report of the site visit[ {visit}]"
    DECISION_PROPOSED = "decision_proposed", "{who} proposed a decision[ on {type}][: {kind}]"
    PROPOSAL_WITHDRAWN = "proposal_withdrawn", "{who} took a proposal back[: {reason}]"
    HEARING_OPENED = "hearing_opened", "{who} gave the business the right to be heard[ on {type}]"
    HEARING_ANSWERED = "hearing_answered", "{who} replied to what customs intends[ for {type}]"
    HEARING_WITHDRAWN = "hearing_withdrawn", "{who} took back what customs intended[ on {type}]"
    APPLICATION_REFUSED = "application_refused", "{who} refused the authorisation[ for {type}]"
    AUTHORISATION_GRANTED = (
        "authorisation_granted",
        "{who} granted the authorisation[ {number}][ for {type}][, which counts from {effective_from}]",
    )
    AUTHORISATION_SUSPENDED = (
        "authorisation_suspended",
        "{who} suspended the authorisation[ {number}][ for {type}][ until {until}]",
    )
    AUTHORISATION_REINSTATED = "authorisation_reinstated", "{who} made the authorisation[ {number}][ for {type}] valid again"
    AUTHORISATION_REVOKED = "authorisation_revoked", "{who} revoked the authorisation[ {number}][ for {type}]"
    SUSPENSION_ENDED = (
        "suspension_ended",
        "{who} ended the suspension of the authorisation[ {number}][ for {type}], as its day had come",
    )
    PART_SUSPENDED = (
        "part_suspended",
        "{who} suspended a part of the authorisation[ {number}]" + PART + "[, until {until}]",
    )
    PART_REINSTATED = "part_reinstated", "{who} made a part of the authorisation[ {number}] valid again" + PART
    PART_SUSPENSION_ENDED = (
        "part_suspension_ended",
        "{who} ended the suspension of a part of the authorisation[ {number}]" + PART + ", as its day had come",
    )
    CERTIFICATE_ISSUED = "certificate_issued", "{who} issued the certificate[ of {numbers}]"
    LETTER_SERVED = "letter_served", "{who} opened a letter of customs[ on {type}], which serves it"
    INCIDENT_REPORTED = "incident_reported", "{who} reported the security incident[ {reference}][: {what}]"
    INCIDENT_ADDED_TO = "incident_added_to", "{who} added to the report of the security incident[ {reference}]"
    INCIDENT_CONFIRMED = "incident_confirmed", "{who} confirmed the security incident[ {reference}][: {counting}]"
    INCIDENT_DISMISSED = "incident_dismissed", "{who} closed the security incident[ {reference}] without effect"
    REVIEW_OPENED = "review_opened", "{who} opened the yearly review[ of {reference}][, to be sent by {due_on}]"
    REVIEW_REMINDED = "review_reminded", "{who} reminded the business of the yearly review[ of {reference}]"
    REVIEW_REMINDED_AGAIN = (
        "review_reminded_again",
        "{who} reminded the business for the second time of the yearly review[ of {reference}]",
    )
    REVIEW_COUNTS = "review_counts", "{who} counts the yearly review[ of {reference}] as late[ from {from_on}] until it is sent"
    REVIEW_SENT = "review_sent", "{who} signed the yearly review[ of {reference}]"
    REVIEW_QUESTIONED = "review_questioned", "{who} asked about the yearly review[ of {reference}][, to be answered by {due_on}]"
    REVIEW_ANSWERED = "review_answered", "{who} answered what was asked about the yearly review[ of {reference}]"
    REVIEW_NOTED = "review_noted", "{who} looked at the yearly review[ of {reference}]"
    REVIEW_LAPSED = "review_lapsed", "{who} closed the yearly review[ of {reference}], as nothing is held any more"
    INFRINGEMENT_RECORDED = "infringement_recorded", "{who} put an infringement on record[, {reference}][: {severity}]"
    INFRINGEMENT_WITHDRAWN = "infringement_withdrawn", "{who} took an infringement off the record[, {reference}]"
    SOLVENCY_ALERT_CONFIRMED = "solvency_alert_confirmed", "{who} confirmed an alert about solvency[, {reference}]"
    SOLVENCY_ALERT_LIFTED = "solvency_alert_lifted", "{who} lifted the alert about solvency[, {reference}]"
    FACT_DISPUTED = "fact_disputed", "{who} disputed a fact on the record[: {reference}]"
    DISPUTE_UPHELD = "dispute_upheld", "{who} upheld the dispute[ about {reference}], which counts no more"
    DISPUTE_REJECTED = "dispute_rejected", "{who} rejected the dispute[ about {reference}]"
    DISPUTE_TAKEN_BACK = "dispute_taken_back", "{who} took the dispute back[ about {reference}]"
    OUTCOMES_REPORTED = "outcomes_reported", "{who} took up what happened to declarations[, as {client_id} told it]"
    ERROR_FOUND = "error_found", "{who} took up an error that a check found[ in declaration {reference}]"
    ERROR_TAKEN_BACK = "error_taken_back", "{who} took back an error that a check had found[ in declaration {reference}]"
    POLICY_PROPOSED = "policy_proposed", "{who} proposed a policy of the risk credit[: {policy}]"
    POLICY_APPROVED = "policy_approved", "{who} approved the policy[ {policy}]"
    POLICY_REJECTED = "policy_rejected", "{who} rejected the policy[ {policy}][: {reason}]"
    POLICY_WITHDRAWN = "policy_withdrawn", "{who} took the policy[ {policy}] back[: {reason}]"
    POLICY_RETIRED = "policy_retired", "{who} retired the policy[ {policy}][: {reason}]"
    POLICY_SCHEDULED = "policy_scheduled", "{who} had the policy[ {policy}] come into force[ on {from_on}][: {reason}]"
    POLICY_TOOK_EFFECT = "policy_took_effect", "{who} began to compute every credit by the policy[ {policy}]"
    POLICY_SIMULATED = "policy_simulated", "{who} simulated the policy[ {policy}][ against {against}]"
    POLICY_SHADOWED = "policy_shadowed", "{who} had the policy[ {policy}] computed beside the one in force"
    POLICY_SHADOW_ENDED = "policy_shadow_ended", "{who} no longer has the policy[ {policy}] computed beside the one in force"
    API_CLIENT_CREATED = "api_client_created", "{who} set up the access of a system[: {client_id}]"
    API_CLIENT_CHANGED = "api_client_changed", "{who} changed the access of a system[: {client_id}][, {changed_part}]"
    API_CLIENT_DISABLED = "api_client_disabled", "{who} ended the access of a system[: {client_id}]"
    SIGNING_KEY_PUBLISHED = "signing_key_published", "{who} published a key that will sign[: {kid}]"
    SIGNING_KEY_BROUGHT_FORWARD = "signing_key_brought_forward", "{who} had the next key sign at once[: {kid}]"
    SIGNING_KEY_WITHDRAWN = "signing_key_withdrawn", "{who} withdrew a signing key[: {kid}]"
    WEBHOOK_CREATED = "webhook_created", "{who} set up a webhook[ of {client_id}][: {url}]"
    WEBHOOK_PAUSED = "webhook_paused", "{who} paused a webhook[ of {client_id}][: {url}]"
    WEBHOOK_RESUMED = "webhook_resumed", "{who} let a webhook go on[ of {client_id}][: {url}]"
    WEBHOOK_DISABLED = "webhook_disabled", "{who} disabled a webhook[ of {client_id}][: {url}][ ({reason})]"
    WEBHOOK_REMOVED = "webhook_removed", "{who} removed a webhook[ of {client_id}][: {url}]"
    WEBHOOK_REPLAYED = (
        "webhook_replayed",
        "{who} had messages of a webhook sent again[ to {client_id}][, {messages} in all][: {url}]",
    )
    WEBHOOKS_STOPPED = "webhooks_stopped", "{who} stopped webhooks[ of {client_id}][ to {host}][: {reason}]"
    WEBHOOKS_RELEASED = "webhooks_released", "{who} let webhooks go on[ of {client_id}][ to {host}]"
    WEBHOOK_SECRET_RENEWED = "webhook_secret_renewed", "{who} renewed the secret of a webhook[ of {client_id}][: {url}]"


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
STANDING_CHANGED = (
    Kind.AUTHORISATION_GRANTED,
    Kind.AUTHORISATION_SUSPENDED,
    Kind.AUTHORISATION_REINSTATED,
    Kind.AUTHORISATION_REVOKED,
    Kind.SUSPENSION_ENDED,
    Kind.PART_SUSPENDED,
    Kind.PART_REINSTATED,
    Kind.PART_SUSPENSION_ENDED,
)
"""What an authorisation is worth, whole or in part, is another one from then on."""
