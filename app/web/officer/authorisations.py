"""An authorisation in an officer's hands: what stands, what is proposed about it, its certificates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import joinedload

from app.authorisations import policy as authorisations
from app.authorisations import queries as held
from app.authorisations.models import Authorisation, Certificate, SuspendedPart, certificate_authorisation
from app.authorisations.states import IN_FORCE, LIFECYCLE
from app.decisions import policy, queries
from app.decisions.models import Decision
from app.decisions.service.propose import LEADS_TO
from app.decisions.states import OPEN, Measure, State
from app.extensions import db
from app.programme.rules import rules
from app.web.documents import certificate_file
from app.web.officer import officer
from app.web.officer.acting import first_sending
from app.web.officer.decision_forms import SignForm
from app.web.officer.heads import operator_head
from app.web.officer.matter import Desk, desk_of, files_of, sign_or_show


@dataclass(frozen=True)
class Held:
    """What an operator holds and held, for its file: `proposals` are open, by the id of the authorisation."""

    authorisations: Sequence[Authorisation]
    proposals: Mapping[UUID, Decision]
    certificates: Sequence[Certificate]


def held_by(operator_id: UUID) -> Held:
    """Three queries."""
    user = current_user.user
    still_open = queries.whole(user).where(Decision.operator_id == operator_id, Decision.state.in_(OPEN))
    proposals = {one.authorisation_id: one for one in db.session.scalars(still_open) if one.authorisation_id}
    certificates = authorisations.certificates_visible_to(user).where(Certificate.operator_id == operator_id)
    newest = certificates.order_by(Certificate.issued_at.desc(), Certificate.code)
    return Held(held.of_operator(db.session, operator_id), proposals, db.session.scalars(newest).all())


@dataclass(frozen=True)
class File:
    """An authorisation with the decisions about it, the newest first."""

    authorisation: Authorisation
    decisions: Sequence[Decision]

    @property
    def desk(self) -> Desk:
        return desk_of(self.authorisation.operator, self.decisions)

    @property
    def proposed(self) -> Decision | None:
        """What is open about it: one at a time."""
        return next((one for one in self.decisions if one.state in OPEN), None)

    @property
    def may_become(self) -> list[Measure]:
        """What can be proposed now, by this person."""
        if not policy.can_propose(current_user.user) or self.proposed:
            return []
        return [kind for kind, state in LEADS_TO.items() if LIFECYCLE.allows(self.authorisation.state, state)]

    @property
    def may_be_lifted(self) -> list[SuspendedPart]:
        """Parts of which an end can be proposed now, by this person."""
        may = policy.can_propose(current_user.user) and not self.proposed
        return [*self.authorisation.suspended_parts] if may and self.authorisation.state in IN_FORCE else []

    @property
    def sent_back(self) -> str:
        newest = self.decisions[:1]
        backs = queries.why_sent_back(db.session, [one for one in newest if one.state is State.WITHDRAWN])
        return next(iter(backs.values()), "")


def find_file(authorisation_id: UUID) -> File:
    user = current_user.user
    query = authorisations.visible_to(user).where(Authorisation.id == authorisation_id)
    authorisation = db.session.scalars(query.options(joinedload(Authorisation.operator))).one()
    return File(authorisation, db.session.scalars(queries.of_authorisation(user, authorisation_id)).all())


@officer.get("/authorisations/<uuid:authorisation_id>")
def show_authorisation(authorisation_id: UUID) -> str:
    file = find_file(authorisation_id)
    desk = file.desk
    return show(file, desk, desk.form())


def show(file: File, desk: Desk, form: SignForm | None, *, overtaken: bool = False) -> str:
    authorisation = file.authorisation
    decided = [one for one in file.decisions if one.state is State.DECIDED]
    on_it = authorisations.certificates_visible_to(current_user.user).join(certificate_authorisation)
    mine = on_it.where(certificate_authorisation.c.authorisation_id == authorisation.id)
    return render_template(
        "officer/authorisations/show.html",
        authorisation=authorisation,
        file=file,
        head=operator_head(authorisation.operator, "File"),
        desk=desk,
        form=form,
        decided=decided,
        papers=files_of([one.id for one in decided]),
        certificates=db.session.scalars(mine.order_by(Certificate.issued_at.desc(), Certificate.code)).all(),
        days=rules().days,
        overtaken=overtaken,
        action=url_for(".sign_authorisation", authorisation_id=authorisation.id),
    )


@officer.post("/authorisations/<uuid:authorisation_id>/sign")
def sign_authorisation(authorisation_id: UUID) -> ResponseReturnValue:
    """Sign the proposal, or send it back; a revocation is asked for once more."""
    first_sending()
    file = find_file(authorisation_id)
    desk, there = file.desk, url_for(".show_authorisation", authorisation_id=authorisation_id)
    return sign_or_show(desk, there, lambda form, overtaken: show(file, desk, form, overtaken=overtaken))


@officer.get("/certificates/<uuid:certificate_id>")
def download_certificate(certificate_id: UUID) -> Response:
    query = authorisations.certificates_visible_to(current_user.user).where(Certificate.id == certificate_id)
    certificate = db.session.scalars(query.options(joinedload(Certificate.operator))).one()
    return certificate_file(certificate, certificate.operator.tin)
