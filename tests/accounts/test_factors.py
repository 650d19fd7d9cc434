from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select

from app.accounts import totp
from app.accounts.models import RecoveryCode
from app.accounts.service import WrongCode, check_factor, enrol_factor, remove_factor, renew_recovery_codes
from app.accounts.words import OfficerRole
from app.core import clock
from app.core.errors import NotAllowed
from app.history.kinds import Kind
from app.history.service import recorded

NOON = datetime(2026, 11, 24, 12, 0, 5, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PERIOD = timedelta(seconds=30)


def code_at(moment):
    return pyotp.TOTP(SECRET).at(moment)


@pytest.fixture
def person(make):
    return make.user(totp_secret=SECRET)


@pytest.fixture(autouse=True)
def at_noon():
    with clock.at(NOON):
        yield


def test_a_device_that_shows_the_code_becomes_the_second_factor(session, make):
    person = make.user()

    codes = enrol_factor(session, person, by=person, secret=SECRET, code=code_at(NOON))

    assert person.totp_secret == SECRET
    assert len(set(codes)) == 10
    assert [event.kind for event in recorded(session)] == [Kind.FACTOR_ENROLLED]


def test_the_recovery_codes_are_kept_as_digests_only(session, make):
    person = make.user()

    codes = enrol_factor(session, person, by=person, secret=SECRET, code=code_at(NOON))

    kept = session.scalars(select(RecoveryCode.digest).where(RecoveryCode.user_id == person.id)).all()
    assert len(kept) == 10
    assert not {code.replace("-", "") for code in codes} & set(kept)


def test_a_wrong_code_sets_nothing_up(session, make):
    person = make.user()

    with pytest.raises(WrongCode):
        enrol_factor(session, person, by=person, secret=SECRET, code="000000")

    assert person.totp_secret is None


@pytest.mark.parametrize("secret", ["", "A", "a" * 32, "0" * 32])
def test_a_secret_that_the_portal_did_not_make_is_refused(session, make, secret):
    person = make.user()

    with pytest.raises(WrongCode):
        enrol_factor(session, person, by=person, secret=secret, code=code_at(NOON))


def test_nobody_sets_up_the_device_of_another(session, make):
    with pytest.raises(NotAllowed):
        enrol_factor(session, make.user(), by=make.user(), secret=SECRET, code=code_at(NOON))


@pytest.mark.parametrize("drift", [-PERIOD, timedelta(0), PERIOD])
def test_a_clock_may_be_half_a_minute_off(session, person, drift):
    check_factor(session, person, code=code_at(NOON + drift))

    session.refresh(person)
    assert person.totp_last_step == int((NOON + drift).timestamp()) // 30


@pytest.mark.parametrize("drift", [-2 * PERIOD, 2 * PERIOD])
def test_a_code_of_another_minute_is_refused(session, person, drift):
    with pytest.raises(WrongCode):
        check_factor(session, person, code=code_at(NOON + drift))


def test_a_code_counts_once(session, person):
    check_factor(session, person, code=code_at(NOON))

    with pytest.raises(WrongCode, match="has been used"):
        check_factor(session, person, code=code_at(NOON))


def test_a_code_from_before_the_last_used_one_counts_no_more(session, person):
    check_factor(session, person, code=code_at(NOON))

    with pytest.raises(WrongCode, match="has been used"):
        check_factor(session, person, code=code_at(NOON - PERIOD))


def test_the_code_that_set_the_device_up_does_not_sign_in(session, make):
    person = make.user()
    enrol_factor(session, person, by=person, secret=SECRET, code=code_at(NOON))
    session.flush()

    with pytest.raises(WrongCode):
        check_factor(session, person, code=code_at(NOON))


def test_who_has_no_device_has_no_code(session, make):
    with pytest.raises(WrongCode):
        check_factor(session, make.user(), code=code_at(NOON))


def test_a_recovery_code_takes_the_place_of_the_device_once(session, person):
    code = renew_recovery_codes(session, person, by=person)[0]

    check_factor(session, person, code=f" {code.lower()} ")

    with pytest.raises(WrongCode):
        check_factor(session, person, code=code)


def test_a_recovery_code_of_another_person_opens_nothing(session, make, person):
    other = make.user(totp_secret=SECRET)
    code = renew_recovery_codes(session, other, by=other)[0]

    with pytest.raises(WrongCode):
        check_factor(session, person, code=code)


def test_new_recovery_codes_end_the_old_ones(session, person):
    old = renew_recovery_codes(session, person, by=person)[0]

    renew_recovery_codes(session, person, by=person)

    with pytest.raises(WrongCode):
        check_factor(session, person, code=old)


def test_a_trader_removes_the_second_factor_with_its_codes(session, person):
    renew_recovery_codes(session, person, by=person)

    remove_factor(session, person, by=person)

    assert person.totp_secret is None
    assert session.scalars(select(RecoveryCode)).all() == []
    assert recorded(session)[-1].kind is Kind.FACTOR_RESET


def test_an_officer_does_not_go_without(session, make):
    officer = make.case_officer(totp_secret=SECRET)

    with pytest.raises(NotAllowed):
        remove_factor(session, officer, by=officer)


def test_an_administrator_helps_whoever_has_lost_the_device(session, make):
    officer, administrator = make.case_officer(totp_secret=SECRET), make.officer(OfficerRole.ADMINISTRATOR)

    remove_factor(session, officer, by=administrator)

    assert officer.totp_secret is None


def test_the_demonstration_shows_a_code_that_has_not_been_used(session, person):
    check_factor(session, person, code=totp.code_to_show(person))
    session.refresh(person)

    check_factor(session, person, code=totp.code_to_show(person))
    session.refresh(person)

    assert totp.code_to_show(person) is None


def test_the_app_is_told_who_and_where():
    address = totp.address(SECRET, email="ada@example.com", issuer="Partnership portal")

    assert pyotp.parse_uri(address).secret == SECRET
    assert "issuer=Partnership%20portal" in address
