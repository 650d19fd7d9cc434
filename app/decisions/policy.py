"""Who proposes, who decides, who is heard."""

from __future__ import annotations

from sqlalchemy import Select, select

from app.accounts.models import User
from app.accounts.words import IN_CHARGE, OfficerRole
from app.decisions.models import Decision
from app.decisions.states import State

SHOWN_TO_TRADERS = (State.IN_HEARING, State.DECIDED)


def can_propose(user: User) -> bool:
    """A case officer."""
    return user.holds(OfficerRole.CASE_OFFICER)


def can_open_hearing(user: User) -> bool:
    """A case officer or a decision maker."""
    return user.holds(OfficerRole.CASE_OFFICER, OfficerRole.DECISION_MAKER)


def can_decide(user: User, decision: Decision) -> bool:
    """A decision maker, never the one who proposed it."""
    return user.holds(OfficerRole.DECISION_MAKER) and user.id != decision.proposed_by_id


def can_withdraw(user: User, decision: Decision) -> bool:
    """Who proposed it, or a decision maker who sends it back."""
    return user.id == decision.proposed_by_id or user.holds(OfficerRole.DECISION_MAKER)


def can_open_letter(user: User, decision: Decision) -> bool:
    """Those it was sent to: opening serves it on the business, so whoever only helps or looks on cannot."""
    return user.acts_for(decision.operator_id, *IN_CHARGE)


def can_reply(user: User, decision: Decision) -> bool:
    """The signatory: the reply speaks for the company."""
    return user.is_signatory_of(decision.operator_id)


def visible_to(user: User) -> Select[Decision]:
    """Officers see all; a trader sees its own from the hearing on."""
    if user.is_officer:
        return select(Decision)
    return select(Decision).where(Decision.operator_id.in_(user.operator_ids), Decision.state.in_(SHOWN_TO_TRADERS))
