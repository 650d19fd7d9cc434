"""Every page of this door."""

from app.web.account import (  # noqa: F401
    businesses,
    confirmation,
    factor,
    invitations,
    password,
    profile,
    register,
    sign_in,
)
