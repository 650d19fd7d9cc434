"""Answers about a moment, each with the receipt by which it can be given again, byte for byte."""

from __future__ import annotations

from functools import partial
from typing import Any

import orjson
from sqlalchemy.orm import Session

from app.core.clock import rfc3339
from app.core.refusals import Refusal
from app.register.past import finding, receipts, telling
from app.register.past.finding import Past
from app.register.past.moments import Moments, NothingThen
from app.register.past.receipts import Receipt
from app.register.standing import Coverage
from app.risk import past as risk
from app.risk.engine import ANYTHING, Shipment
from app.risk.policies.queries import policy_at

STATUS, RISK = "S", "R"


class NotReproduced(Refusal):
    """The answer comes out otherwise than it was given: nobody is shown something else in its place."""

    def __init__(self) -> None:
        super().__init__("not-reproduced")


def status(session: Session, tin: str, when: Moments, coverage: Coverage = Coverage.ANY) -> bytes:
    """`NothingThen` where nothing of what is asked for was held; `NotYetKnown` beyond what was known."""
    return signed(session, past_of(session, tin, when), when, STATUS, coverage.value)


def modifier(session: Session, tin: str, when: Moments, shipment: Shipment = ANYTHING) -> bytes:
    """`NothingThen` where nothing was held; `NotYetKnown` beyond what was known."""
    details = (shipment.role or "", shipment.site or "", shipment.mode or "")
    return signed(session, past_of(session, tin, when), when, RISK, *details)


def both(session: Session, tin: str, when: Moments) -> tuple[bytes, bytes]:
    """Status and modifier of whatever was held; refused as either is."""
    past = past_of(session, tin, when)
    return signed(session, past, when, STATUS, Coverage.ANY.value), signed(session, past, when, RISK, "", "", "")


def again(session: Session, receipt: Receipt) -> bytes:
    """The very bytes of the answer it belongs to, or `NotReproduced`."""
    past = finding.find_again(session, receipt.publication_id, receipt.as_of)
    bare = bare_body(session, past, receipt) if past else None
    if bare is None or receipts.fingerprint(orjson.dumps(bare)) != receipt.fingerprint:
        raise NotReproduced
    return orjson.dumps(bare | {"receipt": receipts.write(receipt)})


def past_of(session: Session, tin: str, when: Moments) -> Past:
    past = finding.find(session, [tin], when).get(tin)
    if past is None:
        raise NothingThen(when)
    telling.check(past, when)
    return past


def signed(session: Session, past: Past, when: Moments, what: str, *details: str) -> bytes:
    question = Receipt(what, details, past.known.id, when.as_of, when.known_at)
    bare = bare_body(session, past, question)
    if bare is None:
        raise NothingThen(when)
    receipt = question._replace(fingerprint=receipts.fingerprint(orjson.dumps(bare)))
    return orjson.dumps(bare | {"receipt": receipts.write(receipt)})


def bare_body(session: Session, past: Past, question: Receipt) -> dict[str, Any] | None:
    """The answer before it carries its receipt; None where nothing was held."""
    moments = {"as_of": rfc3339(question.as_of), "known_at": rfc3339(question.known_at)}
    if question.what == STATUS:
        told = telling.status(past, Coverage(question.details[0]))
        return told and told | moments
    if not past.held:
        return None
    shipment = Shipment(*(detail or None for detail in question.details))
    policy = partial(policy_at, session, question.as_of, question.known_at)
    computed = risk.modifier(past, risk.computations(session, [past]), policy, shipment)
    return {"tin": past.tin, "as_of": moments["as_of"], **computed, "known_at": moments["known_at"]}
