"""The second factor: codes of six digits that change every 30 seconds (RFC 6238)."""

from __future__ import annotations

import pyotp

from app.accounts.models import User
from app.core import clock

PERIOD, DIGITS = 30, 6
CLOCKS_DIFFER_BY = 1  # steps before and after the present one that still count


def new_secret() -> str:
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    """Whether a form brought back a secret as we make them."""
    return len(text) == 32 and set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def address(secret: str, *, email: str, issuer: str) -> str:
    """What an authenticator app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def step_now() -> int:
    return int(clock.now().timestamp()) // PERIOD


def step_of(secret: str, code: str) -> int | None:
    """The step this code belongs to, if it is one of now; None for any other."""
    if len(code) != DIGITS:
        return None
    around = range(step_now() - CLOCKS_DIFFER_BY, step_now() + CLOCKS_DIFFER_BY + 1)
    return next((step for step in around if pyotp.utils.strings_equal(code_of(secret, step), code)), None)


def code_of(secret: str, step: int) -> str:
    return pyotp.TOTP(secret).generate_otp(step)


def code_to_show(user: User) -> str | None:
    """A code this person can use now: the demonstration prints it. None until a used one has passed."""
    step = max(step_now(), (user.totp_last_step or 0) + 1)
    return code_of(user.totp_secret, step) if user.totp_secret and step <= step_now() + CLOCKS_DIFFER_BY else None
