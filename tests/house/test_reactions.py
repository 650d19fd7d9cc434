"""Whatever can happen has its line in the table of what follows, or in the list of what is left alone."""

from app.history.kinds import OFFICERS_ONLY, Kind
from app.reactions import LEFT_ALONE, REACTIONS


def test_every_kind_of_event_is_reacted_to_or_left_alone_on_purpose():
    assert set(REACTIONS) | LEFT_ALONE == set(Kind)
    assert not set(REACTIONS) & LEFT_ALONE


def test_the_wall_hides_the_events_that_are_for_officers(server, template):
    """The migration names them once more, so that the database hides them by itself."""
    import psycopg

    with psycopg.connect(server.url(template, user="aeo_owner")) as connection:
        (policy,) = connection.execute("SELECT qual FROM pg_policies WHERE tablename = 'event'").fetchone()
    assert all(kind.value in policy for kind in OFFICERS_ONLY)
