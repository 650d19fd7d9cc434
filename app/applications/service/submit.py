"""Signing and sending an application."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

import orjson
from sqlalchemy.orm import Session

from app.applications import policy
from app.applications.models import Application
from app.applications.profile import profile_of
from app.applications.progress import Gap
from app.applications.questionnaire import SelfAssessment, self_assessment
from app.applications.states import LIFECYCLE, State
from app.core import clock
from app.core.errors import Invalid, allow
from app.history.kinds import Kind
from app.history.service import record

if TYPE_CHECKING:
    from app.accounts.models import User

DECLARATION = "I have read the answers. They are complete and true to the best of my knowledge."


class Unanswered(Invalid):
    """The questionnaire still has gaps."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        one = "One question is" if len(gaps) == 1 else f"{len(gaps)} questions are"
        super().__init__(f"{one} in the way. Nothing has been sent.")
        self.gaps = tuple(gaps)


class FactsUnsaid(Invalid):
    """The questions follow from the facts, so these come first."""

    def __init__(self) -> None:
        super().__init__("Say what the business does, and where. Some of it is not answered yet, so questions may be missing.")


class NoSite(Invalid):
    """A business is somewhere."""

    def __init__(self) -> None:
        super().__init__("Add at least one site: questions about a site are asked for each.")


class NotSigned(Invalid):
    """A declaration bears the name of the person who makes it."""

    def __init__(self) -> None:
        super().__init__("Write your full name: it is your signature", "name")


class AnotherName(Invalid):
    """Whoever is signed in signs; nobody lends a name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Write your name as it stands above, {name}: nobody signs for somebody else", "name")


class EmailNotConfirmed(Invalid):
    """Customs writes to this address from here on."""

    def __init__(self) -> None:
        super().__init__("Confirm your e-mail address first, by the link in the message we sent you: customs will write to it.")


class AnswersChanged(Invalid):
    """The signatory signs what was read, not what somebody wrote meanwhile."""

    def __init__(self) -> None:
        super().__init__("A colleague changed an answer while you were reading. Look at the answers again, then sign.")


def submit(session: Session, application: Application, *, by: User, name: str, seen: str) -> None:
    """Send the application to customs. From here on only a return lets the operator change it.

    `seen` is the fingerprint of the answers the signatory read, else `AnswersChanged`. What else is in the way:
    `EmailNotConfirmed`, `NotSigned`, `AnotherName`, `NoSite`, `FactsUnsaid`, `Unanswered`.
    """
    allow(policy.can_submit(by, application))
    session.refresh(application, ["state", "version", "answers", "evidence"], with_for_update=True)
    sent = LIFECYCLE.step(application.state, State.SUBMITTED)
    assessment = self_assessment(application)
    if not by.email_confirmed_at:
        raise EmailNotConfirmed
    if not name.strip():
        raise NotSigned
    if _spelt(name) != _spelt(by.name):
        raise AnotherName(by.name)
    _complete(assessment)
    signed = fingerprint(assessment)
    if seen != signed:
        raise AnswersChanged
    application.state, application.submitted_at, application.submitted_by_id = sent, clock.now(), by.id
    application.profile, application.declaration = profile_of(application.operator), f"{DECLARATION} {name.strip()}"
    facts = {"declaration": application.declaration, "types": application.types, "answers": signed}
    record(session, Kind.APPLICATION_SUBMITTED, about=application, by=by, case=application.id, **facts)


def _spelt(name: str) -> list[str]:
    """Capitals and spaces do not make another person."""
    return name.casefold().split()


def _complete(assessment: SelfAssessment) -> None:
    if not assessment.applicant.sites:
        raise NoSite
    if assessment.facts_unsaid:
        raise FactsUnsaid
    if assessment.progress.gaps:
        raise Unanswered(assessment.progress.gaps)


def fingerprint(assessment: SelfAssessment) -> str:
    """The SHA-256 of what is signed: each question asked, its answer, and the hashes of its evidence."""
    said = [
        [
            key,
            assessment.value(key),
            sorted(item.document.sha256 for item in assessment.evidence.get(key, [])),
            key in assessment.answers and assessment.answers[key].shown_at_visit,
        ]
        for key in sorted(assessment.questionnaire.by_key)
    ]
    return sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
