import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from app.history import chain
from app.history.kinds import Kind
from app.history.models import Seal
from app.history.service import record


def test_an_untouched_history_is_whole(session, make):
    record(session, Kind.SITE_ADDED, about=make.site(make.operator()), by=None, name="Main site")
    record(session, Kind.SITE_CHANGED, about=make.site(make.operator()), by=None)

    chain.seal(session)

    assert list(chain.verify(session)) == []


def test_every_event_is_sealed_once(session, make):
    record(session, Kind.SITE_ADDED, about=make.site(make.operator()), by=None)

    sealed = chain.seal(session)

    assert sealed >= 1
    assert chain.seal(session) == 0


def test_a_changed_fact_is_found(committed, server):
    from tests.makers import Maker

    make = Maker(committed)
    event = record(committed, Kind.SITE_ADDED, about=make.site(make.operator()), by=None, name="Main site")
    chain.seal(committed)
    committed.commit()
    tamper(server, f"UPDATE event SET facts = '{{}}' WHERE id = '{event.id}'")

    committed.expire_all()

    assert [broken.reason for broken in chain.verify(committed)] == ["the facts were changed"]


def test_it_holds_in_whatever_zone_it_is_read(session, make):
    record(session, Kind.SITE_ADDED, about=make.site(make.operator()), by=None)
    chain.seal(session)
    session.execute(text("SET LOCAL timezone TO 'Asia/Tokyo'"))

    session.expire_all()

    assert list(chain.verify(session)) == []


def test_the_portal_cannot_change_an_event(session, make):
    event = record(session, Kind.SITE_ADDED, about=make.site(make.operator()), by=None)

    with pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(text("UPDATE event SET facts = '{}' WHERE id = :id"), {"id": event.id})


def test_not_even_the_owner_of_the_tables_can(committed, server):
    from sqlalchemy import create_engine

    from tests.makers import Maker

    make = Maker(committed)
    record(committed, Kind.SITE_ADDED, about=make.site(make.operator()), by=None)
    committed.commit()
    owner = create_engine(server.url("aeo_fresh", user="aeo_owner"))

    with owner.connect() as connection:
        connection.execute(text("SELECT set_config('app.audience', 'system', true)"))
        with pytest.raises(DBAPIError, match="written once"):
            connection.execute(text("DELETE FROM event"))
    owner.dispose()


def tamper(server, statement):
    """What only somebody with the keys of the database server could do."""
    import psycopg

    with psycopg.connect(server.url("aeo_fresh", user="postgres")) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(statement)


def test_seals_follow_each_other(session, make):
    record(session, Kind.SITE_ADDED, about=make.site(make.operator()), by=None)
    record(session, Kind.SITE_ADDED, about=make.site(make.operator()), by=None)
    chain.seal(session)

    seals = session.scalars(select(Seal).order_by(Seal.position)).all()

    assert [two.previous for two in seals[1:]] == [one.digest for one in seals[:-1]]
