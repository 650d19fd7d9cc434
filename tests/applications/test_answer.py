from datetime import timedelta

import pytest

from app.accounts.words import MembershipRole
from app.applications.answers import WrongAnswer
from app.applications.questionnaire import NoLongerAsked, self_assessment
from app.applications.service import ChangedMeanwhile, Seen, WithCustoms, keep_draft, save_answer, show_at_visit
from app.applications.states import WITH_TRADER, State
from app.core import clock
from app.core.errors import NotAllowed

GROUP, PERSONS, PROMISE, REGISTER, SAMPLE, FLOW = (
    "P.2.group", "P.2.persons", "D.5.promise", "P.4.register", "B.1.sample", "P.3.flow"
)  # fmt: skip


@pytest.fixture
def application(make):
    operator = make.operator(activities={"handles_goods": True})
    return make.application(operator)


@pytest.fixture
def ada(make, application):
    return make.member(application.operator, name="Ada")


@pytest.fixture
def signatory(make, application):
    return make.signatory(application.operator)


def test_an_answer_is_stored_as_it_is_read(session, application, ada):
    answer = save_answer(session, application, by=ada, key=FLOW, raw="  From order to gate. ")

    assert (answer.value, answer.answered_by, answer.version) == ("From order to gate.", ada, 1)


def test_an_answer_that_cannot_be_read_is_refused(session, application, ada):
    with pytest.raises(WrongAnswer):
        save_answer(session, application, by=ada, key=GROUP, raw="perhaps")

    assert application.answers == []


def test_who_has_seen_the_answer_may_replace_it(session, make, application, ada):
    first = save_answer(session, application, by=make.member(application.operator), key=GROUP, raw="yes")

    save_answer(session, application, by=ada, key=GROUP, raw="no", seen=Seen(first.version))

    assert (first.value, first.answered_by) == ("no", ada)


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(session, make, application, ada):
    save_answer(session, application, by=make.member(application.operator), key=GROUP, raw="yes")

    with pytest.raises(ChangedMeanwhile):
        save_answer(session, application, by=ada, key=GROUP, raw="no")


def test_the_same_answer_of_two_people_is_no_conflict(session, make, application, ada):
    first = save_answer(session, application, by=make.member(application.operator), key=GROUP, raw="yes")

    assert save_answer(session, application, by=ada, key=GROUP, raw="yes") is first


def test_ones_own_answer_of_another_window_is_not_overwritten_either(session, application, ada):
    answer = save_answer(session, application, by=ada, key=GROUP, raw="yes", seen=Seen(page="new"))

    with pytest.raises(ChangedMeanwhile):
        save_answer(session, application, by=ada, key=GROUP, raw="no", seen=Seen(page="old"))
    assert answer.value == "yes"


def test_what_a_page_has_said_it_may_correct_after_going_back(session, application, ada):
    save_answer(session, application, by=ada, key=GROUP, raw="yes", seen=Seen(page="one"))

    assert save_answer(session, application, by=ada, key=GROUP, raw="no", seen=Seen(page="one")).value == "no"


def test_but_not_what_another_page_has_said_since(session, application, ada):
    first = save_answer(session, application, by=ada, key=GROUP, raw="yes", seen=Seen(page="one"))
    save_answer(session, application, by=ada, key=GROUP, raw="no", seen=Seen(first.version, "another"))

    with pytest.raises(ChangedMeanwhile):
        save_answer(session, application, by=ada, key=GROUP, raw="yes", seen=Seen(page="one"))


def test_what_an_older_page_leaves_unfinished_takes_no_answer_away(session, application, ada):
    answer = save_answer(session, application, by=ada, key=GROUP, raw="yes", seen=Seen(page="new"))

    with pytest.raises(ChangedMeanwhile):
        keep_draft(session, application, by=ada, key=GROUP, raw="perhaps", seen=Seen(page="old"))
    assert (answer.value, answer.draft) == ("yes", None)


def test_an_answer_taken_back_leaves_the_question_open(session, application, ada):
    save_answer(session, application, by=ada, key=FLOW, raw="From order to gate.")

    save_answer(session, application, by=ada, key=FLOW, raw="", seen=Seen(1))

    assert self_assessment(application).value(FLOW) is None
    assert FLOW in {gap.asked.key for gap in self_assessment(application).progress.gaps}


