"""The letter on paper: made by the worker after the decision, once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core import clock, jobs
from app.decisions import letter_paper
from app.decisions.points import Point
from app.decisions.service import decide, open_hearing, propose, propose_on_application
from app.decisions.states import Ground, Measure
from app.documents.models import Attachment, Document
from app.documents.service import open_bytes
from app.programme.rules import rules
from app.programme.words import AuthorisationType
from app.reactions import committing
from tests import sheets
from tests.hearings import replied
from tests.makers import Maker


@pytest.fixture
def make(committed):
    return Maker(committed)


def suspended(session, make):
    """A suspension, signed and committed."""
    reasons = "Two gates stand open."
    given = {"by": make.case_officer(name="Rita Proposer"), "ground": Ground.SECURITY_RISK, "reasons": reasons}
    decision = propose(session, make.authorisation(), Measure.SUSPEND, **given)
    with committing(session):
        decide(session, decision, by=make.decision_maker(name="Dana Decider"))
    return decision


def letters_of(session, decision):
    query = select(Document).join(Attachment, Attachment.document_id == Document.id).where(Attachment.about_id == decision.id)
    return session.scalars(query).all()


def test_the_worker_writes_the_letter_after_the_decision(committed, make, run_jobs, storage):
    decision = suspended(committed, make)

    run_jobs()

    (letter,) = letters_of(committed, decision)
    assert (letter.kind, letter.is_internal, letter.uploaded_by_id) == ("decision_letter", False, None)
    with open_bytes(letter) as file:
        text = sheets.words(file.read())
    for said in ("Two gates stand open.", "Rita Proposer", "Dana Decider", decision.authorisation.number, "until further notice"):
        assert said in text


def test_the_letter_is_written_once_however_often_the_job_runs(committed, make, run_jobs, storage):
    decision = suspended(committed, make)
    jobs.defer(committed, "print_decision", decision_id=str(decision.id))
    committed.commit()

    run_jobs()

    assert len(letters_of(committed, decision)) == 1


def test_no_letter_is_written_before_the_signature(session):
    make = Maker(session)
    decision = make.decision(make.authorisation())

    assert letter_paper.keep(session, decision) is None


def test_the_letter_of_a_refusal_holds_the_reply_and_the_answer(session):
    make = Maker(session)
    application = make.case()
    point = Point("I.2", "I.2 Outer limit", "The fence was open.")
    given = {"by": make.case_officer(), "asked": AuthorisationType.AEOS, "ground": Ground.CRITERIA_NOT_MET, "reasons": ""}
    decision = propose_on_application(session, application, Measure.REFUSE, points=[point], **given)
    hearing = open_hearing(session, decision, by=make.case_officer())
    replied(session, hearing, by=make.signatory(application.operator), text="", replies={"I.2": "It is closed now."})
    decide(session, decision, by=make.decision_maker(), answers={"I.2": "Not after 18:00."})

    letter = letter_paper.letter_of(session, decision)

    assert letter.reference == f"{application.reference}/AEOS"
    assert letter.reasons.split("\n\n") == [
        "I.2 Outer limit: The fence was open.",
        "To what you said: I.2 Outer limit: Not after 18:00.",
    ]
    assert letter.reply == "I.2 Outer limit: It is closed now."


def test_the_time_to_appeal_runs_from_the_day_the_letter_is_served_at_the_latest(session):
    make = Maker(session)
    decision = propose(
        session, make.authorisation(), Measure.SUSPEND, by=make.case_officer(), ground=Ground.SECURITY_RISK, reasons="Gates."
    )
    decide(session, decision, by=make.decision_maker())

    letter = letter_paper.letter_of(session, decision)

    days = rules().days
    assert letter.appeal_until == clock.today() + timedelta(days=days.served_at_latest + days.appeal)
