"""The right to be heard. The time to reply runs from the day the letter is served."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.decisions import policy
from app.decisions.checks import under_assessment
from app.decisions.dates import reply_due, served_at_latest
from app.decisions.grounds import is_heard_first
from app.decisions.models import Decision, Hearing
from app.decisions.points import points_of, reply_of
from app.decisions.states import LIFECYCLE, State
from app.documents.attaching import attach
from app.documents.models import Document
from app.history.kinds import Kind
from app.history.service import record

NOT_ADDRESSED = "Only a signatory or an administrator may open this letter: opening it serves it on the business."


def open_hearing(session: Session, decision: Decision, *, by: User) -> Hearing:
    """Tell the trader what customs intends and why; `WrongState` where nobody is heard first.

    Served when opened, at the latest on the day the programme sets.
    """
    allow(policy.can_open_hearing(by))
    if not is_heard_first(decision.kind, decision.ground):
        raise WrongState("No hearing goes before this decision.")
    if decision.application:
        under_assessment(decision.application)
    decision.state = LIFECYCLE.step(decision.state, State.IN_HEARING)
    latest = served_at_latest(clock.today())
    hearing = Hearing(
        operator_id=decision.operator_id, decision=decision, opened_by_id=by.id, served_on=latest, due_on=reply_due(latest)
    )
    session.add(hearing)
    session.flush()
    record(
        session,
        Kind.HEARING_OPENED,
        about=hearing,
        by=by,
        case=decision.application_id,
        kind=decision.kind,
        type=decision.type,
        due_on=hearing.due_on.isoformat(),
    )
    return hearing


def open_decision_letter(session: Session, decision: Decision, *, by: User) -> None:
    """Open the letter that brings a decision, in the portal: served today if it was not before.

    `WrongState` before it is decided.
    """
    allow(policy.can_open_letter(by, decision), NOT_ADDRESSED)
    if decision.state is not State.DECIDED:
        raise WrongState(f"{decision.state.label}: there is no decision to open.")
    if decision.served_on and decision.served_on <= clock.today():
        return
    decision.served_on = clock.today()
    record(
        session, Kind.LETTER_SERVED, about=decision, by=by, case=decision.application_id, kind=decision.kind, type=decision.type
    )


def open_hearing_letter(session: Session, hearing: Hearing, *, by: User) -> None:
    """Opened in the portal: served today, if it was not before, and the time to reply runs from here."""
    allow(policy.can_open_letter(by, hearing.decision), NOT_ADDRESSED)
    if hearing.is_served:
        return
    hearing.served_on = clock.today()
    hearing.due_on = reply_due(hearing.served_on)
    record(
        session,
        Kind.LETTER_SERVED,
        about=hearing,
        by=by,
        case=hearing.decision.application_id,
        due_on=hearing.due_on.isoformat(),
    )


def reply(
    session: Session,
    hearing: Hearing,
    *,
    by: User,
    text: str,
    replies: Mapping[str, str] | None = None,
    documents: Sequence[Document] = (),
) -> None:
    """Say what the trader says to it; then customs may decide, also before the day is out.

    `WrongState` before the letter was opened or when the hearing is closed, `Invalid` for an empty reply. `replies` are those
    to single grounds, by the key of the ground.
    """
    allow(policy.can_reply(by, hearing.decision), "Only a signatory may reply: the reply speaks for the business.")
    if hearing.decision.state is not State.IN_HEARING or hearing.replied_at:
        raise WrongState("The hearing is closed.")
    if not hearing.is_served:
        raise WrongState("Open the letter first: it says what customs intends, and why.")
    points = points_of(hearing.decision)
    whole = reply_of(points, text, replies or {})
    if not whole:
        raise Invalid("Write what you want to say", "text")
    hearing.replies = {one.key: replies[one.key].strip() for one in points if replies and replies.get(one.key, "").strip()}
    hearing.reply, hearing.replied_at, hearing.replied_by_id = whole, clock.now(), by.id
    attach(session, hearing, documents)
    case, facts = hearing.decision.application_id, {"type": hearing.decision.type, "files": len(documents)}
    record(session, Kind.HEARING_ANSWERED, about=hearing, by=by, case=case, **facts)
