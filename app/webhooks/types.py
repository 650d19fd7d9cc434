"""What a webhook can be told of, by the names of the feed."""

from __future__ import annotations

from app.accounts.clients import Scope
from app.register.feed.words import FOR_ALL, ChangeKind

TEST = "aeo.webhook.test.v1"
OF_THE_MODIFIER = (ChangeKind.MODIFIER_CHANGED, ChangeKind.MODIFIER_RENEWED)

# Whoever may not read a figure is not told when it changes.
NEEDS: dict[str, Scope] = {kind.api: Scope.RISK if kind in OF_THE_MODIFIER else Scope.STATUS for kind in FOR_ALL}
