"""The report: written in pieces, signed once."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.audits import policy
from app.audits.models import Audit
from app.audits.service.hold import hold
from app.audits.service.plan import tell
from app.audits.states import LIFECYCLE, State
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.history.kinds import Kind


class TooEarly(WrongState):
    """The report follows the visit."""

    def __init__(self, audit: Audit) -> None:
        super().__init__(f"The visit starts on {audit.starts_on:%-d %B %Y}: the report follows it.")


class Unwritten(Invalid):
    """A report says something."""

    def __init__(self) -> None:
        super().__init__("Write the report before you sign it", "text")


def write(session: Session, audit: Audit, *, by: User, text: str, summary: str = "") -> None:
    """Keep the text as it stands, for officers only. What counts is the signed report, so the history needs no word of it."""
    allow(policy.can_observe(by, audit), "Only the team of this visit writes its report.")
    hold(session, audit, "the report stands.")
    audit.summary, audit.report = summary, text


def report(session: Session, audit: Audit, *, by: User, text: str, summary: str = "") -> None:
    """Sign the report, which the trader reads from now on; `TooEarly` before the first day, `Unwritten` without a text."""
    allow(policy.can_report(by, audit), "Only the lead of this visit signs its report.")
    hold(session, audit, "the report stands.")
    if audit.starts_on > clock.today():
        raise TooEarly(audit)
    if not text.strip():
        raise Unwritten
    audit.state = LIFECYCLE.step(audit.state, State.REPORTED)
    audit.summary, audit.report, audit.reported_at = summary, text, clock.now()
    tell(session, Kind.AUDIT_REPORTED, audit, by)
