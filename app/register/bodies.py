"""The bodies of the answers, as bytes. Each audience has its own words; nothing in them changes from answer to answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson

from app.authorisations.states import Status
from app.core.words import Word
from app.programme.rules import rules
from app.register.particulars import Described, Held, OnADay, Particulars
from app.register.standing import Coverage, stand


class PublicStatus(Word):
    """All that the public learns: a suspension is no different from an end, for an unproven one ruins a firm."""

    VALID = "valid", "Valid today"
    NOT_VALID_TODAY = "not_valid_today", "Not valid today"

    @classmethod
    def of(cls, status: Status) -> PublicStatus:
        return cls.VALID if status is Status.VALID else cls.NOT_VALID_TODAY


def status(known: Particulars, day: date, seq: int, coverage: Coverage = Coverage.ANY) -> bytes | None:
    """For authorised systems. None where the operator never held what is asked for."""
    body = status_of(known, day, seq, coverage)
    if body and known.status_list:
        body["status_list"] = known.status_list.model_dump()
    return orjson.dumps(body) if body else None


def status_of(known: Described, day: date, seq: int, coverage: Coverage = Coverage.ANY) -> dict[str, object] | None:
    """The same, not yet written."""
    standing = stand(known.held, day, coverage)
    if standing is None:
        return None
    return head(known) | {
        "status": standing.status,
        "type": standing.type,
        "roles": known.roles,
        "authorisations": [for_systems(one, day) for one in known.held],
        "seq": seq,
    }


def public(known: Particulars, day: date, coverage: Coverage = Coverage.ANY) -> bytes | None:
    """For anyone, with the operator's consent."""
    standing = stand(known.held, day, coverage)
    if standing is None:
        return None
    shown = PublicStatus.of(standing.status)
    body = head(known) | {
        "status": shown,
        "type": standing.type if shown is PublicStatus.VALID else None,
        "roles": known.roles,
        "authorisations": [for_anyone(one, day) for one in known.held],
    }
    return orjson.dumps(body)


def certificate(known: Particulars, day: date) -> dict[str, object]:
    """For whoever holds a certificate: `known` is what stands on it."""
    any_valid = any(one.status_on(day) is Status.VALID for one in known.held)
    return {
        "tin": known.tin,
        "name": known.name,
        "country": known.country,
        "status": PublicStatus.VALID if any_valid else PublicStatus.NOT_VALID_TODAY,
        "authorisations": [for_anyone(one, day) for one in known.held],
    }


def risk(known: Particulars, modifier: Mapping[str, Any]) -> bytes:
    """The modifier as computed; `as_of` is the moment it was computed for, so that the same answer has the same bytes."""
    return orjson.dumps({"tin": known.tin, "as_of": modifier["computed_at"], **modifier})


def head(known: Described) -> dict[str, object]:
    return {"tin": known.tin, "name": known.name, "country": known.country, "programme": rules().name}


def for_systems(held: OnADay, day: date) -> dict[str, object]:
    """A part that is suspended is told beside the status, which stays that of the whole."""
    status_today, parts = held.status_on(day), held.parts_on(day)
    body = {
        "number": held.number,
        "type": held.type,
        "status": status_today,
        "since": held.since_on(day),
        "effective_from": held.effective_from,
        "effective_to": held.effective_to,
        "suspended_until": held.suspended_until if status_today is Status.SUSPENDED else None,
    }
    return body | {"suspended_parts": parts} if parts else body


def for_anyone(held: Held, day: date) -> dict[str, object]:
    """The dates only of what is valid, or will be: any other would tell why it is not."""
    status_today = held.status_on(day)
    dated = status_today in (Status.VALID, Status.NOT_YET_VALID)
    return {
        "number": held.number,
        "type": held.type,
        "status": PublicStatus.of(status_today),
        "valid_from": held.effective_from if dated else None,
        "valid_to": held.effective_to if dated else None,
    }
