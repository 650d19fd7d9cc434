import pytest

from app.accounts.words import MembershipRole
from app.applications import policy

SIGNATORY, ADMINISTRATOR, CONTRIBUTOR, VIEWER = MembershipRole
EVERYBODY = set(MembershipRole)


@pytest.mark.parametrize(
    ("right", "roles"),
    [
        (policy.can_work_on, {SIGNATORY, ADMINISTRATOR, CONTRIBUTOR}),
        (policy.can_submit, {SIGNATORY}),
        (policy.can_withdraw, {SIGNATORY}),
    ],
)
def test_each_right_belongs_to_these_roles(make, right, roles):
    application = make.application()

    assert {role for role in MembershipRole if right(make.member(application.operator, role), application)} == roles


@pytest.mark.parametrize(
    ("question", "readers"),
    [("P.1.details", EVERYBODY), ("P.2.persons", {SIGNATORY, ADMINISTRATOR}), ("P.4.register", {SIGNATORY})],
)
def test_a_question_is_read_by_these_roles(make, question, readers):
    application = make.application()
    asked = application.edition.catalogue.question[question]

    may = {role for role in MembershipRole if policy.can_read(make.member(application.operator, role), application, asked)}

    assert may == readers


def test_an_officer_reads_every_question(make):
    application = make.application()

    assert policy.can_read(make.case_officer(), application, application.edition.catalogue.question["P.4.register"])


def test_a_trader_sees_the_applications_of_its_own_business(session, make):
    mine, _ = make.application(), make.application()

    assert session.scalars(policy.visible_to(make.member(mine.operator))).all() == [mine]
