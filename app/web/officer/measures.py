"""Proposing what becomes of an authorisation, or of a part of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.authorisations.models import Authorisation, SuspendedPart
from app.authorisations.policy import parts_visible_to
from app.authorisations.states import LIFECYCLE, PARTS, PartState
from app.core.errors import Invalid, WrongState, allow
from app.decisions import policy, queries, service
from app.decisions.grounds import GROUNDS, WITH_LENGTH, is_heard_first
from app.decisions.parts import Covered, covered
from app.decisions.service.propose import LEADS_TO
from app.decisions.states import Ground, Measure
from app.extensions import db
from app.programme.rules import rules
from app.web.officer import officer
from app.web.officer.acting import first_sending, sent
from app.web.officer.authorisations import File, find_file
from app.web.officer.decision_forms import ProposeForm, SuspendForm, ground_of, propose_form
from app.web.officer.heads import operator_head
from app.web.officer.look import is_overtaken
from app.web.officer.part_form import PartForm


@officer.route("/authorisations/<uuid:authorisation_id>/<any(suspend,reinstate,revoke):kind>", methods=["GET", "POST"])
def propose_on_authorisation(authorisation_id: UUID, kind: str) -> ResponseReturnValue:
    """Put a suspension, its end or a revocation before a decision maker."""
    first_sending()
    file, what = find_file(authorisation_id), Measure(kind)
    allow(policy.can_propose(current_user.user), "Only a case officer proposes a decision.")
    if request.method != "POST":  # what was typed is shown again with the refusal
        LIFECYCLE.step(file.authorisation.state, LEADS_TO[what])
    return proposal(file, what)


@officer.route("/suspended-parts/<uuid:part_id>/reinstate", methods=["GET", "POST"])
def propose_on_part(part_id: UUID) -> ResponseReturnValue:
    """Put the end of a part's suspension before a decision maker."""
    first_sending()
    part = db.session.scalars(parts_visible_to(current_user.user).where(SuspendedPart.id == part_id)).one()
    allow(policy.can_propose(current_user.user), "Only a case officer proposes a decision.")
    if request.method != "POST":
        PARTS.step(part.state, PartState.LIFTED)
    return proposal(find_file(part.authorisation_id), Measure.REINSTATE, part)


def proposal(file: File, what: Measure, lifted: SuspendedPart | None = None) -> ResponseReturnValue:
    """The form, and what it was sent for."""
    authorisation = file.authorisation
    newest = queries.newest(db.session, authorisation.operator_id)
    form = form_of(authorisation, what, newest)
    overtaken = is_overtaken(form, newest)
    there = url_for(".show_authorisation", authorisation_id=authorisation.id)
    done = f"{authorisation.number}: {what.label.lower()} proposed."

    def put(session: Any) -> None:
        given = {"by": current_user.user, "ground": ground_of(form), "reasons": form.reasons.data or "", "lifted": lifted}
        service.propose(session, authorisation, what, **given, **named_in(form))

    if not overtaken and (led := sent(form, there, put, done, refused=(Invalid, WrongState))):
        return led
    page = {"kind": what, "form": form, "there": there, "overtaken": overtaken, "days": rules().days, "lifted": lifted}
    page |= {"proposed": file.proposed}
    head = operator_head(authorisation.operator, "File")
    text = render_template("officer/authorisations/propose.html", authorisation=authorisation, head=head, **page)
    return text, 409 if overtaken or form.form_errors else 200


def named_in(form: ProposeForm) -> dict[str, Any]:
    """What only a suspension says."""
    length = {"days": form.days.data} if isinstance(form, SuspendForm) else {}
    return length | ({"part": form.part} if isinstance(form, PartForm) else {})


def form_of(authorisation: Authorisation, kind: Measure, newest: int) -> ProposeForm:
    """A ground is chosen, not suggested, where there are several."""
    hints = {ground: hint_of(kind, ground) for ground in GROUNDS[kind]}
    only = GROUNDS[kind][0].value if len(hints) == 1 else None
    data = {"version": newest, "ground": only}
    known = parts_of(authorisation) if kind is Measure.SUSPEND else None
    form = propose_form(kind, (), data, hints, base=PartForm if known else None)
    if known and isinstance(form, PartForm):
        form.offer(authorisation.operator, known)
    return form


def parts_of(authorisation: Authorisation) -> Covered | None:
    """What can be suspended of it by itself; nothing where the programme knows only the whole, or all is one."""
    known = covered(db.session, authorisation) if rules().partial_suspension else None
    return known if known and known.has_parts else None


def hint_of(kind: Measure, ground: Ground) -> str:
    """What this ground asks for."""
    longest = f", at most {rules().days.suspension_at_most} days" if ground is Ground.SUSPICION else ""
    length = f"needs a length{longest}" if kind is Measure.SUSPEND and ground in WITH_LENGTH else ""
    return "; ".join(part for part in (hearing_of(kind, ground), length) if part).capitalize()


def hearing_of(kind: Measure, ground: Ground) -> str:
    """Whether the trader is heard first; nothing where nobody expects it."""
    if is_heard_first(kind, ground):
        return "The trader is heard first"
    if ground is Ground.SECURITY_RISK:
        return "No hearing: it stops at once when signed"
    return "No hearing" if kind.is_adverse else ""
