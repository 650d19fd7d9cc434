"""Changing the access of a system while it goes on asking: scopes, secrets, keys, certificates, tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session
from wtforms.validators import InputRequired

from app.accounts import client_changes, client_keys, clients, policy
from app.accounts.models import ApiClient, User
from app.core import clock
from app.core.errors import allow
from app.web.fields import SelectMultipleField, TextAreaField
from app.web.forms import CreateForm
from app.web.officer import officer
from app.web.officer.acting import acting, first_sending, sent
from app.web.officer.look import BOXES, box, group, within
from app.web.officer.systems import SCOPES, find_system, secret_shown

PEM: dict[str, Any] = {"spellcheck": False, "attributes": {"autocomplete": "off"}, "rows": 12}


class ScopesForm(CreateForm):
    scopes = SelectMultipleField(
        "What it may ask for",
        [InputRequired("Choose at least one")],
        choices=SCOPES,
        render_kw=group("What it may ask for", BOXES),
    )


class KeysForm(CreateForm):
    """An empty field takes all keys away."""

    keys = TextAreaField(
        "Public keys",
        within(40_000),
        description="A JWKS, or public keys or certificates as PEM, one under the other. They take the place of those before",
        render_kw=box(**PEM),
    )


class CertificatesForm(CreateForm):
    """An empty field lets the system ask without one."""

    certificates = TextAreaField(
        "Certificates",
        within(40_000),
        description="As PEM, or their SHA-256 in base64url, one a line. With none the system may ask without a certificate",
        render_kw=box(**PEM),
    )


class Ending(NamedTuple):
    """Something of an access that ends after a question."""

    title: str
    effects: tuple[str, ...]
    button: str
    act: Callable[[Session, ApiClient, User], None]


ENDINGS = {
    "old-secret": Ending(
        "End the old secret",
        ("the secret before the newest one is not taken any more", "a system that still uses it gets no token"),
        "End the old secret",
        lambda session, client, by: client_changes.end_old_secret(session, client, by=by),
    ),
    "secrets": Ending(
        "Do without a secret",
        ("the system signs in by its key alone", "none of its secrets is taken any more"),
        "End its secrets",
        lambda session, client, by: client_changes.end_secrets(session, client, by=by),
    ),
    "tokens": Ending(
        "End its tokens",
        ("no token it has now is taken any more, here at once and at look-up nodes within a second", "it may get new ones"),
        "End its tokens",
        lambda session, client, by: client_changes.end_tokens(session, client, clock.now(), by=by),
    ),
}


def changed_by_administrator(client_id: UUID) -> tuple[ApiClient, str]:
    """The system, and its page."""
    first_sending()
    allow(policy.can_manage_systems(current_user.user), "Only an administrator changes the access of a system.")
    return find_system(client_id), url_for(".show_programme_system", client_id=client_id)


@officer.route("/programme/systems/<uuid:client_id>/scopes", methods=["GET", "POST"])
def change_programme_scopes(client_id: UUID) -> ResponseReturnValue:
    client, there = changed_by_administrator(client_id)
    form, by = ScopesForm(data={"scopes": client.scopes}), current_user.user

    def act(session: Session) -> None:
        client_changes.rescope(session, client, form.scopes.data, by=by)

    page = sent(form, there, act, f"{client.name} may ask for what you chose, with tokens it has too.")
    return page or render_template("officer/systems/scopes.html", form=form, client=client)


@officer.route("/programme/systems/<uuid:client_id>/keys", methods=["GET", "POST"])
def change_programme_keys(client_id: UUID) -> ResponseReturnValue:
    client, there = changed_by_administrator(client_id)
    form, by = KeysForm(), current_user.user

    def act(session: Session) -> None:
        client_changes.register_keys(session, client, client_keys.read_keys(form.keys.data or ""), by=by)

    page = sent(form, there, act, "The keys are registered.")
    return page or render_template("officer/systems/keys.html", form=form, client=client)


@officer.route("/programme/systems/<uuid:client_id>/certificates", methods=["GET", "POST"])
def change_programme_certificates(client_id: UUID) -> ResponseReturnValue:
    client, there = changed_by_administrator(client_id)
    form, by = CertificatesForm(data={"certificates": "\n".join(client.certificates)}), current_user.user

    def act(session: Session) -> None:
        client_changes.bind(session, client, client_keys.read_certificates(form.certificates.data or ""), by=by)

    page = sent(form, there, act, "The certificates are registered.")
    return page or render_template("officer/systems/certificates.html", form=form, client=client)


@officer.route("/programme/systems/<uuid:client_id>/secret", methods=["GET", "POST"])
def renew_programme_secret(client_id: UUID) -> ResponseReturnValue:
    """The new one is shown on this answer and nowhere again."""
    client, there = changed_by_administrator(client_id)
    form, secret = CreateForm(), clients.secret()
    if form.validate_on_submit():
        with acting(form, there) as session:
            client_changes.renew_secret(session, client, secret, by=current_user.user)
        return secret_shown(client, secret)
    return render_template("officer/systems/renew.html", form=form, client=client, days=client_changes.OVERLAP.days)


@officer.route("/programme/systems/<uuid:client_id>/end/<part>", methods=["GET", "POST"])
def end_programme_part(client_id: UUID, part: str) -> ResponseReturnValue:
    client, there = changed_by_administrator(client_id)
    ending = ENDINGS.get(part) or abort(404)
    form, by = CreateForm(), current_user.user
    page = sent(form, there, lambda session: ending.act(session, client, by), f"{ending.title}: done.")
    return page or render_template("officer/systems/end_part.html", form=form, client=client, ending=ending)
