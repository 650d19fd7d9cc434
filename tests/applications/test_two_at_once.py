"""Two people at once, each in a transaction of their own."""

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications.models import Application
from app.applications.service import ChangedMeanwhile, save_answer, submit
from app.core.isolation import SYSTEM, enter


@pytest.fixture
def session(committed):
    return committed


@pytest.fixture
def other(database):
    engine = create_engine(database)
    with Session(engine) as session:
        enter(session, SYSTEM)
        yield session
    engine.dispose()


def test_the_first_answer_of_two_stands(session, make, other):
    application = make.application()
    ada, bo = make.member(application.operator), make.member(application.operator)
    theirs = other.get_one(Application, application.id)
    assert theirs.answers == []
    save_answer(session, application, by=ada, key="P.2.group", raw="yes", version=0)
    session.commit()

    with pytest.raises(ChangedMeanwhile):
        save_answer(other, theirs, by=other.get_one(User, bo.id), key="P.2.group", raw="no", version=0)


def test_who_sends_it_waits_for_the_answer_being_written(session, make, other):
    application = make.complete_application()
    signatory = make.signatory(application.operator)
    save_answer(session, application, by=signatory, key="P.2.group", raw="yes", version=1)
    session.flush()
    other.execute(text("SET lock_timeout = '200ms'"))
    theirs = other.scalars(select(Application).where(Application.id == application.id)).one()

    with pytest.raises(OperationalError, match="lock timeout"):
        submit(other, theirs, by=other.get_one(User, signatory.id), name="Ada Trader")
