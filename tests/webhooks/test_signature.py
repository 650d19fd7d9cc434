"""Our signatures are those of Standard Webhooks: its own library verifies them."""

import json
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from app.core import clock
from app.webhooks import signature

BODY = b'{"type":"aeo.status.changed.v1"}'


def now():
    return int(clock.now().timestamp())


def test_the_library_of_the_standard_verifies_it():
    secret = signature.new_secret()

    assert Webhook(secret).verify(BODY, signature.headers([secret], "msg_1", now(), BODY)) == json.loads(BODY)


def test_it_is_the_one_the_library_makes():
    secret, moment = signature.new_secret(), datetime(2026, 11, 24, 14, tzinfo=UTC)

    assert signature.sign([secret], "msg_1", int(moment.timestamp()), BODY) == Webhook(secret).sign(
        "msg_1", moment, BODY.decode()
    )


def test_while_a_secret_changes_either_verifies():
    old, new = signature.new_secret(), signature.new_secret()
    headers = signature.headers([new, old], "msg_1", now(), BODY)

    for secret in (old, new):
        Webhook(secret).verify(BODY, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(signature.new_secret()).verify(BODY, headers)


@pytest.mark.parametrize(("name", "value"), [("webhook-id", "msg_2"), ("webhook-timestamp", "1")])
def test_a_changed_header_does_not_verify(name, value):
    secret = signature.new_secret()
    headers = signature.headers([secret], "msg_1", now(), BODY) | {name: value}

    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(BODY, headers)


def test_a_secret_is_as_long_as_the_standard_asks():
    assert 24 <= len(signature.key_of(signature.new_secret())) <= 64
