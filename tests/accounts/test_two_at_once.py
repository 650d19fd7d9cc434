from concurrent.futures import ThreadPoolExecutor
from threading import Event as Flag

import pyotp
import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.accounts.links import LinkUsed
from app.accounts.models import Membership, User
from app.accounts.service import LastSignatory, WrongCode, check_factor, end_membership, reset_password
from app.core.isolation import SYSTEM, enter

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def session(committed):
    return committed


@pytest.fixture
def race(database):
    """`race(first, second)` starts the second while the first has not committed yet; gives what the second came to."""
    engine = create_engine(database)
    begun = Flag()

    def run(verb):
        with Session(engine) as session:
            enter(session, SYSTEM)
            begun.set()
            verb(session)
            session.commit()

    def both(first, second):
        with ThreadPoolExecutor(1) as pool, Session(engine) as session:
            enter(session, SYSTEM)
            first(session)
            other = pool.submit(run, second)
            begun.wait(5)
            with pytest.raises(TimeoutError):
                other.result(0.3)
            session.commit()
            return other.exception(5)

    yield both
    engine.dispose()


def test_two_signatories_who_leave_at_once_do_not_both_leave(make, race):
    business = make.operator()
    leaving = [make.signatory(business).memberships[0] for _ in range(2)]

    def leave(membership):
        def verb(session):
            own = session.get_one(Membership, membership)
            end_membership(session, own, by=own.user)

        return verb

    first, second = (leave(one.id) for one in leaving)
    assert isinstance(race(first, second), LastSignatory)


def test_a_link_sent_twice_at_once_sets_one_password(make, race):
    person = make.user().id

    def reset(password):
        return lambda session: reset_password(session, session.get_one(User, person), password=password)

    assert isinstance(race(reset("four words put together"), reset("four others put together")), LinkUsed)


def test_a_code_sent_twice_at_once_counts_once(make, race):
    person, code = make.user(totp_secret=SECRET).id, pyotp.TOTP(SECRET).now()

    def sign_in(session):
        check_factor(session, session.get_one(User, person), code=code)

    assert isinstance(race(sign_in, sign_in), WrongCode)
