"""Roles of people."""

from __future__ import annotations

from app.core.words import Word


class MembershipRole(Word):
    """What a person may do for a business."""

    SIGNATORY = "signatory", "Signatory"
    ADMINISTRATOR = "administrator", "Administrator"
    CONTRIBUTOR = "contributor", "Contributor"
    VIEWER = "viewer", "Viewer"


IN_CHARGE = (MembershipRole.SIGNATORY, MembershipRole.ADMINISTRATOR)
WORKING = (*IN_CHARGE, MembershipRole.CONTRIBUTOR)  # a viewer only reads


class OfficerRole(Word):
    """What an officer of customs may do."""

    CASE_OFFICER = "case_officer", "Case officer"
    AUDITOR = "auditor", "Auditor"
    DECISION_MAKER = "decision_maker", "Decision maker"
    PROGRAMME_MANAGER = "programme_manager", "Programme manager"
    ADMINISTRATOR = "administrator", "System administrator"


class InvitationState(Word):
    OPEN = "open", "Open"
    ACCEPTED = "accepted", "Accepted"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ClientPart(Word):
    """What of the access of a system was changed."""

    SCOPES = "scopes", "What it may ask for"
    SECRET = "secret", "A new secret"
    OLD_SECRET = "old_secret", "The old secret has ended"
    NO_SECRET = "no_secret", "No secret any more"
    KEYS = "keys", "The keys it signs with"
    CERTIFICATES = "certificates", "The certificates it asks with"
    TOKENS = "tokens", "Tokens it got before have ended"
