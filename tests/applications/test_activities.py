from app.applications.activities import choices, flat, placed, unsaid
from app.applications.profile import applicant_of, profile_of


def asked(make, scopes="cs", **values):
    operator = make.operator(**values)
    return make.edition().catalogue, operator, lambda: applicant_of(profile_of(operator), scopes)


def test_what_the_roles_suggest_is_ticked(make):
    catalogue, _, applicant = asked(make, roles=["FWD"])

    ticked = {one.fact.code for one in flat(choices(catalogue, applicant())) if one.is_yes}

    assert ticked == {"subcontracts_transport"}


def test_what_was_said_counts_more_than_what_is_supposed(make):
    catalogue, _, applicant = asked(make, roles=["FWD"], activities={"subcontracts_transport": False})

    assert not any(one.is_yes for one in flat(choices(catalogue, applicant())))


def test_facts_stand_under_the_one_they_follow_from(make):
    catalogue, _, applicant = asked(make)

    goods = next(one for one in choices(catalogue, applicant()) if one.fact.code == "handles_goods")

    assert "packs" in {one.fact.code for one in goods.follows}


def test_a_fact_of_security_is_not_asked_of_who_wants_customs_alone(make):
    catalogue, _, applicant = asked(make, scopes="c")

    assert "own_vehicles" not in {one.fact.code for one in flat(choices(catalogue, applicant()))}


def test_with_one_site_nothing_is_asked_of_places(make):
    catalogue, operator, applicant = asked(make, activities={"handles_goods": True})
    make.site(operator)

    assert placed(catalogue, applicant()) == ()


def test_with_two_the_places_of_what_is_done_are_asked(make):
    catalogue, operator, applicant = asked(make, activities={"handles_goods": True, "packs": False})
    make.site(operator, name="North")
    make.site(operator, name="South")

    assert [fact.code for fact in placed(catalogue, applicant())] == ["handles_goods"]


def test_at_first_everything_is_unsaid(make):
    catalogue, _, applicant = asked(make)

    assert "handles_goods" in unsaid(catalogue, applicant())


def test_a_fact_hidden_by_another_need_not_be_said(make):
    catalogue, operator, applicant = asked(make)
    operator.activities = {fact.code: False for fact in catalogue.activities if fact.code != "packs"}

    assert unsaid(catalogue, applicant()) == []


def test_a_new_site_opens_what_is_said_of_places(make):
    catalogue, operator, applicant = asked(make)
    operator.activities = {fact.code: fact.code == "handles_goods" for fact in catalogue.activities}
    make.site(operator, name="North", activities={"handles_goods": True})
    south = make.site(operator, name="South")

    assert unsaid(catalogue, applicant()) == [f"handles_goods@{south.id}"]
