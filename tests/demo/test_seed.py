"""The demonstration, seeded once for all of these tests: what the README and the issue promise is there."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from app.accounts import passwords
from app.accounts.models import ApiClient, User
from app.alerts.kinds import Kind
from app.alerts.models import Letter
from app.applications.models import Application
from app.applications.states import State as ApplicationState
from app.audits.models import Audit
from app.audits.states import State as AuditState
from app.authorisations.models import Authorisation, Certificate
from app.authorisations.states import Status
from app.core import clock
from app.core.isolation import SYSTEM, enter
from app.decisions.models import Decision
from app.decisions.states import State as DecisionState
from app.demo import seed
from app.demo.cast import firms
from app.demo.crew import PASSWORD
from app.demo.declarations import WAYS
from app.documents import storage
from app.documents.models import Attachment, Document
from app.history import chain
from app.operators.models import Operator
from app.outcomes.models import Report
from app.register.models import Entry
from app.statistics.models import benefit_ledger, rate_group
from app.statistics.words import Standing

ACCOUNTS = (
    "signatory@northwind.example",
    "contributor@northwind.example",
    "officer@customs.example",
    "auditor@customs.example",
    "decider@customs.example",
    "manager@customs.example",
    "admin@customs.example",
)


@pytest.fixture(scope="module")
def told(server, demonstration):
    """A session on a database in which every story was told."""
    server.create_database("aeo_told", template=demonstration)
    engine = create_engine(server.url("aeo_told"))
    try:
        with Session(engine) as session:
            enter(session, SYSTEM)
            yield session
    finally:
        engine.dispose()


def status(told, number):
    operator = told.scalars(select(Operator).where(Operator.tin == f"ZZ1{number:09}")).one()
    held = told.scalars(select(Authorisation).where(Authorisation.operator_id == operator.id).order_by(Authorisation.type))
    return [one.status for one in held]


def test_there_are_sixty_businesses(told):
    assert told.scalar(select(func.count()).select_from(Operator)) == len(firms()) == 60


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, [Status.VALID, Status.VALID]),
        (2, [Status.SUSPENDED, Status.SUSPENDED]),
        (3, [Status.REVOKED, Status.REVOKED]),
        (4, []),
        (5, [Status.VALID, Status.SUSPENDED]),
        (6, [Status.NOT_YET_VALID, Status.NOT_YET_VALID]),
    ],
)
def test_the_named_operators_stand_as_promised(told, number, expected):
    assert status(told, number) == expected


def test_the_fourth_is_under_assessment(told):
    states = select(Application.state).join(Operator).where(Operator.tin == "ZZ1000000004")
    assert told.scalars(states).all() == [ApplicationState.UNDER_ASSESSMENT]


def test_every_state_of_an_application_is_shown(told):
    assert set(told.scalars(select(Application.state).distinct())) == set(ApplicationState)


def test_every_state_of_a_decision_but_a_withdrawn_one_is_shown(told):
    assert set(told.scalars(select(Decision.state).distinct())) == set(DecisionState) - {DecisionState.WITHDRAWN}


def test_whoever_is_granted_has_a_certificate_on_the_shelf(told):
    for certificate in told.scalars(select(Certificate)):
        assert storage.place(certificate.sha256).stat().st_size == certificate.size


@pytest.mark.parametrize("address", [*ACCOUNTS])
def test_the_accounts_open_with_the_password_of_the_demonstration(told, address):
    person = told.scalars(select(User).where(User.email == address)).one()
    assert passwords.fits(person.password_hash, PASSWORD)


def test_nobody_else_has_a_password(told):
    assert set(told.scalars(select(User.email).where(User.password_hash.is_not(None)))) <= {
        *ACCOUNTS,
        "colleague@customs.example",
    }


def test_the_modifier_of_the_first_follows_from_its_story(told):
    entry = told.scalars(select(Entry).where(Entry.tin == "ZZ1000000001")).one()
    risk = json.loads(entry.restricted.risk)
    codes = {component["code"] for component in risk["components"]}
    assert "A10" in codes, "its corrective action is overdue"
    assert risk["modifier"] < 0


def test_declarations_were_lodged_with_credit_and_compared_with_others(told):
    bands = set(told.scalars(select(rate_group.c.band)))

    assert {"A", Standing.OUTSIDE} <= bands
    assert told.scalar(select(func.count()).select_from(benefit_ledger)) == len(WAYS)


def test_whoever_told_of_declarations_is_a_system_of_the_programme(told):
    assert set(told.scalars(select(Report.system))) <= set(told.scalars(select(ApiClient.client_id)))


def test_the_first_has_the_letters_its_story_left(told):
    first = select(Operator.id).where(Operator.tin == "ZZ1000000001").scalar_subquery()
    letters = told.scalars(select(Letter).where(Letter.operator_id == first).order_by(Letter.written_at)).all()

    assert {
        Kind.APPLICATION_SUBMITTED,
        Kind.APPLICATION_ACCEPTED,
        Kind.AUDIT_PLANNED,
        Kind.REPORT_READY,
        Kind.DECISION_GRANTED,
        Kind.CERTIFICATE_READY,
        Kind.FINDING_RAISED,
    } <= {letter.kind for letter in letters}
    assert all(letter.sent_at for letter in letters)
    assert [letter.kind for letter in letters if not letter.opened_at] == [Kind.INFRINGEMENT_RECORDED]
    assert letters[0].written_at < letters[-1].written_at < clock.now()


def test_its_report_and_decisions_are_on_paper(told):
    papers = select(Document.kind).join(Operator, Operator.id == Document.operator_id)
    mine = papers.where(Operator.tin == "ZZ1000000001", Document.uploaded_by_id.is_(None))

    assert sorted(told.scalars(mine)) == ["audit_report", "decision_letter", "decision_letter"]


def test_every_decision_and_every_report_is_on_paper(told):
    on_paper = select(Attachment.about_id).join(Document).where(Document.uploaded_by_id.is_(None))
    signed = select(Decision.id).where(Decision.state == DecisionState.DECIDED)
    reported = select(Audit.id).where(Audit.state == AuditState.REPORTED)

    assert {*told.scalars(signed), *told.scalars(reported)} <= set(told.scalars(on_paper))


def test_its_letters_are_the_same_on_every_machine(told):
    ids = told.scalars(select(Letter.id).order_by(Letter.id))

    assert {one.version for one in ids} == {5}, "counted, not by chance"


def test_the_history_of_the_demonstration_is_whole(told):
    while chain.seal(told):
        pass
    assert list(chain.verify(told)) == []


def test_an_interrupted_seeding_goes_on_where_it_ended(committed):
    half = seed.play(committed, seed.prepare(committed))
    next(half)
    half.close()
    assert not seed.is_seeded(committed)

    again = seed.play(committed, seed.prepare(committed))
    next(again), next(again)

    assert seed.told_already(committed) == {"ZZ1000000001", "ZZ1000000002"}
