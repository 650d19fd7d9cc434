"""Who may let whom act for a business."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select

from app.accounts.models import Invitation, Membership, User
from app.accounts.words import IN_CHARGE, InvitationState, MembershipRole, OfficerRole


def can_manage_people(user: User, operator_id: UUID) -> bool:
    return user.acts_for(operator_id, *IN_CHARGE)


def can_give(user: User, operator_id: UUID, role: MembershipRole) -> bool:
    """Only a signatory makes others signatory or administrator, or takes that from them."""
    return user.is_signatory_of(operator_id) if role in IN_CHARGE else can_manage_people(user, operator_id)


def can_invite(user: User, operator_id: UUID, role: MembershipRole) -> bool:
    return can_give(user, operator_id, role)


def can_withdraw(user: User, invitation: Invitation) -> bool:
    return can_give(user, invitation.operator_id, invitation.role)


def can_accept(user: User, invitation: Invitation) -> bool:
    """Whoever the invitation was sent to. An officer of customs acts for no business."""
    return user.email == invitation.email and not user.is_officer


def can_end(user: User, membership: Membership) -> bool:
    """Whoever gives the role may take it; anybody may leave."""
    return membership.user_id == user.id or can_give(user, membership.operator_id, membership.role)


def can_change_role(user: User, membership: Membership, role: MembershipRole) -> bool:
    """Whoever may give both the old role and the new one."""
    operator_id = membership.operator_id
    return can_give(user, operator_id, membership.role) and can_give(user, operator_id, role)


def can_remove_factor(user: User, person: User) -> bool:
    """Traders their own; an administrator that of whoever has lost the device. Officers never go without: they set up anew."""
    if user.id == person.id:
        return not user.is_officer
    return user.holds(OfficerRole.ADMINISTRATOR)


def can_manage_systems(user: User) -> bool:
    """An administrator gives systems access to the interfaces, and ends it."""
    return user.holds(OfficerRole.ADMINISTRATOR)


def can_see_usage(user: User) -> bool:
    """What systems ask is for those who answer for the programme and for its machines."""
    return user.holds(OfficerRole.PROGRAMME_MANAGER, OfficerRole.ADMINISTRATOR)


def roles_given_by(user: User, operator_id: UUID) -> list[MembershipRole]:
    return [role for role in MembershipRole if can_give(user, operator_id, role)]


def visible_to(user: User) -> Select[Membership]:
    """The memberships this person may see: those in their own businesses."""
    if user.is_officer:
        return select(Membership)
    return select(Membership).where(Membership.operator_id.in_(user.operator_ids))


def invitations_visible_to(user: User) -> Select[Invitation]:
    """Open invitations of the person's own businesses."""
    still_open = select(Invitation).where(Invitation.state == InvitationState.OPEN)
    return still_open if user.is_officer else still_open.where(Invitation.operator_id.in_(user.operator_ids))
