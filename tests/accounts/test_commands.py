import re

import pytest
from sqlalchemy import select

from app.accounts import links
from app.accounts.models import User
from app.accounts.words import OfficerRole


@pytest.fixture
def session(committed):
    return committed


@pytest.fixture
def command(app):
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(args=["programme", *words])


def test_an_officer_is_created_and_the_link_printed(command, session):
    answer = command("create-officer", "cara@customs.example", "Cara Case", "--role", "auditor", "--role", "case_officer")

    officer = session.scalars(select(User).where(User.email == "cara@customs.example")).one()
    assert officer.officer_roles == {OfficerRole.AUDITOR, OfficerRole.CASE_OFFICER}
    token = re.search(r"/account/reset/(\S+)", answer.output)[1]
    assert links.resetting(session, token) is officer


def test_without_a_role_there_is_no_officer(command, session):
    answer = command("create-officer", "cara@customs.example", "Cara Case")

    assert answer.exit_code == 2
    assert session.scalars(select(User)).all() == []


def test_an_address_that_is_taken_is_said_in_one_line(command, make):
    make.user(email="cara@customs.example")

    answer = command("create-officer", "cara@customs.example", "Cara Case", "--role", "auditor")

    assert answer.exit_code == 1
    assert answer.output.startswith("Error: There is an account with this e-mail address")


def test_a_lost_device_is_reset(command, session, make):
    officer = make.case_officer(email="cara@customs.example", totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    assert command("reset-factor", "Cara@Customs.example").exit_code == 0

    session.refresh(officer)
    assert officer.totp_secret is None


def test_nobody_is_reset_by_a_wrong_address(command):
    assert "Nobody has an account" in command("reset-factor", "cara@customs.example").output
