"""Grounds one by one: proposed, replied to, answered."""

import pytest

from app.criteria.words import Result
from app.decisions.points import Point, answers_of, points_of
from app.decisions.service import Groundless, decide, open_hearing, propose, propose_on_application
from app.decisions.states import Ground, Measure
from app.programme.words import AuthorisationType
from tests.hearings import replied

FENCE = Point("I.2", "I.2 Outer limit", "The fence was open.", Result.NOT_MET)
CHECKS = Point("J.1", "J.1 Checks before hiring", "No file shows one.", Result.NOT_MET)


def refusal(session, make, reasons="", points=(FENCE, CHECKS), application=None):
    return propose_on_application(
        session,
        application or make.case(),
        Measure.REFUSE,
        by=make.case_officer(),
        asked=AuthorisationType.AEOS,
        ground=Ground.CRITERIA_NOT_MET,
        reasons=reasons,
        points=points,
    )


def heard(session, make, decision, **said):
    hearing = open_hearing(session, decision, by=make.case_officer())
    replied(session, hearing, by=make.signatory(decision.operator), **said)
    return hearing


def test_the_reasons_are_all_grounds_as_one_text(session, make):
    decision = refusal(session, make, reasons="Security is not assured.")

    assert decision.reasons.split("\n\n") == [
        "Security is not assured.",
        "I.2 Outer limit: The fence was open.",
        "J.1 Checks before hiring: No file shows one.",
    ]


def test_the_grounds_are_kept_one_by_one(session, make):
    decision = refusal(session, make)
    session.expire(decision)

    assert points_of(decision) == (FENCE, CHECKS)


def test_a_ground_without_a_text_does_not_count(session, make):
    decision = refusal(session, make, points=[FENCE, Point("J.1", "J.1 Checks before hiring", " ", Result.PARTLY)])

    assert points_of(decision) == (FENCE,)


def test_a_decision_without_reasons_is_not_proposed(session, make):
    with pytest.raises(Groundless) as refused:
        refusal(session, make, points=())

    assert refused.value.field == "reasons"


def test_reasons_alone_are_one_ground(session, make):
    decision = propose(
        session,
        make.authorisation(),
        Measure.SUSPEND,
        by=make.case_officer(),
        ground=Ground.COMPLIANCE,
        reasons="Late declarations.",
    )

    assert [point.text for point in points_of(decision)] == ["Late declarations."]


def test_a_trader_replies_to_each_ground(session, make):
    hearing = heard(
        session, make, refusal(session, make), text="Please come again.", replies={"I.2": "It is closed now.", "J.1": " "}
    )

    assert hearing.replies == {"I.2": "It is closed now."}
    assert hearing.reply == "I.2 Outer limit: It is closed now.\n\nPlease come again."


def test_a_reply_says_something(session, make):
    from app.core.errors import Invalid

    with pytest.raises(Invalid, match="Write what you want to say"):
        heard(session, make, refusal(session, make), text=" ", replies={"I.2": ""})


def test_files_come_with_the_reply(session, make):
    from sqlalchemy import select

    from app.documents.models import Attachment

    decision = refusal(session, make)
    invoice = make.document(decision.operator)

    hearing = heard(session, make, decision, text="See the invoice.", documents=[invoice])

    assert session.scalars(select(Attachment.document_id).where(Attachment.about_id == hearing.id)).all() == [invoice.id]


def test_customs_answers_the_reply_when_it_signs(session, make):
    decision = refusal(session, make)
    heard(session, make, decision, text="", replies={"I.2": "It is closed now."})

    decide(session, decision, by=make.decision_maker(), answers={"I.2": "Not after 18:00."})

    session.expire(decision)
    assert points_of(decision)[0].answer == "Not after 18:00."
    assert answers_of(points_of(decision)) == "I.2 Outer limit: Not after 18:00."
