"""Drawing up what an entry says from now on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.core import clock, ids
from app.operators.models import Operator
from app.register import bodies, master
from app.register.content import Computed, Content
from app.register.folding import keys, number, words
from app.register.particulars import Particulars
from app.register.past.keeping import moment_after


def drawn(operator: Operator, particulars: Particulars, computed: Computed, before: Content | None, *, seq: int) -> Content:
    today, modifier = clock.today(), computed.modifier
    return Content(
        id=before.id if before else ids.fresh(),
        operator_id=operator.id,
        tin=operator.tin,
        name=operator.name,
        city=operator.city,
        country=operator.country,
        is_public=operator.is_public,
        summary=particulars.model_dump(mode="json"),
        search_key=sorted(search_keys(operator, particulars)),
        seq=seq,
        public=bodies.public(particulars, today) if operator.is_public else None,
        changes_at=changes_at(particulars, modifier),
        renews_at=computed.renews_at,
        policy_sha256=modifier["policy"]["sha256"],
        published_at=moment_after(before.published_at if before else None),
        status=bodies.status(particulars, today, seq) or b"",
        risk=bodies.risk(particulars, modifier),
        master=master.body_of(operator, particulars),
    )


def search_keys(operator: Operator, particulars: Particulars) -> set[str]:
    """Names and places by their words, numbers whole, types as they are."""
    numbers = [operator.tin, *(one.number for one in particulars.held)]
    places = [operator.city, *(part for site in operator.open_sites for part in (site.city, site.locode or ""))]
    return {
        *keys("name", words(operator.name)),
        *keys("number", map(number, numbers)),
        *keys("place", (word for place in places for word in words(place))),
        *keys("type", (one.type for one in particulars.held)),
    }


def changes_at(particulars: Particulars, modifier: Mapping[str, Any]) -> datetime:
    """When the entry stops being right by itself: a day of an authorisation, a step of the modifier, or its end."""
    day = particulars.next_change_after(clock.today())
    moments = [clock.start_of(day)] if day else []
    ends = [modifier[name] for name in ("next_change_at", "valid_until") if modifier[name]]
    return min([*moments, *(datetime.fromisoformat(end) for end in ends)])
