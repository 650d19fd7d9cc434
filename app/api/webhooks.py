"""Webhooks: a system says where it wants to be told that something changed. What it became, it reads from the register."""

from __future__ import annotations

from uuid import UUID

import orjson
from flask import Response, g, url_for
from flask.typing import ResponseReturnValue
from pydantic import BaseModel
from sqlalchemy.orm import Session

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.errors import NotFound, Refusal
from app.api.guard import admit
from app.api.headers import uncached
from app.api.idempotency import once_by_key
from app.api.operations import IDEMPOTENCY_KEY, Parameter, described
from app.api.reading import read_body
from app.core.isolation import unlock
from app.extensions import db, transaction
from app.webhooks import policy, queries, resolving, service
from app.webhooks.models import Delivery, Subscription
from app.webhooks.service import NotCovered
from app.webhooks.words import DeliveryState, StoppedBy

WEBHOOKS = f"{BASE}/webhooks"
ONE = f"{WEBHOOKS}/<uuid:webhook_id>"
WEBHOOK_ID = Parameter("webhook_id", "path", "The id of the webhook.", "6f1c2a8e-3b7d-4e57-9d51-0c6f5f0e8a11", format="uuid")
REFUSED = ("invalid-request", "unauthenticated", "insufficient-scope", "rate-limited")
OF_ONE = (*REFUSED, "not-found")
POSTED = ("conflict", "idempotency-key-reused", "too-large")
WITH_BODY = ("unsupported-media-type",)
SCOPES = (Scope.WEBHOOK,)
COMMAND_COUNTS = 1_000


@api.get(WEBHOOKS)
@described(
    "List your webhooks",
    "Those of the system that asks, the oldest first.",
    scopes=SCOPES,
    answers=(schemas.WebhooksAnswer,),
    problems=REFUSED,
)
def list_webhooks() -> ResponseReturnValue:
    admit_to_webhooks()
    found = db.session.scalars(policy.of_client(g.client).order_by(Subscription.created_at, Subscription.id)).all()
    due = queries.counted(db.session, [one.id for one in found], DeliveryState.DUE)
    return respond(schemas.WebhooksAnswer(webhooks=[schemas.WebhookAnswer(**facts(one, due.get(one.id, 0))) for one in found]))


@api.post(WEBHOOKS)
@described(
    "Set up a webhook",
    "The address must be https and lead to a server on the internet. The answer has the secret of the signatures, this once."
    " A system has at most 20, and sets up at most 60 a day.",
    scopes=SCOPES,
    parameters=(IDEMPOTENCY_KEY,),
    body=schemas.WebhookQuestion,
    answers=(schemas.WebhookCreatedAnswer,),
    status=201,
    problems=(*REFUSED, *POSTED, *WITH_BODY),
)
def create_webhook() -> ResponseReturnValue:
    admit_to_webhooks(COMMAND_COUNTS)
    question = read_body(schemas.WebhookQuestion)
    db.session.rollback()  # whoever waits for a name holds no connection
    addresses = resolving.addresses_of(g.asker, question.url)

    def create(session: Session) -> Response:
        try:
            made, secret = service.subscribe(
                session, g.client, url=question.url, types=question.types, lookup=lambda *_: addresses
            )
        except NotCovered as error:
            raise Refusal("insufficient-scope", str(error)) from None
        response = respond(schemas.WebhookCreatedAnswer(**facts(made, 0), secret=secret), 201)
        response.headers["Location"] = url_for("api.show_webhook", webhook_id=made.id)
        return response

    return once_by_key(create)


@api.get(ONE)
@described(
    "Look how a webhook stands",
    "With its latest messages, and why one could not be delivered.",
    scopes=SCOPES,
    parameters=(WEBHOOK_ID,),
    answers=(schemas.WebhookDetailAnswer,),
    problems=OF_ONE,
)
def show_webhook(webhook_id: UUID) -> ResponseReturnValue:
    admit_to_webhooks()
    webhook = find(db.session, webhook_id)
    due = queries.counted(db.session, [webhook.id], DeliveryState.DUE).get(webhook.id, 0)
    latest = [message(one) for one in queries.latest(db.session, webhook)]
    return respond(schemas.WebhookDetailAnswer(**facts(webhook, due), latest=latest))


@api.delete(ONE)
@described(
    "Remove a webhook",
    "Nothing is sent from then on; what was to be sent is dropped. One that customs stopped stays (409).",
    scopes=SCOPES,
    parameters=(WEBHOOK_ID,),
    status=204,
    problems=(*OF_ONE, "conflict"),
)
def remove_webhook(webhook_id: UUID) -> ResponseReturnValue:
    admit_to_webhooks()
    with transaction() as session:
        service.remove(session, find(session, webhook_id))
    return Response(status=204)


def admit_to_webhooks(numbers: int = 1) -> None:
    """Whatever is asked about webhooks: by a system that has this right, and that sees its own."""
    admit(numbers)
    unlock(db.session, str(g.client.id))


def find(session: Session, webhook_id: UUID) -> Subscription:
    webhook = session.scalars(policy.found(g.client, webhook_id)).one_or_none()
    if webhook is None:
        raise NotFound
    return webhook


def respond(answer: BaseModel, status: int = 200) -> Response:
    response = uncached(orjson.dumps(answer.model_dump(mode="json")))
    response.status_code = status
    return response


def facts(webhook: Subscription, due: int) -> dict[str, object]:
    """How it stands."""
    return {
        "id": webhook.id,
        "url": webhook.url,
        "types": webhook.types,
        "state": webhook.state,
        "stopped_by": StoppedBy.CUSTOMS if webhook.held else webhook.stopped_by,
        "held": held(webhook),
        "created_at": webhook.created_at,
        "two_secrets_until": webhook.previous_until if webhook.has_two_secrets else None,
        "failures": webhook.failures,
        "last_success_at": webhook.last_success_at,
        "last_failure_at": webhook.last_failure_at,
        "last_error": webhook.last_error,
        "next_try_at": webhook.next_try_at,
        "due": due,
    }


def held(webhook: Subscription) -> schemas.HeldAnswer | None:
    """What customs stopped, and why."""
    if webhook.held is None or webhook.held_at is None:
        return None
    return schemas.HeldAnswer(extent=webhook.held, since=webhook.held_at, reason=webhook.held_because)


def message(delivery: Delivery) -> schemas.DeliveryAnswer:
    return schemas.DeliveryAnswer(
        id=delivery.event_id,
        type=delivery.type,
        tin=delivery.tin,
        state=delivery.state,
        tries=delivery.tries,
        next_try_at=delivery.next_at if delivery.state is DeliveryState.DUE else None,
        last_error=delivery.last_error,
    )
