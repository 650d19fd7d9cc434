"""Status and modifier of one operator: the bytes of the register or, once their day is over, what follows from the same facts."""

from __future__ import annotations

from app.core import clock
from app.core.refusals import NotFound
from app.lookup import afresh
from app.lookup.elsewhere import only_now
from app.lookup.request import HttpRequest
from app.lookup.response import HttpResponse, cacheable, uncached
from app.lookup.store import Stored, View
from app.lookup.store.stored import tag
from app.register.parameters import coverage_of, number_of
from app.register.standing import Coverage
from app.risk.engine import ANYTHING
from app.risk.parameters import shipment

LONGEST_TIN = 17
"""A TIN has no more letters and digits."""


def status(request: HttpRequest, view: View) -> HttpResponse:
    request.count(1)
    if not request.query and (stored := still_published(request, view)):
        return cacheable(request, view.unpack.status(stored.status), stored.status_tag.hex())
    number, coverage = tin_of(request, view), coverage_of(request.get("for"))
    stored = operator_of(view, number)
    if coverage is Coverage.ANY and request.at < stored.changes_at:
        return cacheable(request, view.unpack.status(stored.status), stored.status_tag.hex())
    return response_of(request, afresh.status(view, stored, clock.day_of(request.moment), coverage))


def public_status(request: HttpRequest, view: View) -> HttpResponse:
    """For anybody, with the operator's consent."""
    request.count(1)
    number, coverage = tin_of(request, view), coverage_of(request.get("for"))
    stored = operator_of(view, number)
    if not stored.is_public:
        raise NotFound
    return response_of(request, afresh.public(view, stored, clock.day_of(request.moment), coverage))


def risk(request: HttpRequest, view: View) -> HttpResponse:
    request.count(1)
    if not request.query and (stored := still_published(request, view)):
        request.looked_at = (request.raw_number,)
        return cacheable(request, view.unpack.risk(stored.risk), stored.risk_tag.hex())
    number, about = tin_of(request, view), shipment(request.parameters)
    stored = operator_of(view, number)
    request.looked_at = (number,)
    if about == ANYTHING and request.at < stored.changes_at:
        return cacheable(request, view.unpack.risk(stored.risk), stored.risk_tag.hex())
    return uncached(request, afresh.risk(view, stored, request.moment, about))


def still_published(request: HttpRequest, view: View) -> Stored | None:
    """The short way, which nearly all go: the TIN in its one form, asked about now, while what was published holds."""
    stored = view.get(request.raw_number) if len(request.raw_number) <= LONGEST_TIN else None
    return stored if stored and request.at < stored.changes_at else None


def tin_of(request: HttpRequest, view: View) -> str:
    """The TIN; empty where a number of another scheme is nobody's today. Those are not public."""
    only_now(as_of=request.get("as_of"), known_at=request.get("known_at"))
    scheme, number = number_of(request.number, request.get("scheme"))
    if scheme is None:
        return number
    return "" if request.is_public else view.alias(scheme, number, clock.day_of(request.moment)) or ""


def operator_of(view: View, tin: str) -> Stored:
    stored = view.get(tin) if tin else None
    if stored is None:
        raise NotFound
    return stored


def response_of(request: HttpRequest, body: bytes | None) -> HttpResponse:
    """`NotFound` where the operator never held what was asked for."""
    if body is None:
        raise NotFound
    return cacheable(request, body, tag(body).hex())
