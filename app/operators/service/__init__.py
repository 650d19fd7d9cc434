"""What is done with businesses."""

from app.operators.service.consent import give_consent, withdraw_consent
from app.operators.service.contacts import Unreachable, add_contact, change_contact, remove_contact
from app.operators.service.contest import contest
from app.operators.service.describe import NoRole, NotYetEstablished, describe, state_activities, state_founding, state_roles
from app.operators.service.identifiers import NumberTaken, add_identifier, end_identifier
from app.operators.service.register import AlreadyRegistered, register
from app.operators.service.release import drop_unconfirmed, release
from app.operators.service.sites import Closed, ElsewhereByCode, NameTaken, add_site, change_site, close_site, sort_sites

__all__ = [
    "AlreadyRegistered", "Closed", "ElsewhereByCode", "NameTaken", "NoRole", "NotYetEstablished", "NumberTaken", "Unreachable",
    "add_contact", "add_identifier", "add_site", "change_contact", "change_site", "close_site", "contest", "describe",
    "drop_unconfirmed", "end_identifier", "give_consent", "register", "release", "remove_contact", "sort_sites",
    "state_activities", "state_founding", "state_roles", "withdraw_consent",
]  # fmt: skip
