"""What a look-up node makes of what a portal elsewhere tells it, or does not."""

import time
import tracemalloc

import pytest
import zstandard

from app.config import Settings
from app.lookup.drift import DriftCheck
from app.lookup.follower import Follower
from app.lookup.sources import Away, Expired
from app.lookup.sources.portal import PortalSource
from tests.lookup.elsewhere import elsewhere
from tests.lookup.records import record


@pytest.fixture
def portal():
    with elsewhere() as one:
        one.has([record("ZZ1"), record("ZZ2")], [{"client_id": "engine", "scopes": ["aeo.status"]}])
        yield one


@pytest.fixture
def source(portal):
    known = {"LOOKUP_PORTAL": portal.address, "LOOKUP_CLIENT_ID": "node-1", "LOOKUP_CLIENT_SECRET": "secret"}
    made = PortalSource(Settings(PORTAL_MODE="node", **known))
    yield made
    made.close()


@pytest.fixture
def follower(folder, source, monkeypatch):
    monkeypatch.setattr("app.lookup.follower.PAUSE", 0)
    return Follower(folder, source, DriftCheck(source.checksum), stale_after=60)


def answered(reader):
    """The number of each entry; None where nothing is answered."""
    if not (view := reader.view()):
        return None
    with view:
        return {tin: stored.seq for tin, stored in view.many(["ZZ1", "ZZ2"]).items()}


def test_the_snapshot_and_then_what_changed_since(follower, portal, reader):
    portal.goes_on(("aeo.status.changed.v1", record("ZZ1", seq=2)))

    follower.step()
    follower.step()

    assert answered(reader) == {"ZZ1": 2, "ZZ2": 1}
    with reader.view() as view:
        assert view.client("engine").scopes == {"aeo.status"}


def test_a_token_that_is_not_taken_any_more_is_replaced(source, portal):
    source.rest()
    portal.tokens.clear()

    source.rest()

    assert portal.given == 2


def test_a_snapshot_with_a_record_less_than_it_names_is_not_taken(follower, portal, reader):
    portal.answers["/api/v1/snapshots/latest"]["files"][0]["count"] += 1

    follower.step()
    follower.step()

    assert answered(reader) is None


@pytest.mark.parametrize("bomb", [b" " * 200_000_000, b"{}\n" * 50_000_000], ids=["one line", "many lines"])
def test_a_small_file_that_unpacks_to_a_large_one_fills_no_memory(source, portal, bomb):
    packed = zstandard.compress(bomb)
    (href,) = [one for one in portal.answers if one.endswith("clients.ndjson.zst")]
    portal.answers[href] = packed
    tracemalloc.start()

    with pytest.raises(Away), source.whole():
        pass

    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_snapshot_cut_short_is_not_taken(follower, portal, reader):
    (href,) = [one for one in portal.answers if one.endswith("node.ndjson.zst")]
    portal.answers[href] = portal.answers[href][:-20]

    follower.step()
    follower.step()

    assert answered(reader) is None


def test_a_page_of_an_error_with_200_is_no_register(follower, portal, reader):
    portal.answers["/api/v1/snapshots/latest"] = b"<html>Be right back</html>"

    follower.step()
    follower.step()

    assert answered(reader) is None


def test_a_portal_that_answers_at_once_is_not_asked_without_end(source, portal):
    begun = time.monotonic()

    for _ in range(3):
        source.changes("here", 1)

    assert time.monotonic() - begun > 0.6


def test_a_cursor_that_is_gone_leads_to_a_snapshot(source, portal):
    portal.answers["/api/v1/changes"] = 410

    with pytest.raises(Expired):
        source.changes("here", 0)


@pytest.mark.parametrize("status", [403, 404, 429, 500, 503])
def test_what_is_refused_is_asked_again(source, portal, status):
    portal.answers["/api/v1/changes"] = status

    with pytest.raises(Away, match=str(status)):
        source.changes("here", 0)


def test_a_portal_that_is_gone_is_away(folder):
    nowhere = {"LOOKUP_PORTAL": "http://127.0.0.1:9", "LOOKUP_CLIENT_ID": "node-1", "LOOKUP_CLIENT_SECRET": "secret"}
    source = PortalSource(Settings(PORTAL_MODE="node", **nowhere))

    with pytest.raises(Away, match="does not answer"):
        source.rest()


def test_by_a_clock_an_hour_from_the_portals_nothing_is_answered(follower, portal, reader):
    portal.date = "Tue, 24 Nov 2020 10:00:00 GMT"

    follower.step()
    follower.step()

    assert answered(reader) is None
