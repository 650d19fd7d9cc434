"""What customs stops: the webhooks of a system to one server, or all of them. Another system of its owner is not concerned."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.core.errors import WrongState
from app.webhooks.models import Subscription


class StoppedByCustoms(WrongState):
    """Only an officer lets it go on."""

    def __init__(self, subscription: Subscription) -> None:
        assert subscription.held  # noqa: S101  only what is held is refused so
        why = f" The reason: {subscription.held_because}" if subscription.held_because else ""
        super().__init__(f"{subscription.held.label}. Only customs lets them go on: ask there.{why}")


def require_free(subscription: Subscription) -> None:
    """`StoppedByCustoms`, whatever its state."""
    if subscription.held:
        raise StoppedByCustoms(subscription)


def to_same_server(webhooks: Iterable[Subscription], servers: Collection[str]) -> list[Subscription]:
    """Those that share a name or an address, and those that share one with these."""
    known, found, others = set(servers), [], list(webhooks)
    while more := [one for one in others if not known.isdisjoint(one.servers)]:
        found += more
        known.update(*(one.servers for one in more))
        others = [one for one in others if one not in more]
    return found
