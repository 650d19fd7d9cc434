"""The yearly review, from the day its window opens to the officer who looks at it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.authorisations.states import State as Authorised
from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.history.kinds import Kind
from app.history.models import Event
from app.monitoring import reviews, service
from app.monitoring.models import Review
from app.monitoring.news import NEWS, part_of
from app.monitoring.service.yearly import NotToBeSent, RemindedTwice
from app.monitoring.shown import fingerprint, shown
from app.monitoring.states import Part, ReviewState
from app.programme.rules import rules
from app.programme.words import AuthorisationType

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)
TODAY = NOON.date()
ALL = dict.fromkeys(Part, "")


@pytest.fixture(autouse=True)
def noon():
    with clock.at(NOON):
        yield


@pytest.fixture
def holder(make):
    """Its day comes in thirty days, for the third time."""
    operator = make.operator()
    make.authorisation(operator, effective_from=TODAY.replace(year=2023) + timedelta(days=30))
    return operator


def opened(session):
    return reviews.to_open(session)


def read(session, review):
    return fingerprint(shown(session, review.operator))


def signed(session, make, review, **said):
    signatory = make.signatory(review.operator)
    service.save(session, review, by=signatory, said=ALL | {Part(part): text for part, text in said.items()})
    service.send(session, review, by=signatory, name=signatory.name, seen=read(session, review))
    session.flush()
    return signatory


def kinds(session, review):
    return session.scalars(select(Event.kind).where(Event.about_id == review.id).order_by(Event.position)).all()


def test_it_opens_so_many_days_before_the_anniversary(session, make, holder):
    assert opened(session) == [(holder.id, TODAY + timedelta(days=30))]


@pytest.mark.parametrize(("ahead", "opens"), [(1, True), (90, True), (91, False), (0, False), (-1, False)])
def test_the_window_ends_with_the_day_itself_and_nobody_is_asked_afterwards(session, make, ahead, opens):
    make.authorisation(effective_from=TODAY.replace(year=2024) + timedelta(days=ahead))

    assert bool(opened(session)) is opens


def test_nothing_is_asked_in_the_year_of_the_grant(session, make):
    make.authorisation(effective_from=TODAY - timedelta(days=270))
    make.authorisation(effective_from=TODAY + timedelta(days=5))

    assert opened(session) == []


def test_it_opens_once_for_both_authorisations_by_the_older_one(session, make, holder):
    make.authorisation(holder, AuthorisationType.AEOS, effective_from=TODAY.replace(year=2024) + timedelta(days=60))

    assert opened(session) == [(holder.id, TODAY + timedelta(days=30))]


def test_the_leap_day_has_its_anniversary_too(session, make):
    make.authorisation(effective_from=date(2024, 2, 29))

    with clock.at(datetime(2027, 1, 1, 12, tzinfo=UTC)):
        assert [day.isoformat() for _, day in opened(session)] == ["2027-02-28"]


@pytest.mark.parametrize(
    ("dates", "opens"),
    [
        ({"state": Authorised.SUSPENDED}, False),
        ({"state": Authorised.SUSPENDED, "suspended_until": TODAY}, True),
        ({"state": Authorised.REVOKED}, False),
        ({"effective_to": TODAY}, False),
    ],
)
def test_only_who_holds_something_valid_is_asked(session, make, dates, opens):
    make.authorisation(effective_from=TODAY.replace(year=2023) + timedelta(days=30), **dates)

    assert bool(opened(session)) is opens


def test_one_a_year_and_one_at_a_time(session, make, holder):
    review = service.open_review(session, *opened(session)[0])
    assert opened(session) == []

    signed(session, make, review)
    assert opened(session) == []

    with clock.at(NOON + timedelta(days=366)):
        assert [day.year for _, day in opened(session)] == [2027]


def test_one_of_last_year_that_is_missing_is_asked_for_before_the_next(session, make, holder):
    make.review(holder, due_on=TODAY - timedelta(days=335))

    assert opened(session) == []


def test_it_is_reminded_of_on_its_day_and_once_more_later(session, make, holder):
    review, seen = make.review(holder), []

    for day in range(100):
        with clock.at(NOON + timedelta(days=day)):
            for one in reviews.to_remind(session):
                service.remind(session, reviews.one_to_remind(session, one))
                session.flush()
                seen.append(day)

    assert seen == [30, 30 + rules().review.second_reminder]
    assert kinds(session, review) == [Kind.REVIEW_REMINDED, Kind.REVIEW_REMINDED_AGAIN]
    with pytest.raises(RemindedTwice):
        service.remind(session, review)


def test_where_the_first_reminder_was_late_the_second_waits_as_long(session, make, holder):
    make.review(holder, due_on=TODAY - timedelta(days=200), reminded_on=TODAY - timedelta(days=29))

    assert reviews.to_remind(session) == []


def test_who_is_suspended_is_not_reminded(session, make):
    authorisation = make.authorisation(state=Authorised.SUSPENDED)
    make.review(authorisation.operator, due_on=TODAY - timedelta(days=1))

    assert reviews.to_remind(session) == []


def test_what_was_sent_is_not_reminded_of(session, make, holder):
    review = make.review(holder, due_on=TODAY)
    signed(session, make, review)

    assert reviews.to_remind(session) == []
    for verb in (service.remind, lambda *thing: service.count_late(*thing, reminded_on=TODAY)):
        with pytest.raises(NotToBeSent):
            verb(session, review)


def test_it_counts_some_days_after_the_second_reminder_went_out(session, make, holder):
    review = make.review(holder, due_on=TODAY - timedelta(days=30))

    service.count_late(session, review, reminded_on=TODAY - timedelta(days=1))

    assert review.late_from == TODAY + timedelta(days=rules().review.last_call - 1)


def test_who_holds_nothing_any_more_owes_none(session, make, holder):
    review, other = make.review(holder), make.review()

    service.lapse(session, holder.id)

    assert (review.state, other.state) == (ReviewState.LAPSED, ReviewState.OPEN)


def test_a_contributor_says_what_changed_and_customs_is_not_told_yet(session, make, holder):
    review = make.review(holder)

    service.save(session, review, by=make.member(holder), said={Part.SITES: " The second store is closed. ", Part.ROLES: ""})

    assert review.said == {"sites": "The second store is closed.", "roles": ""}
    assert (review.state, kinds(session, review)) == (ReviewState.OPEN, [])


def test_a_viewer_says_nothing_and_another_business_neither(session, make, holder):
    review = make.review(holder)

    for person in (make.member(holder, MembershipRole.VIEWER), make.signatory(make.operator())):
        with pytest.raises(NotAllowed):
            service.save(session, review, by=person, said={})


def test_the_signatory_signs_what_was_shown_and_said(session, make, holder):
    make.site(holder, name="North Quay")
    review = make.review(holder)

    signatory = signed(session, make, review, owners="Ada Clerk leads the business since May.")

    assert (review.state, review.sent_by, review.sent_at) == (ReviewState.SENT, signatory, NOON)
    assert "North Quay" in review.shown["sites"][0]
    assert review.statement.endswith(signatory.name)
    (event,) = session.scalars(select(Event).where(Event.kind == Kind.REVIEW_SENT))
    assert event.facts["said"]["owners"] == "Ada Clerk leads the business since May."


def test_only_a_signatory_signs(session, make, holder):
    review = make.review(holder, said={part.value: "" for part in Part})
    administrator = make.member(holder, MembershipRole.ADMINISTRATOR)

    with pytest.raises(NotAllowed):
        service.send(session, review, by=administrator, name=administrator.name, seen=read(session, review))


def test_every_part_is_looked_at(session, make, holder):
    review, signatory = make.review(holder), make.signatory(holder)
    service.save(session, review, by=signatory, said={part: "" for part in Part if part is not Part.RECORDS})

    with pytest.raises(service.Unanswered) as refusal:
        service.send(session, review, by=signatory, name=signatory.name, seen=read(session, review))

    assert refusal.value.field == "records"


def test_nobody_signs_in_another_name(session, make, holder):
    review, signatory = make.review(holder, said={part.value: "" for part in Part}), make.signatory(holder)

    with pytest.raises(service.AnotherName):
        service.send(session, review, by=signatory, name="Somebody Else", seen=read(session, review))


def test_what_a_colleague_changed_meanwhile_is_read_before_it_is_signed(session, make, holder):
    review, signatory = make.review(holder, said={part.value: "" for part in Part}), make.signatory(holder)
    seen = read(session, review)
    make.site(holder, name="North Quay")
    session.expire(holder)

    with pytest.raises(service.ShownChanged):
        service.send(session, review, by=signatory, name=signatory.name, seen=seen)


def test_it_is_signed_once(session, make, holder):
    review = make.review(holder)
    signatory = signed(session, make, review)

    with pytest.raises(WrongState):
        service.save(session, review, by=signatory, said=ALL)
    with pytest.raises(WrongState):
        service.send(session, review, by=signatory, name=signatory.name, seen=read(session, review))


def test_customs_asks_and_the_business_answers_until_it_is_looked_at(session, make, holder):
    review, officer = make.review(holder), make.case_officer(name="Rita Okafor")
    signed(session, make, review)

    service.ask(session, review, by=officer, text=" Since when? ")
    service.answer(session, review, by=make.member(holder, name="Ada Clerk"), text="Since May.")
    service.note(session, review, by=officer, text="Thank you.")

    told = reviews.asked_about(session, review)
    assert [(one.by, one.text, one.is_question) for one in told] == [
        ("Rita Okafor", "Since when?", True),
        ("Ada Clerk", "Since May.", False),
    ]
    assert (review.state, review.note, review.noted_by) == (ReviewState.NOTED, "Thank you.", officer)
    session.flush()
    assert session.scalars(select(Event).where(Event.kind == Kind.REVIEW_NOTED)).one().facts["wrote"] is True


def test_a_question_and_an_answer_say_something(session, make, holder):
    review = make.review(holder)
    signed(session, make, review)
    with pytest.raises(service.Unsaid):
        service.ask(session, review, by=make.auditor(), text=" ")

    service.ask(session, review, by=make.auditor(), text="Since when?")
    with pytest.raises(service.NothingAnswered):
        service.answer(session, review, by=make.member(holder), text=" ")


def test_a_decision_maker_does_not_look_at_it_nor_anybody_before_it_is_sent(session, make, holder):
    review = make.review(holder)
    with pytest.raises(WrongState):
        service.note(session, review, by=make.case_officer())

    signed(session, make, review)
    for verb in (service.note, service.ask):
        with pytest.raises(NotAllowed):
            verb(session, review, by=make.decision_maker(), text="Since when?")


def test_changes_are_looked_at_since_the_signature_before_else_since_the_grant(session, make, holder):
    make.authorisation(holder, AuthorisationType.AEOS, granted_on=TODAY - timedelta(days=1_000))
    assert reviews.since(session, make.review(holder)) == clock.start_of(TODAY - timedelta(days=4 * 365 - 1))

    before = make.review(holder, due_on=TODAY - timedelta(days=400), state=ReviewState.SENT, sent_at=NOON - timedelta(days=390))
    now = session.scalars(select(Review).where(Review.year == TODAY.year)).one()
    assert reviews.since(session, now) == before.sent_at


def test_every_kind_of_news_has_its_part():
    told = {kind: part_of(Event(kind=kind, facts={})) for kind in NEWS}

    assert set(told.values()) == {*Part} - {Part.ROLES, Part.OWNERS}
    for facts in ({"changed": {"roles": []}}, {"activities": {"x": [None, True]}}):
        assert part_of(Event(kind=Kind.BUSINESS_DESCRIBED, facts=facts)) is Part.ROLES


def test_a_question_has_a_day_to_answer_by_and_another_one_a_new_day(session, make, holder):
    review, officer = make.review(holder), make.case_officer()
    signed(session, make, review)
    assert reviews.answer_by(review) is None

    for later in (0, 9):
        with clock.at(NOON + timedelta(days=later)):
            service.ask(session, review, by=officer, text="Since when?")
        assert reviews.answer_by(review) == TODAY + timedelta(days=later + rules().review.answer)

    session.flush()
    asked = select(Event).where(Event.kind == Kind.REVIEW_QUESTIONED).order_by(Event.position.desc())
    assert session.scalars(asked).first().facts["due_on"] == f"{reviews.answer_by(review)}"


def test_one_that_is_never_answered_is_closed_all_the_same(session, make, holder):
    review, officer = make.review(holder), make.case_officer()
    signed(session, make, review)
    service.ask(session, review, by=officer, text="Since when?")

    service.note(session, review, by=officer, text="Nothing came.")

    assert (review.state, reviews.answer_by(review)) == (ReviewState.NOTED, None)
