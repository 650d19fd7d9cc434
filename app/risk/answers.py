"""Answers about a moment, each with the receipt by which it can be given again, byte for byte."""

from __future__ import annotations

from datetime import datetime

import orjson
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.register.past import finding, receipts, telling
from app.register.past.finding import Past
from app.register.past.receipts import Receipt
from app.register.past.telling import written
from app.register.standing import For
from app.risk import past as risk
from app.risk.engine import ANYTHING, Shipment

STATUS, RISK = "S", "R"


class NotReproduced(DomainError):
    """The answer comes out otherwise than it was given: nobody is shown something else in its place."""

    def __init__(self) -> None:
        super().__init__("What is stored no longer gives the answer that was given. Tell the programme office.")


def status(session: Session, past: Past, known_at: datetime, asked: For = For.ANY) -> bytes | None:
    """None where nothing of what is asked for was held; `NotYetKnown` beyond what was known."""
    telling.check(past, known_at)
    return signed(session, past, Receipt(STATUS, (asked.value,), past.known.id, past.as_of, known_at))


def modifier(session: Session, past: Past, known_at: datetime, shipment: Shipment = ANYTHING) -> bytes | None:
    """None where nothing was held yet; `NotYetKnown` beyond what was known."""
    telling.check(past, known_at)
    details = (shipment.role or "", shipment.site or "", shipment.mode or "")
    return signed(session, past, Receipt(RISK, details, past.known.id, past.as_of, known_at))


def again(session: Session, receipt: Receipt) -> bytes:
    """The very bytes of the answer it belongs to, or `NotReproduced`."""
    past = finding.find_again(session, receipt.publication_id, receipt.as_of)
    bare = bare_body(session, past, receipt) if past else None
    if bare is None or receipts.fingerprint(orjson.dumps(bare)) != receipt.fingerprint:
        raise NotReproduced
    return orjson.dumps(bare | {"receipt": receipts.write(receipt)})


def signed(session: Session, past: Past, question: Receipt) -> bytes | None:
    bare = bare_body(session, past, question)
    if bare is None:
        return None
    receipt = question._replace(fingerprint=receipts.fingerprint(orjson.dumps(bare)))
    return orjson.dumps(bare | {"receipt": receipts.write(receipt)})


def bare_body(session: Session, past: Past, question: Receipt) -> dict[str, object] | None:
    """The answer before it carries its receipt."""
    moments = {"as_of": written(question.as_of), "known_at": written(question.known_at)}
    if question.what == STATUS:
        told = telling.status(past, For(question.details[0]))
        return told and told | moments
    if not past.held:
        return None
    shipment = Shipment(*(detail or None for detail in question.details))
    computed = risk.modifier(past, risk.computations(session, [past]), shipment)
    return {"tin": past.tin, "as_of": moments["as_of"], **computed, "known_at": moments["known_at"]}
