"""What is done with people: they register, confirm, sign in, invite and leave."""

from app.accounts.service.confirm import ask_confirmation, confirm_email
from app.accounts.service.factors import (
    WrongCode,
    check_factor,
    enrol_factor,
    remove_factor,
    renew_recovery_codes,
)
from app.accounts.service.invitations import accept_invitation, invite, join, withdraw_invitation
from app.accounts.service.memberships import LastSignatory, change_role, end_membership
from app.accounts.service.officers import create_officer
from app.accounts.service.passwords import WrongPassword, ask_reset, change_password, require_password, reset_password
from app.accounts.service.register import EmailTaken, register, rename
from app.accounts.service.sign_in import WrongCredentials, authenticate, let_in, sign_out

__all__ = [
    "EmailTaken",
    "LastSignatory",
    "WrongCode",
    "WrongCredentials",
    "WrongPassword",
    "accept_invitation",
    "ask_confirmation",
    "ask_reset",
    "authenticate",
    "change_password",
    "change_role",
    "check_factor",
    "confirm_email",
    "create_officer",
    "end_membership",
    "enrol_factor",
    "invite",
    "join",
    "let_in",
    "register",
    "remove_factor",
    "rename",
    "renew_recovery_codes",
    "require_password",
    "reset_password",
    "sign_out",
    "withdraw_invitation",
]
