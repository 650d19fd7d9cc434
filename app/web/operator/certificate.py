"""The certificate of the business: download it, see what others see."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from uuid import UUID

from flask import Response, g, render_template, send_file
from flask_login import current_user
from sqlalchemy.orm import joinedload

from app.authorisations import policy, queries
from app.authorisations.models import Authorisation, Certificate
from app.authorisations.states import State, Status
from app.core import clock
from app.documents import storage
from app.extensions import db
from app.web.documents import SANDBOX
from app.web.operator import operator
from app.web.operator.standing import Standing

YEAR = 365 * 24 * 60 * 60


class Stage(Enum):
    """What the page says first."""

    NONE = auto()
    PREPARING = auto()
    READY = auto()
    WITHOUT_EFFECT = auto()


def stage_of(authorisations: Sequence[Authorisation], certificate: Certificate | None) -> Stage:
    """The worker writes a certificate anew when one of the authorisations is granted or gone."""
    granted = {one.id for one in authorisations if one.state is State.GRANTED}
    shown = {one.id for one in certificate.authorisations} if certificate else set()
    gone = {one.id for one in authorisations if one.state is State.REVOKED}
    if granted and (granted - shown or shown & gone):
        return Stage.PREPARING
    if certificate is None:
        return Stage.NONE
    return Stage.READY if granted & shown else Stage.WITHOUT_EFFECT


def newest_certificate(operator_id: UUID) -> Certificate | None:
    """The one to show, with what stands on it: one query."""
    mine = policy.certificates_visible_to(current_user.user).where(Certificate.operator_id == operator_id)
    newest = mine.order_by(Certificate.issued_at.desc(), Certificate.code).limit(1)
    return db.session.scalars(newest.options(joinedload(Certificate.authorisations))).unique().one_or_none()


@operator.get("/certificate")
def show_certificate() -> str:
    operator_id = g.membership.operator_id
    authorisations = queries.of_operator(db.session, operator_id)
    certificate = newest_certificate(operator_id)
    return render_template(
        "operator/certificate/show.html",
        standing=Standing(authorisations, clock.today()),
        certificate=certificate,
        stage=stage_of(authorisations, certificate).name,
        in_part=certificate is not None and any(one.status is not Status.VALID for one in certificate.authorisations),
    )


@operator.get("/certificates/<uuid:certificate_id>/pdf")
def download_certificate(certificate_id: UUID) -> Response:
    """The bytes of a certificate never change: a browser keeps them, for this person alone."""
    mine = policy.certificates_visible_to(current_user.user).where(Certificate.operator_id == g.membership.operator_id)
    certificate = db.session.scalars(mine.where(Certificate.id == certificate_id)).one()
    name = f"{g.membership.operator.tin}-certificate-{certificate.code}.pdf"
    answer = send_file(
        storage.fetch(certificate.sha256),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=name,
        etag=certificate.sha256,
        last_modified=certificate.issued_at,
    )
    answer.content_length = certificate.size
    answer.headers["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
