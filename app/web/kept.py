"""What was typed when a session had ended is kept through sign-in, and sent again by the person.

Nothing is stored: the answers travel, signed, in a hidden field of the sign-in page. They are taken only from a page of
this portal (`Origin`), never from elsewhere, and the person sees them before they are sent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.core.signed_text import BadSignature, serializer
from app.web.meanings import label

DOORS = frozenset({"operator", "officer"})
AT_MOST = 1024 * 1024
FOR_SECONDS = 12 * 60 * 60
CHOSEN = re.compile(r"[a-z]+(_[a-z]+)+")
NOT_SHOWN = frozenset({"form_id", "version", "page", "replaces", "attached", "submit"})


@dataclass(frozen=True)
class Kept:
    """A form as it was sent, and where to."""

    path: str
    fields: list[tuple[str, str]]
    files: bool
    operator: str

    @property
    def is_of_a_business(self) -> bool:
        return self.path.startswith("/operator/")

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What the person would recognise."""
        return [(name, readable(value)) for name, value in self.fields if value.strip() and name not in NOT_SHOWN]


def readable(value: str) -> str:
    """What was chosen travels as a word of the portal; people read it without the underscore."""
    return label(value) if CHOSEN.fullmatch(value) else value


def ask_to_sign_in() -> ResponseReturnValue:
    """Nobody is signed in: on to the sign-in page, with whatever was typed."""
    if request.method == "POST" and request.blueprint in DOORS and is_from_here():
        return keep()
    return redirect(url_for("account.sign_in", next=wanted()))


def keep() -> ResponseReturnValue:
    """The sign-in page with the form just sent inside it."""
    from app.web.account.forms import SignInForm
    from app.web.account.sign_in import sign_in_page

    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    if sum(len(name) + len(value) for name, value in fields) > AT_MOST:
        return render_template("account/kept/too_much.html"), 413
    about = [request.full_path.removesuffix("?"), fields, any(request.files.values()), session.get("operator", "")]
    token = serializer("kept").dumps(about)
    return sign_in_page(SignInForm(formdata=None, kept=token)), 401


def read(token: str) -> Kept | None:
    """What a hidden field carries; None once it has grown too old or was touched."""
    try:
        path, fields, files, operator = serializer("kept").loads(token, max_age=FOR_SECONDS)
    except BadSignature:
        return None
    return Kept(path, [(name, value) for name, value in fields], files, operator)


def is_from_here() -> bool:
    """Whether a page of this portal sent the form: another site could otherwise have its own sent by the person."""
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return sender.partition("://")[2].partition("/")[0] == request.host


def wanted() -> str | None:
    """Where to go after sign-in: the page asked for, or the one the form stood on."""
    if request.method == "GET":
        return request.full_path.removesuffix("?")
    return None
