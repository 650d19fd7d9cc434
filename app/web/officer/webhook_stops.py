"""Stopping the webhooks of a system, and letting them go on."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session
from wtforms.validators import InputRequired

from app.core.errors import allow
from app.extensions import transaction
from app.web.fields import RadioField, TextAreaField
from app.web.forms import CreateForm
from app.web.officer import officer
from app.web.officer.acting import first_sending, sent
from app.web.officer.look import KEYS, box, group, needed
from app.web.officer.webhooks import find_webhook
from app.webhooks import policy, service
from app.webhooks.models import Subscription
from app.webhooks.words import Held

EFFECTS = (
    "nothing more is sent; what waits to be sent is kept for a week",
    "the system can neither let them go on, nor try or remove them, nor set up others in their place",
    "it reads your reason wherever it asks about them",
    "another system of the same owner is not concerned: stop that by itself, or end its access",
)


class StopForm(CreateForm):
    extent = RadioField(
        "What is stopped", [InputRequired("Choose what is stopped")], render_kw=group("What is stopped", KEYS, hint=None)
    )
    reason = TextAreaField(
        "Why", needed("Say why: the system reads it", 1_000), description="The system reads it", render_kw=box(rows=4)
    )

    def offer(self, webhook: Subscription) -> None:
        server = (Held.SERVER.value, f"Its webhooks to {webhook.host}, and to other names of that server")
        whole = (Held.SYSTEM.value, f"All webhooks of {webhook.client.name}; it sets up no other")
        self.extent.choices = [whole] if webhook.held else [server, whole]


@officer.route("/programme/webhooks/<uuid:webhook_id>/stop", methods=["GET", "POST"])
def stop_programme_webhooks(webhook_id: UUID) -> ResponseReturnValue:
    first_sending()
    allow(policy.can_manage(current_user.user), "Managers and administrators stop webhooks.")
    webhook, form = find_webhook(webhook_id), StopForm()
    form.offer(webhook)

    def act(session: Session) -> None:
        extent, reason = Held(form.extent.data), form.reason.data or ""
        service.stop(session, webhook, extent, reason=reason, by=current_user.user)

    there = url_for(".show_programme_webhook", webhook_id=webhook_id)
    page = sent(form, there, act, "Nothing more is sent until customs lets it go on.")
    return page or render_template("officer/webhooks/stop.html", form=form, webhook=webhook, effects=EFFECTS, there=there)


@officer.post("/programme/webhooks/<uuid:webhook_id>/release")
def release_programme_webhooks(webhook_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        service.release(session, find_webhook(webhook_id), by=current_user.user)
        flash("What customs had stopped goes on.")
    return redirect(url_for(".show_programme_webhook", webhook_id=webhook_id), 303)
