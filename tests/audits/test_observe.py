from io import BytesIO

import pytest
from sqlalchemy import select

from app.audits.models import Observation
from app.audits.service import Checked, NothingSeen, SomebodyElseSaw, add_photo, observe
from app.audits.states import Seen, State
from app.core.errors import Invalid, NotAllowed, WrongState
from app.criteria.words import Result
from app.documents.models import Attachment
from app.history.kinds import Kind
from app.history.models import Event

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff3f0005fe02fea72d9a3c"
    "0000000049454e44ae426082"
)


@pytest.fixture
def audit(make):
    application = make.case()
    return make.audit(application, sites=[make.site(application.operator)])


def seen(*words):
    return [Checked(f"Point {number}", word, "Seen.") for number, word in enumerate(words, 1)]


def test_the_lead_writes_down_what_was_seen_at_a_site(session, audit):
    observation = observe(session, audit, by=audit.lead, criterion="G.2", site_id=audit.sites[0].id, checks=seen(Seen.IN_ORDER))

    assert observation.checks == [{"check": "Point 1", "seen": "in_order", "note": "Seen."}]
    event = session.scalars(select(Event).where(Event.about_id == observation.id)).one()
    assert (event.kind, event.facts["site"]) == (Kind.OBSERVATION_RECORDED, "Main site")


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ([Seen.IN_ORDER, Seen.NOT_SEEN], Result.MET),
        ([Seen.IN_ORDER, Seen.FINDING], Result.PARTLY),
        ([Seen.FINDING, Seen.NOT_SEEN], Result.NOT_MET),
        ([Seen.NOT_SEEN], None),
    ],
)
def test_the_result_follows_from_the_points(session, audit, words, result):
    observation = observe(session, audit, by=audit.lead, criterion="G.2", checks=seen(*words))

    session.expire(observation)
    assert observation.result is result


def test_the_same_criterion_is_written_down_once(session, audit):
    observe(session, audit, by=audit.lead, criterion="G.2", checks=seen(Seen.NOT_SEEN))

    observe(session, audit, by=audit.lead, criterion="G.2", checks=seen(Seen.IN_ORDER), version=1)

    assert session.scalars(select(Observation.result)).all() == [Result.MET]


@pytest.mark.parametrize("version", [0, 7])
def test_a_look_that_a_colleague_overtook_is_refused(session, audit, version):
    observe(session, audit, by=audit.lead, criterion="G.2", checks=seen(Seen.IN_ORDER))

    with pytest.raises(SomebodyElseSaw):
        observe(session, audit, by=audit.lead, criterion="G.2", checks=seen(Seen.FINDING), version=version)


def test_an_observation_says_something(session, audit):
    with pytest.raises(NothingSeen):
        observe(session, audit, by=audit.lead, criterion="G.2", text="We were there.")


def test_somebody_of_the_team_observes_too(session, make):
    colleague = make.case_officer()
    audit = make.audit(make.case(), team=[colleague])

    assert observe(session, audit, by=colleague, criterion="G.2", result=Result.MET)


def test_an_officer_who_was_not_there_saw_nothing(session, make, audit):
    with pytest.raises(NotAllowed):
        observe(session, audit, by=make.auditor(), criterion="G.2", result=Result.MET)


def test_a_site_that_is_not_visited_is_not_observed(session, make, audit):
    elsewhere = make.site(audit.application.operator)

    with pytest.raises(Invalid):
        observe(session, audit, by=audit.lead, criterion="G.2", result=Result.MET, site_id=elsewhere.id)


@pytest.mark.parametrize("state", [State.REPORTED, State.CANCELLED])
def test_nothing_is_added_to_a_visit_that_is_over(session, make, state):
    audit = make.audit(make.case(), state=state)

    with pytest.raises(WrongState):
        observe(session, audit, by=audit.lead, criterion="G.2", result=Result.MET)


def test_a_photo_is_kept_for_officers_only_and_once(session, audit, storage):
    observation = observe(session, audit, by=audit.lead, criterion="G.2", result=Result.MET)

    for _ in range(2):
        photo = add_photo(session, observation, BytesIO(PNG), "seal.png", by=audit.lead)

    assert photo.is_internal
    assert session.scalars(select(Attachment.document_id).where(Attachment.about_id == observation.id)).all() == [photo.id]


def test_a_photo_of_a_stranger_is_not_taken(session, make, audit, storage):
    observation = observe(session, audit, by=audit.lead, criterion="G.2", result=Result.MET)

    with pytest.raises(NotAllowed):
        add_photo(session, observation, BytesIO(PNG), "seal.png", by=make.auditor())


def test_no_photo_is_added_after_the_report(session, audit, storage):
    observation = observe(session, audit, by=audit.lead, criterion="G.2", result=Result.MET)
    audit.state = State.REPORTED

    with pytest.raises(WrongState):
        add_photo(session, observation, BytesIO(PNG), "seal.png", by=audit.lead)
