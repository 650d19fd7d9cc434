"""Two people at once, each in a transaction of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications.models import Application
from app.applications.service import ChangedMeanwhile, Seen, save_answer, submit
from app.core.isolation import SYSTEM, enter


@pytest.fixture
def session(committed):
    return committed


def test_the_first_answer_of_two_stands(session, make, other):
    application = make.application()
    ada, bo = make.member(application.operator), make.member(application.operator)
    theirs = other.get_one(Application, application.id)
    assert theirs.answers == []
    save_answer(session, application, by=ada, key="P.2.group", raw="yes")
    session.commit()

    with pytest.raises(ChangedMeanwhile):
        save_answer(other, theirs, by=other.get_one(User, bo.id), key="P.2.group", raw="no")


@pytest.fixture
def at_once(database):
    """`at_once(application, ada, "yes", "no")`: two open pages of one person are sent in the same moment. What became of each."""
    engine, ready = create_engine(database), Barrier(2)

    def sent(application_id, ada_id, number, raw, version):
        with Session(engine) as session:
            enter(session, SYSTEM)
            application, ada = session.get_one(Application, application_id), session.get_one(User, ada_id)
            assert len(application.answers) == version
            ready.wait()
            try:
                save_answer(session, application, by=ada, key="P.2.group", raw=raw, seen=Seen(version, f"page {number}"))
            except ChangedMeanwhile:
                return "asked"
            session.commit()
            return "saved"

    def both(application, by, *typed, version):
        about = application.id, by.id
        with ThreadPoolExecutor() as threads:
            tries = [threads.submit(sent, *about, number, raw, version) for number, raw in enumerate(typed)]
            return sorted(one.result() for one in tries)

    yield both
    engine.dispose()


@pytest.mark.parametrize("version", [0, 1])
def test_of_two_pages_of_one_person_sent_at_once_one_is_saved_and_one_asks(session, make, at_once, version):
    application = make.application()
    ada = make.member(application.operator)
    if version:
        make.answer(application, "P.2.group", {"mode": "not_applicable", "reason": "No group."})
    session.commit()

    assert at_once(application, ada, "yes", "no", version=version) == ["asked", "saved"]


@pytest.mark.parametrize("version", [0, 1])
def test_the_same_answer_sent_twice_at_once_bothers_nobody(session, make, at_once, version):
    application = make.application()
    ada = make.member(application.operator)
    if version:
        make.answer(application, "P.2.group", "no")
    session.commit()

    assert at_once(application, ada, "yes", "yes", version=version) == ["saved", "saved"]


def test_who_sends_it_waits_for_the_answer_being_written(session, make, other):
    application = make.complete_application()
    signatory = make.signatory(application.operator)
    save_answer(session, application, by=signatory, key="P.2.group", raw="yes", seen=Seen(1))
    session.flush()
    other.execute(text("SET lock_timeout = '200ms'"))
    theirs = other.scalars(select(Application).where(Application.id == application.id)).one()

    with pytest.raises(OperationalError, match="lock timeout"):
        submit(other, theirs, by=other.get_one(User, signatory.id), name="Ada Trader", seen="")