@pytest.mark.parametrize("state", sorted(set(State) - WITH_TRADER))
def test_what_was_signed_stays(session, make, state):
    application = make.application(state=state)

    with pytest.raises(WithCustoms):
        save_answer(session, application, by=make.signatory(application.operator), key=GROUP, raw="yes")


def test_a_returned_application_is_answered_again(session, make):
    application = make.application(state=State.RETURNED)

    answer = save_answer(session, application, by=make.signatory(application.operator), key=GROUP, raw="yes")

    assert answer.value == "yes"


@pytest.mark.parametrize("key", ["Z.9.nothing", f"{GROUP}@somewhere", "P.2.group_members"])
def test_what_is_not_asked_is_not_answered(session, application, ada, key):
    with pytest.raises(NoLongerAsked):
        save_answer(session, application, by=ada, key=key, raw="yes")


def test_an_answer_opens_its_follow_up(session, application, ada):
    save_answer(session, application, by=ada, key=GROUP, raw="yes")

    assert "P.2.group_members" in self_assessment(application).questionnaire.by_key


def test_an_answer_that_is_hidden_now_is_kept(session, application, ada):
    save_answer(session, application, by=ada, key=FLOW, raw="From order to gate.")

    application.operator.activities = {"handles_goods": False}
    hidden = FLOW not in self_assessment(application).questionnaire.by_key
    application.operator.activities = {"handles_goods": True}

    assert hidden
    assert self_assessment(application).value(FLOW) == "From order to gate."


def test_a_must_may_be_argued(session, application, ada):
    reason = {"mode": "not_applicable", "reason": "We never touch goods."}

    assert save_answer(session, application, by=ada, key=FLOW, raw=reason).value == reason


@pytest.mark.parametrize(("key", "raw"), [(PERSONS, []), (REGISTER, "yes"), (PROMISE, ["yes"])])
def test_what_is_personal_or_binds_the_business_is_not_for_a_contributor(session, application, ada, key, raw):
    with pytest.raises(NotAllowed):
        save_answer(session, application, by=ada, key=key, raw=raw)


def test_an_administrator_answers_for_persons_and_not_for_consents(session, make, application):
    administrator = make.member(application.operator, MembershipRole.ADMINISTRATOR)
    keep_draft(session, application, by=administrator, key=PERSONS, raw=[{"name": "Ines"}])

    with pytest.raises(NotAllowed):
        save_answer(session, application, by=administrator, key=REGISTER, raw="yes")


def test_a_viewer_answers_nothing(session, make, application):
    with pytest.raises(NotAllowed):
        save_answer(session, application, by=make.member(application.operator, MembershipRole.VIEWER), key=GROUP, raw="yes")


def test_another_business_answers_nothing(session, make, application):
    with pytest.raises(NotAllowed):
        save_answer(session, application, by=make.signatory(make.operator()), key=GROUP, raw="yes")


def test_consent_said_in_the_questionnaire_is_consent(session, application, signatory):
    save_answer(session, application, by=signatory, key=REGISTER, raw="yes")

    assert application.operator.is_public


def test_and_no_takes_it_back(session, application, signatory):
    save_answer(session, application, by=signatory, key=REGISTER, raw="yes")

    save_answer(session, application, by=signatory, key=REGISTER, raw="no", seen=Seen(1))

    assert not application.operator.is_public


def test_sites_sorted_in_the_questionnaire_are_sorted(session, make, application, ada):
    north, south, office = (make.site(application.operator, name=name) for name in ("North", "South", "Office"))
    application.operator.activities |= {"has_several_sites": True}
    rows = [{"site": str(site.id), "site_class": "Depots", "keeper": "Bo"} for site in (north, south)]

    save_answer(session, application, by=ada, key="P.3.classes", raw=rows)

    assert [site.site_class for site in (north, south, office)] == ["Depots", "Depots", ""]


def test_the_first_day_of_the_business_decides_what_is_asked(session, application, ada):
    application.operator.established_on = None
    young = (clock.today() - timedelta(days=400)).isoformat()
    row = {"name": "Quay", "legal_form": "Ltd", "established_on": young, "country": "ZZ", "address": "1 Quay Road"}

    save_answer(session, application, by=ada, key="P.1.details", raw=[row])

    assert application.operator.established_on.isoformat() == young
    assert "A.3.records" in self_assessment(application).questionnaire.by_key


