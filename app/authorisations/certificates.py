"""Issuing the certificate: rendered once when it is earned, stored by its hash, shown as long as it is the newest."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.authorisations import queries, sheet
from app.authorisations.models import Authorisation, Certificate
from app.authorisations.states import State
from app.config import settings
from app.core import clock
from app.core.references import check_code
from app.documents import storage
from app.history.kinds import Kind
from app.history.models import Event
from app.history.service import record
from app.operators.models import Operator, Site
from app.programme.rules import Rules, rules


def issue(session: Session, event: Event) -> Certificate | None:
    """The certificate that follows from an event, once: what is granted now, on one sheet. None where nothing is."""
    operator = session.get_one(Operator, operator_of(event))
    granted = [one for one in queries.in_force(session, operator.id) if one.state is State.GRANTED]
    issued = already_issued(session, event, granted)
    if issued or not granted:
        return issued
    code = check_code()
    pdf = sheet.render(context_for(operator, granted, code))
    certificate = Certificate(
        operator_id=operator.id, event_id=event.id, code=code, sha256=storage.put(pdf), size=len(pdf), authorisations=granted
    )
    session.add(certificate)
    session.flush()
    record(session, Kind.CERTIFICATE_ISSUED, about=certificate, by=None, numbers=[one.number for one in granted])
    return certificate


def already_issued(session: Session, event: Event, granted: Sequence[Authorisation]) -> Certificate | None:
    """The newest, where it shows just what is granted: two granted by one signing stand on one sheet. Else this event's own."""
    newest = current(session, operator_of(event))
    if newest and set(newest.authorisations) == set(granted):
        return newest
    return session.scalars(select(Certificate).where(Certificate.event_id == event.id)).one_or_none()


def operator_of(event: Event) -> UUID:
    assert event.operator_id  # noqa: S101  events about authorisations always have one
    return event.operator_id


def current(session: Session, operator_id: UUID) -> Certificate | None:
    """The newest certificate of an operator."""
    newest = (
        select(Certificate).where(Certificate.operator_id == operator_id).order_by(Certificate.issued_at.desc(), Certificate.code)
    )
    return session.scalars(newest.limit(1)).first()


def context_for(operator: Operator, granted: Sequence[Authorisation], code: str) -> dict[str, object]:
    """What the sheet says, from the models."""
    programme = rules()
    return sheet.context(
        authority=sheet.Authority(
            name={"en": programme.authority, "fr": programme.authority_fr},
            legal_basis={"en": programme.legal_basis, "fr": programme.legal_basis_fr},
        ),
        holder=sheet.Holder(name=operator.name, address=operator.address, tin=operator.tin),
        authorisations=[sheet.Grant(one.type, one.number, one.effective_from, one.effective_to) for one in granted],
        roles=operator.roles,
        sites=[site_of(site, granted) for site in operator.open_sites],
        issue=issue_of(programme),
        check=sheet.Check(code=code, base_url=settings().base_url),
    )


def site_of(site: Site, granted: Sequence[Authorisation]) -> sheet.Site:
    return sheet.Site(
        name=site.name, address=site.address, code=site.locode or "", types=tuple(one.type.value for one in granted)
    )


def issue_of(programme: Rules) -> sheet.Issue:
    return sheet.Issue(
        place={"en": programme.place, "fr": programme.place},
        on=clock.today(),
        name=programme.authority,
        post={"en": programme.office, "fr": programme.office_fr},
    )
