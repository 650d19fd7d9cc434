"""The verbs of webhooks. `by` is the officer who acts, or None where the system does it itself.

What only a system does has no `by`, and what only customs does has always one.
"""

from app.webhooks.holding import StoppedByCustoms
from app.webhooks.service.keep import AsBefore, disable, pause, remove, resume
from app.webhooks.service.secrets import rotate_secret
from app.webhooks.service.send import Stopped, TooMuch, replay, retry, test
from app.webhooks.service.stop import NotStopped, StoppedAlready, release, stop
from app.webhooks.service.subscribe import NotCovered, TooManyWebhooks, UnknownType, subscribe

__all__ = [
    "AsBefore",
    "NotCovered",
    "NotStopped",
    "Stopped",
    "StoppedAlready",
    "StoppedByCustoms",
    "TooManyWebhooks",
    "TooMuch",
    "UnknownType",
    "disable",
    "pause",
    "release",
    "remove",
    "replay",
    "resume",
    "retry",
    "rotate_secret",
    "stop",
    "subscribe",
    "test",
]
