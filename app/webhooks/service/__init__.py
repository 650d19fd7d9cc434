"""The verbs of webhooks. `by` is the officer who acts, or None where the system does it itself."""

from app.webhooks.service.keep import AsBefore, StoppedByCustoms, disable, pause, remove, resume
from app.webhooks.service.secrets import rotate_secret
from app.webhooks.service.send import Stopped, TooMuch, replay, retry, test
from app.webhooks.service.subscribe import NotCovered, TooManyWebhooks, UnknownType, subscribe

__all__ = [
    "AsBefore",
    "NotCovered",
    "Stopped",
    "StoppedByCustoms",
    "TooManyWebhooks",
    "TooMuch",
    "UnknownType",
    "disable",
    "pause",
    "remove",
    "replay",
    "resume",
    "retry",
    "rotate_secret",
    "subscribe",
    "test",
]