def test_a_first_day_ahead_is_not_that_of_the_business(session, application, ada):
    before, ahead = application.operator.established_on, (clock.today() + timedelta(days=4)).isoformat()
    row = {"name": "Quay", "legal_form": "Ltd", "established_on": ahead, "country": "ZZ", "address": "1 Quay Road"}

    save_answer(session, application, by=ada, key="P.1.details", raw=[row])

    assert application.operator.established_on == before


def test_attached_is_what_has_a_file(session, make, application, ada):
    save_answer(session, application, by=ada, key=SAMPLE, raw=True)
    before = self_assessment(application).value(SAMPLE)
    make.evidence(application, SAMPLE, make.document(application.operator))
    session.expire(application)

    save_answer(session, application, by=ada, key=SAMPLE, raw=True, seen=Seen(1))

    assert (before, self_assessment(application).value(SAMPLE)) == (None, True)


def test_a_half_typed_answer_is_kept_and_counts_as_open(session, application, signatory):
    keep_draft(session, application, by=signatory, key=PERSONS, raw=[{"name": "Ines"}])

    answer = self_assessment(application).answers[PERSONS]
    assert (answer.value, answer.draft) == (None, [{"name": "Ines"}])
    assert PERSONS in {gap.asked.key for gap in self_assessment(application).progress.gaps}


def test_a_half_typed_change_leaves_the_answer_as_it_was(session, application, ada):
    save_answer(session, application, by=ada, key=GROUP, raw="yes")

    answer = keep_draft(session, application, by=ada, key=GROUP, raw="perhaps", seen=Seen(1))

    assert (answer.value, answer.draft) == ("yes", "perhaps")


def test_a_whole_answer_left_behind_is_an_answer(session, application, ada):
    answer = keep_draft(session, application, by=ada, key=GROUP, raw="yes")

    assert (answer.value, answer.draft) == ("yes", None)


def test_consent_is_given_by_saving_and_not_by_leaving_the_page(session, application, signatory):
    answer = keep_draft(session, application, by=signatory, key=REGISTER, raw="yes")

    assert (answer.value, answer.draft, application.operator.is_public) == (None, "yes", False)
    assert REGISTER in {gap.asked.key for gap in self_assessment(application).progress.gaps}


def test_a_consent_that_is_left_as_it_stood_is_not_unfinished(session, application, signatory):
    first = save_answer(session, application, by=signatory, key=REGISTER, raw="yes")

    assert keep_draft(session, application, by=signatory, key=REGISTER, raw="yes", seen=Seen(1)).draft is None
    assert (first.value, application.operator.is_public) == ("yes", True)


def test_sites_are_sorted_by_saving_and_not_by_leaving_the_page(session, make, application, ada):
    site, _ = make.site(application.operator, name="North"), make.site(application.operator, name="South")
    application.operator.activities |= {"has_several_sites": True}
    rows = [{"site": str(site.id), "site_class": "Depots", "keeper": "Bo"}]

    answer = keep_draft(session, application, by=ada, key="P.3.classes", raw=rows)

    assert (answer.value, answer.draft, site.site_class) == (None, rows, "")


def test_a_saved_answer_ends_what_was_half_typed(session, application, ada):
    keep_draft(session, application, by=ada, key=GROUP, raw="perhaps")

    assert save_answer(session, application, by=ada, key=GROUP, raw="no", seen=Seen(1)).draft is None


def test_evidence_may_be_shown_at_the_visit_before_there_is_an_answer(session, application, ada):
    show_at_visit(session, application, by=ada, key=FLOW, shown=True)

    answer = self_assessment(application).answers[FLOW]
    assert (answer.shown_at_visit, answer.value) == (True, None)


def test_that_can_be_taken_back(session, application, ada):
    show_at_visit(session, application, by=ada, key=FLOW, shown=True)

    show_at_visit(session, application, by=ada, key=FLOW, shown=False)

    assert not self_assessment(application).answers[FLOW].shown_at_visit
