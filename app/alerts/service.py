"""Writing letters after the commit, and sending each once."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parseaddr

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.accounts import links
from app.accounts.models import Invitation, User
from app.alerts import letters
from app.alerts.kinds import LATER, Kind
from app.alerts.models import Letter
from app.alerts.occasions import OCCASIONS, Occasion
from app.alerts.recipients import Recipient, once_each
from app.applications.models import Application
from app.config import settings
from app.core import clock, ids, jobs, mail
from app.decisions.dates import served_at_latest
from app.history.models import Event
from app.operators.models import Operator
from app.programme.rules import rules


def tell(session: Session, event: Event) -> None:
    """Write the letters that follow from an event. RenderedLetter before: nothing happens."""
    for occasion in OCCASIONS.get(event.kind, ()):
        variables = variables_of(session, event, occasion)
        for recipient in once_each(occasion.to(session, event)):
            write(session, event, occasion, recipient, variables)


def write(session: Session, event: Event, occasion: Occasion, recipient: Recipient, variables: Mapping[str, object]) -> None:
    letter_id, domain = ids.fresh(), parseaddr(settings().mail_from)[1].rpartition("@")[2]
    letter = {
        "id": letter_id,
        "operator_id": event.operator_id,
        "event_id": event.id,
        "kind": occasion.letter,
        "user_id": recipient.user_id,
        "address": recipient.address,
        "variables": {**variables, "recipient_name": recipient.name},
        "message_id": f"<{letter_id}@{domain}>",
        "written_at": clock.now(),
    }
    once = insert(Letter).values(letter).on_conflict_do_nothing(index_elements=["event_id", "kind", "address"])
    if session.execute(once.returning(Letter.id)).first():
        jobs.defer(session, "send_letter", lock=recipient.address, letter_id=str(letter_id))


def variables_of(session: Session, event: Event, occasion: Occasion) -> dict[str, object]:
    """What the templates of this occasion say, but for the link with a token."""
    operator = session.get(Operator, event.operator_id) if event.operator_id else None
    by = session.get(User, event.by_id) if event.by_id else None
    days = {name: event.facts.get(fact) for name, fact in occasion.days.items()}
    return {
        "operator_name": operator.name if operator else "",
        "reference": reference_of(session, event),
        "path": path_of(event, occasion),
        "about_id": str(event.about_id),
        "served_on": served_at_latest(clock.day_of(event.at)).isoformat(),
        "invited_by": by.name if by else "",
        "role": event.facts.get("role", ""),
        "in_part": "part" in event.facts,
        **days,
    }


def path_of(event: Event, occasion: Occasion) -> str:
    """Where its link leads; to all decisions where the event names none."""
    decision = event.facts.get("decision", "")
    return occasion.link.format(case=event.case_id, about=event.about_id, decision=decision).rstrip("/") or "/"


def reference_of(session: Session, event: Event) -> str:
    """The number of the case, else of the thing itself."""
    application = session.get(Application, event.case_id) if event.case_id else None
    return application.reference if application else str(event.facts.get("reference") or event.facts.get("number") or "")


def rendered(session: Session, letter: Letter) -> letters.RenderedLetter:
    """The letter in words. A link with a token is made now, and stands nowhere else."""
    base = settings().base_url
    link, valid_for = link_of(session, letter) or (base + letter.variables["path"], "")
    known = {"authority_name": rules().authority, "portal_url": base, "link": link, "valid_for": valid_for}
    return letters.render(letter.kind, {**LATER, **letter.variables, **known})


def link_of(session: Session, letter: Letter) -> tuple[str, str] | None:
    """The link that carries a token, and how long it works."""
    if letter.kind is Kind.CONFIRM_EMAIL:
        return links.confirm_url(session.get_one(User, letter.user_id)), "7 days"
    if letter.kind is Kind.RESET_PASSWORD:
        return links.reset_url(session.get_one(User, letter.user_id)), "1 hour"
    if letter.kind is Kind.INVITATION:
        return links.invitation_url(session.get_one(Invitation, letter.variables["about_id"])), "7 days"
    return None


def send(session: Session, letter: Letter) -> None:
    """Send it, unless it was sent. Without a mail server, in demonstration and test, the mailbox page is the delivery."""
    if letter.sent_at is not None:
        return
    words = rendered(session, letter)
    if settings().smtp_url:
        mail.send(
            settings().smtp_url,
            mail.Mail(settings().mail_from, letter.address, letter.message_id, words.subject, words.text, words.html),
        )
    letter.sent_at = clock.now()
