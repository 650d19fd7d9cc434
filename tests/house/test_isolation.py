"""The second wall: whatever a query asks for, the database shows a business nothing of another."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from app.core import clock
from app.core.isolation import CLIENT, PUBLIC, SYSTEM, Scope, enter
from app.models import Base
from app.operators.models import Identifier
from app.operators.words import Scheme
from app.programme.words import AuthorisationType
from app.reactions import republish
from tests.makers import Maker

OFFICER = Scope("officer")
NEVER_REWRITTEN = {"register_change", "register_publication", "register_period"}
OF_THE_REGISTER = {"register_entry", "register_restricted", "register_name", "computation", "identifier"} | NEVER_REWRITTEN
OWNED = [
    table.name
    for table in Base.metadata.sorted_tables
    if "operator_id" in table.columns and table.name not in {"event", "letter"}
]


@pytest.fixture
def theirs(committed):
    """A business with one of everything."""
    make = Maker(committed)
    operator = make.operator()
    make.site(operator)
    make.contact(operator)
    application = make.case(operator)
    make.answer(application, "P.2.group", "no")
    make.request(application)
    make.rating(application, "G.2")
    make.audit(application)
    make.action(make.finding(application))
    make.decision(make.authorisation(operator, AuthorisationType.AEOC))
    make.suspended_part(make.authorisation(operator, AuthorisationType.AEOS))
    make.incident(operator)
    make.review(operator)
    make.document(operator)
    return operator


@pytest.fixture
def seen(database, theirs):
    """`seen(scope, table)` counts the rows of a table that this scope sees."""
    engine = create_engine(database)

    def count(scope, table):
        with Session(engine) as session:
            enter(session, scope)
            return session.scalar(text(f'SELECT count(*) FROM "{table}"'))

    yield count
    engine.dispose()


@pytest.mark.parametrize("table", OWNED)
def test_nobody_sees_rows_of_another_business(seen, table):
    import uuid

    assert seen(Scope("operator", operators=frozenset({uuid.uuid4()})), table) == 0
    assert seen(PUBLIC, table) == 0


@pytest.mark.parametrize(
    "table",
    [
        "suspended_part",
        "site",
        "application",
        "answer",
        "information_request",
        "audit",
        "finding",
        "incident",
        "review",
        "document",
    ],
)
def test_a_business_sees_its_own(seen, theirs, table):
    assert seen(Scope("operator", operators=frozenset({theirs.id})), table) == 1


@pytest.mark.parametrize("table", ["rating", "observation", "decision"])
def test_a_business_does_not_see_what_officers_keep_to_themselves(seen, theirs, table):
    assert seen(Scope("operator", operators=frozenset({theirs.id})), table) == 0


def test_an_officer_sees_all(seen):
    assert seen(OFFICER, "rating") == 1


@pytest.fixture
def registered(committed, theirs):
    """The same business, in the register and with a number of its own; it did not agree to be public."""
    committed.add(Identifier(operator_id=theirs.id, scheme=Scheme.EORI, value="ZZ123"))
    republish(committed, [theirs.id])
    committed.commit()
    return theirs


def test_a_system_with_a_token_reads_the_register_and_nothing_else(seen, registered):
    tables = (*OWNED, "event", "letter", "operator")

    assert {table for table in tables if seen(CLIENT, table)} == OF_THE_REGISTER
    assert {table for table in tables if seen(SYSTEM, table)} > OF_THE_REGISTER


@pytest.mark.parametrize("table", sorted(OF_THE_REGISTER - NEVER_REWRITTEN))
def test_a_system_with_a_token_writes_nothing(database, registered, table):
    engine = create_engine(database)
    with Session(engine) as session:
        enter(session, CLIENT)
        assert session.execute(text(f"UPDATE {table} SET operator_id = operator_id")).rowcount == 0
    engine.dispose()


@pytest.mark.parametrize("scope", [CLIENT, OFFICER, SYSTEM])
def test_nobody_rewrites_a_change_of_the_register_or_deletes_one_that_a_cursor_may_still_reach(database, registered, scope):
    engine = create_engine(database)
    with Session(engine) as session:
        enter(session, scope)
        assert session.execute(text("DELETE FROM register_change")).rowcount == 0
        with pytest.raises(ProgrammingError, match="permission denied"):
            session.execute(text("UPDATE register_change SET at = at - interval '1 year'"))
    engine.dispose()


def test_a_session_that_says_nothing_sees_nothing(database, theirs):
    engine = create_engine(database)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM operator")).scalar() == 0
    engine.dispose()


def test_a_business_cannot_write_into_another(database, theirs):
    from app.operators.models import Operator, Site

    engine = create_engine(database)
    with Session(engine) as session:
        enter(session, replace(PUBLIC, audience="operator"))
        assert session.scalars(select(Operator)).all() == []
        session.add(Site(operator_id=theirs.id, name="x", street="x", postcode="x", city="x", country="ZZ"))
        with pytest.raises(Exception, match="row-level security"):
            session.flush()
    engine.dispose()


@pytest.fixture
def listed(committed):
    """A business whose entry anybody may read."""
    make = Maker(committed)
    operator = make.operator(public_since=clock.now())
    make.authorisation(operator, AuthorisationType.AEOC)
    republish(committed, [operator.id])
    committed.commit()
    return operator


@pytest.mark.parametrize("scope", [PUBLIC, Scope("operator", operators=frozenset({UUID(int=1)}))])
def test_what_anybody_may_read_only_its_owner_may_change(database, listed, scope):
    engine = create_engine(database)
    with Session(engine) as session:
        enter(session, scope)
        assert session.scalar(text("SELECT count(*) FROM register_entry")) == 1
        assert session.execute(text("UPDATE register_entry SET name = 'Mine'")).rowcount == 0
    engine.dispose()


@pytest.mark.parametrize(
    ("scope", "seen"),
    [(PUBLIC, 0), (Scope("operator", operators=frozenset({UUID(int=1)})), 0), (OFFICER, 1), (CLIENT, 1), (SYSTEM, 1)],
)
def test_status_and_modifier_are_for_customs_and_authorised_systems(database, listed, scope, seen):
    engine = create_engine(database)
    with Session(engine) as session:
        enter(session, scope)
        assert session.scalar(text("SELECT count(*) FROM register_restricted")) == seen
    engine.dispose()


@pytest.mark.parametrize(
    "table",
    [
        "register_entry",
        "register_restricted",
        "certificate",
        "decision",
        "authorisation",
        "suspended_part",
        "hearing",
        "finding",
        "letter",
    ],
)
def test_what_was_decided_and_sent_cannot_be_deleted(database, table):
    engine = create_engine(database)
    with Session(engine) as session:
        enter(session, OFFICER)
        with pytest.raises(ProgrammingError, match="permission denied"):
            session.execute(text(f"DELETE FROM {table}"))
    engine.dispose()
