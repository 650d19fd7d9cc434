"""Webhooks of other systems: how they stand, and what officers do when one fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import joinedload

from app.accounts.models import ApiClient
from app.extensions import db, transaction
from app.web.formats import count
from app.web.officer import officer
from app.webhooks import policy, queries, service
from app.webhooks.models import Subscription
from app.webhooks.words import DeliveryState

Done = TypeVar("Done")


def find_webhook(webhook_id: UUID) -> Subscription:
    found = policy.visible_to(current_user.user).where(Subscription.id == webhook_id)
    return db.session.scalars(found.options(joinedload(Subscription.client))).one()


@officer.get("/programme/webhooks")
def list_programme_webhooks() -> str:
    """Those that stand still or fail come first."""
    order = (Subscription.failures.desc(), ApiClient.client_id, Subscription.created_at, Subscription.id)
    found = policy.visible_to(current_user.user).join(Subscription.client).options(joinedload(Subscription.client))
    webhooks = db.session.scalars(found.order_by(Subscription.held.is_(None), Subscription.state != "disabled", *order)).all()
    ids = [one.id for one in webhooks]
    return render_template(
        "officer/webhooks/list.html",
        webhooks=webhooks,
        due=queries.counted(db.session, ids, DeliveryState.DUE),
        given_up=queries.counted(db.session, ids, DeliveryState.GIVEN_UP),
    )


@officer.get("/programme/webhooks/<uuid:webhook_id>")
def show_programme_webhook(webhook_id: UUID) -> str:
    webhook = find_webhook(webhook_id)
    return render_template(
        "officer/webhooks/show.html",
        webhook=webhook,
        latest=queries.latest(db.session, webhook),
        due=queries.counted(db.session, [webhook.id], DeliveryState.DUE).get(webhook.id, 0),
        given_up=queries.counted(db.session, [webhook.id], DeliveryState.GIVEN_UP).get(webhook.id, 0),
        may_manage=policy.can_manage(current_user.user),
    )


@officer.post("/programme/webhooks/<uuid:webhook_id>/test")
def test_programme_webhook(webhook_id: UUID) -> ResponseReturnValue:
    return acted(webhook_id, service.test, lambda _: "A test message is on its way. Load the page again to see how it went.")


@officer.post("/programme/webhooks/<uuid:webhook_id>/resume")
def resume_programme_webhook(webhook_id: UUID) -> ResponseReturnValue:
    return acted(webhook_id, service.resume, lambda _: "The webhook goes on.")


@officer.post("/programme/webhooks/<uuid:webhook_id>/again")
def repeat_programme_webhook(webhook_id: UUID) -> ResponseReturnValue:
    """What was given up is sent again."""
    return acted(webhook_id, service.retry, lambda number: f"Sent again: {count(number, 'message')}.")


def acted(webhook_id: UUID, act: Callable[..., Done], said: Callable[[Done], str]) -> ResponseReturnValue:
    with transaction() as session:
        done = act(session, find_webhook(webhook_id), by=current_user.user)
        flash(said(done))
    return redirect(url_for(".show_programme_webhook", webhook_id=webhook_id), 303)
