"""An edition is loaded once, published, and in force until a newer one is."""

from copy import deepcopy
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.criteria import service
from app.criteria.catalogue import Malformed
from app.criteria.models import Edition
from app.criteria.states import LIFECYCLE, State
from app.history.kinds import Kind
from app.history.models import Event


def coded(data, code):
    other = deepcopy(data)
    other["edition"]["code"] = code
    return other


@pytest.fixture
def draft(session, data):
    return service.load(session, coded(data, "test-2027"), by=None)


def test_a_loaded_edition_is_a_draft_that_keeps_every_word(session, data, draft):
    session.expire(draft)

    assert (draft.state, draft.published_at) == (State.DRAFT, None)
    assert draft.content == coded(data, "test-2027")
    assert (
        draft.catalogue.question["P.1.details"].text
        == "Check the registered details of the business and correct what is out of date."
    )


def test_loading_the_same_again_changes_nothing(session, data, draft):
    assert service.load(session, coded(data, "test-2027"), by=None) is draft


def test_other_content_under_the_same_code_is_refused(session, data, draft):
    changed = coded(data, "test-2027")
    changed["criteria"][0]["title"] = "Who applies"

    with pytest.raises(service.AlreadyPublished, match="test-2027"):
        service.load(session, changed, by=None)


def test_an_edition_that_does_not_fit_together_is_refused(session, data):
    broken = coded(data, "test-2028")
    broken["criteria"][0]["group"] = "Z"

    with pytest.raises(Malformed, match=r"P\.1: unknown group Z"):
        service.load(session, broken, by=None)


def test_the_editions_that_come_with_the_portal_are_loaded_and_published_once(session):
    editions = service.load_files(session)
    again = service.load_files(session)

    assert [edition.state for edition in editions] == [State.PUBLISHED]
    assert again == editions


def test_a_manager_publishes_an_edition(session, make, draft):
    manager = make.manager()

    service.publish(session, draft, by=manager)

    assert (draft.state, draft.published_at is not None) == (State.PUBLISHED, True)
    event = session.scalars(select(Event).where(Event.about_id == draft.id)).one()
    assert (event.kind, event.by_id, event.facts["code"]) == (Kind.CRITERIA_PUBLISHED, manager.id, "test-2027")


def test_a_manager_retires_an_edition(session, make, draft):
    service.publish(session, draft, by=None)

    service.retire(session, draft, by=make.manager())

    assert draft.state is State.RETIRED
    kinds = session.scalars(select(Event.kind).where(Event.about_id == draft.id).order_by(Event.position)).all()
    assert kinds == [Kind.CRITERIA_PUBLISHED, Kind.CRITERIA_RETIRED]


@pytest.mark.parametrize("verb", [service.publish, service.retire])
def test_other_officers_may_not(session, make, draft, verb):
    with pytest.raises(NotAllowed):
        verb(session, draft, by=make.case_officer())


def test_a_trader_may_not_load_an_edition(session, make, data):
    with pytest.raises(NotAllowed):
        service.load(session, coded(data, "test-2027"), by=make.signatory(make.operator()))


REFUSED = [
    (verb, now)
    for verb, then in ((service.publish, State.PUBLISHED), (service.retire, State.RETIRED))
    for now in State
    if not LIFECYCLE.allows(now, then)
]


@pytest.mark.parametrize(("verb", "state"), REFUSED)
def test_only_from_a_state_that_allows_it(session, draft, verb, state):
    draft.state = state

    with pytest.raises(WrongState):
        verb(session, draft, by=None)


def test_the_newest_published_edition_is_in_force(session, make, draft):
    make.edition()
    with clock.at(datetime(2999, 1, 1, tzinfo=UTC)):
        service.publish(session, draft, by=None)

    assert service.in_force(session) is draft


def test_a_retired_edition_leaves_the_one_before_in_force(session, make, draft):
    first = make.edition()
    service.publish(session, draft, by=None)
    service.retire(session, draft, by=None)

    assert service.in_force(session) is first


def test_the_catalogue_of_an_edition_is_read_without_fetching_its_text_again(session, draft):
    before = draft.catalogue
    session.expire_all()

    assert session.scalars(select(Edition).where(Edition.code == "test-2027")).one().catalogue is before
