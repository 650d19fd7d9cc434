"""What a system does with a webhook it has: try it, have messages sent again, change its secret, stop it and let it go on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.api import api, schemas
from app.api.errors import Refusal
from app.api.idempotency import once_by_key
from app.api.limits import count_ids
from app.api.operations import IDEMPOTENCY_KEY, described
from app.api.reading import read_body
from app.api.webhooks import (
    COMMAND_COUNTS,
    OF_ONE,
    ONE,
    POSTED,
    SCOPES,
    WEBHOOK_ID,
    WITH_BODY,
    admit_to_webhooks,
    facts,
    find,
    respond,
)
from app.register.feed.cursor import Cursor, Expired
from app.webhooks import queries, service
from app.webhooks.models import Subscription
from app.webhooks.types import TEST
from app.webhooks.words import DeliveryState

ASKED = (WEBHOOK_ID, IDEMPOTENCY_KEY)


def acting(webhook_id: UUID, act: Callable[[Session, Subscription], Response]) -> Response:
    """On a webhook of the system that asks, once for each key."""
    admit_to_webhooks(COMMAND_COUNTS)
    return once_by_key(lambda session: act(session, find(session, webhook_id)))


@api.post(f"{ONE}:test")
@described(
    "Try a webhook",
    "Sends a message of type aeo.webhook.test.v1 about no operator, at once; one in ten seconds to a server, 12 a minute. How it"
    " went is told by the webhook itself.",
    scopes=SCOPES,
    parameters=ASKED,
    answers=(schemas.TestAnswer,),
    status=202,
    problems=(*OF_ONE, *POSTED),
)
def test_webhook(webhook_id: UUID) -> ResponseReturnValue:
    def try_it(session: Session, webhook: Subscription) -> Response:
        made = service.test(session, webhook, by=None)
        return respond(schemas.TestAnswer(id=made.event_id, type=TEST), 202)

    return acting(webhook_id, try_it)


@api.post(f"{ONE}:replay")
@described(
    "Have messages sent again",
    "All changes since a cursor of the feed that this webhook is told of, at most 10,000; once a minute. Each message counts as"
    " a number.",
    scopes=SCOPES,
    parameters=ASKED,
    body=schemas.ReplayQuestion,
    answers=(schemas.ReplayAnswer,),
    status=202,
    problems=(*OF_ONE, *POSTED, *WITH_BODY, "cursor-expired"),
)
def replay_webhook(webhook_id: UUID) -> ResponseReturnValue:
    def replay(session: Session, webhook: Subscription) -> Response:
        try:
            since = Cursor.read(read_body(schemas.ReplayQuestion).cursor)
            messages = service.replay(session, webhook, since, by=None)
        except Expired as error:
            raise Refusal("cursor-expired", str(error)) from None
        if messages:
            count_ids(messages)
        return respond(schemas.ReplayAnswer(messages=messages), 202)

    return acting(webhook_id, replay)


@api.post(f"{ONE}:rotate-secret")
@described(
    "Change the secret of a webhook",
    "For 24 hours messages are signed with both secrets: no message is refused while the receiver takes up the new one.",
    scopes=SCOPES,
    parameters=ASKED,
    answers=(schemas.SecretAnswer,),
    problems=(*OF_ONE, *POSTED),
)
def rotate_webhook_secret(webhook_id: UUID) -> ResponseReturnValue:
    def rotate(session: Session, webhook: Subscription) -> Response:
        secret, until = service.rotate_secret(session, webhook, by=None)
        return respond(schemas.SecretAnswer(secret=secret, two_secrets_until=until))

    return acting(webhook_id, rotate)


@api.post(f"{ONE}:pause")
@described(
    "Stop a webhook for a while",
    "What was to be sent waits; of what changes meanwhile nothing is told: read the feed, or have it replayed.",
    scopes=SCOPES,
    parameters=ASKED,
    answers=(schemas.WebhookAnswer,),
    problems=(*OF_ONE, *POSTED),
)
def pause_webhook(webhook_id: UUID) -> ResponseReturnValue:
    return acting(webhook_id, standing(service.pause))


@api.post(f"{ONE}:resume")
@described(
    "Let a webhook go on",
    "Also one that was disabled because its receiver was gone or kept failing. One that customs stopped only customs lets go on.",
    scopes=SCOPES,
    parameters=ASKED,
    answers=(schemas.WebhookAnswer,),
    problems=(*OF_ONE, *POSTED),
)
def resume_webhook(webhook_id: UUID) -> ResponseReturnValue:
    return acting(webhook_id, standing(partial(service.resume, by=None)))


def standing(change: Callable[[Session, Subscription], None]) -> Callable[[Session, Subscription], Response]:
    """Change it, and tell how it stands then."""

    def changed(session: Session, webhook: Subscription) -> Response:
        change(session, webhook)
        due = queries.counted(session, [webhook.id], DeliveryState.DUE).get(webhook.id, 0)
        return respond(schemas.WebhookAnswer(**facts(webhook, due)))

    return changed
