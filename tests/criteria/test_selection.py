"""How questions are chosen, rule by rule."""

from copy import deepcopy
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from app.criteria.catalogue import Catalogue
from app.criteria.selection import Applicant, Site, draw_up
from app.criteria.words import Occasion

DOCK = (Site("dock"),)


def applicant(scopes="cs", roles="EXP", modes="sea", facts="", sites=DOCK, **more):
    return Applicant(
        frozenset(scopes),
        frozenset(roles.split()),
        frozenset(modes.split()),
        tuple(sites),
        dict.fromkeys(facts.split(), True),
        **more,
    )


def keys(catalogue, of, answers=None, occasion=Occasion.APPLICATION):
    return [asked.key for asked in draw_up(catalogue, of, answers, occasion).asked]


def test_a_question_of_the_business_is_keyed_by_its_id_and_one_of_a_site_by_the_site_too(catalogue):
    asked = keys(catalogue, applicant(facts="handles_goods"))

    assert "P.1.details" in asked
    assert "I.2.perimeter@dock" in asked


def test_questions_outside_the_scope_are_not_asked(catalogue):
    assert "I.3.keys@dock" not in keys(catalogue, applicant(scopes="c", facts="handles_goods"))


def test_a_question_for_two_scopes_is_asked_once(catalogue):
    assert keys(catalogue, applicant()).count("A.1.breach") == 1


def test_roles_add_up(catalogue):
    broker, forwarder = applicant(roles="BRK", facts="ecommerce"), applicant(roles="FWD", facts="ecommerce")
    both = applicant(roles="BRK FWD", facts="ecommerce")

    assert set(keys(catalogue, both)) == set(keys(catalogue, broker)) | set(keys(catalogue, forwarder))


def test_a_fact_that_is_not_asked_counts_as_no(catalogue):
    asked = keys(catalogue, applicant(facts="packs loads_units"))

    assert "G.11.loading@dock" not in asked  # loading is asked about only after a yes to handling goods


def test_a_young_business_is_asked_for_a_forecast(catalogue):
    assert "C.1.forecast" in keys(catalogue, applicant(registered_years=2.9))
    assert "C.1.forecast" not in keys(catalogue, applicant(registered_years=3))


def test_how_young_is_young_is_for_the_programme_to_say(catalogue):
    assert "C.1.forecast" in keys(catalogue, applicant(registered_years=4, look_back_years=5))


def test_without_a_registration_date_nobody_is_young(catalogue):
    assert "C.1.forecast" not in keys(catalogue, applicant())


def test_without_sites_no_site_question_is_asked(catalogue):
    assert not [key for key in keys(catalogue, applicant(facts="handles_goods", sites=())) if "@" in key]


def test_the_yearly_review_asks_only_what_may_have_changed(catalogue):
    review = keys(catalogue, applicant(), occasion=Occasion.REVIEW)

    assert "B.1.sample" not in review
    assert "D.5.changes" in review


def test_a_follow_up_is_hidden_until_its_question_is_answered_so(catalogue):
    assert "A.1.breaches" not in keys(catalogue, applicant())
    assert "A.1.breaches" not in keys(catalogue, applicant(), {"A.1.breach": "no"})
    assert "A.1.breaches" in keys(catalogue, applicant(), {"A.1.breach": "yes"})


def test_an_argued_answer_opens_no_follow_up(catalogue):
    argued = {"A.5.paid": {"mode": "not_applicable", "reason": "no"}}

    assert "A.5.arrears" not in keys(catalogue, applicant(), argued)


def test_the_answer_to_a_question_that_is_no_longer_asked_opens_nothing(catalogue):
    answers = {"P.4.partners": "chosen"}

    assert "P.4.partner_list" in keys(catalogue, applicant(scopes="s"), answers)
    assert "P.4.partner_list" not in keys(catalogue, applicant(scopes="c"), answers)


def test_a_follow_up_is_hidden_with_the_question_it_follows(data):
    changed = deepcopy(data)
    board = next(q for c in changed["criteria"] for q in c["questions"] if q["id"] == "K.5.load_board")
    board["show_if"] = {"no_activity": ["small_firm"]}
    answers = {"K.5.load_board": "yes"}

    assert "K.5.load_board_rules" in keys(Catalogue.read(changed), applicant(facts="subcontracts_transport"), answers)
    assert "K.5.load_board_rules" not in keys(
        Catalogue.read(changed), applicant(facts="subcontracts_transport small_firm"), answers
    )


def test_a_follow_up_may_be_reviewed_although_its_question_was_asked_in_the_application_only(catalogue):
    of = applicant(facts="handles_goods")

    assert "G.1.approved" in keys(catalogue, of, {"G.1.manual": "own"}, Occasion.REVIEW)


@pytest.fixture
def depots():
    return [
        Site("north", "depots"),
        Site("south", "depots"),
        Site("office", roles=frozenset({"BRK"}), facts={"handles_goods": False}),
    ]


def test_a_class_answers_once_and_each_site_its_deviations(catalogue, depots):
    asked = keys(catalogue, applicant(facts="handles_goods has_several_sites", sites=depots))

    assert "I.2.perimeter@depots" in asked
    assert "I.2.perimeter@north" not in asked
    assert {"P.8.differs@north", "P.8.differs@south"} <= set(asked)


def test_a_site_where_no_goods_are_handled_is_not_asked_about_fences(catalogue, depots):
    asked = keys(catalogue, applicant(facts="handles_goods has_several_sites", sites=depots))

    assert "I.2.perimeter@office" not in asked
    assert "I.3.keys@office" in asked


def test_within_a_class_a_single_site_is_asked_only_what_applies_to_it(catalogue):
    sites = [Site("shed", "x", facts={"handles_goods": True}), Site("desk", "x", facts={"handles_goods": False})]

    asked = keys(catalogue, applicant(facts="has_several_sites", sites=sites))

    assert "P.8.differs@shed" in asked
    assert "P.8.differs@desk" not in asked


def test_a_deviation_opens_at_its_own_site_only(catalogue, depots):
    of = applicant(facts="handles_goods has_several_sites", sites=depots)

    asked = keys(catalogue, of, {"P.8.differs@south": "yes"})

    assert "P.8.differences@south" in asked
    assert "P.8.differences@north" not in asked


def test_a_class_question_opens_if_any_site_of_the_class_answered_so(catalogue, depots):
    of = applicant(modes="air", facts="handles_goods", sites=depots)

    asked = keys(catalogue, of, {"R.1.held@south": "yes"})

    assert "R.1.custody@depots" in asked
    assert "R.1.approvals@north" not in asked


def test_what_one_site_of_a_class_does_the_class_is_asked_about(catalogue):
    sites = [Site("a", "x", facts={"handles_goods": True, "stores_goods": True}), Site("b", "x", facts={"handles_goods": True})]

    assert "G.7.apart@x" in keys(catalogue, applicant(sites=sites))


def test_the_business_does_what_any_site_does(catalogue):
    of = applicant(sites=[Site("a", facts={"handles_goods": True}), Site("b")])

    assert "handles_goods" in of.circumstances(catalogue).facts


def test_a_site_may_have_its_own_roles_and_modes(catalogue):
    sites = [Site("quay", roles=frozenset({"TOP"}), modes=frozenset({"sea"})), Site("yard")]

    asked = keys(catalogue, applicant(roles="TOP EXP", modes="sea road", sites=[*sites, Site("shop", roles=frozenset({"EXP"}))]))

    assert {"R.3.facility@quay", "R.3.facility@yard"} <= set(asked)
    assert "R.3.facility@shop" not in asked


def test_one_review_by_the_owner_stands_for_seven_criteria_of_a_small_firm(catalogue):
    points = {point.criterion.code: point for point in draw_up(catalogue, applicant(scopes="s", people=4)).points}

    for code in ("E.1", "J.2", "K.2", "K.3", "L.1", "L.2", "M.1"):
        assert not points[code].asked
        assert points[code].served_by == ("M.2.owner_review",)


def test_in_customs_scope_the_error_list_stands_for_the_review_of_a_small_firm(catalogue):
    points = {point.criterion.code: point for point in draw_up(catalogue, applicant(scopes="c", people=10)).points}

    assert not points["M.2"].asked
    assert points["M.2"].served_by == ("M.5.errors",)


def test_eleven_people_are_no_small_firm(catalogue):
    assert "M.2.review" in keys(catalogue, applicant(people=11))


def test_the_firms_own_word_on_its_size_counts_more_than_the_number(catalogue):
    of = Applicant(frozenset("c"), frozenset({"BRK"}), facts={"small_firm": False}, people=3)

    assert "M.2.review" in keys(catalogue, of)


def test_a_criterion_whose_own_questions_are_asked_also_shows_what_serves_it(catalogue):
    points = {point.criterion.code: point for point in draw_up(catalogue, applicant(people=40)).points}

    assert points["D.2"].served_by == ("D.1.contacts",)
    assert points["D.2"].asked


def test_facts_are_asked_within_the_scope_and_after_what_they_depend_on(catalogue):
    codes = [one.fact.code for one in applicant(scopes="c", roles="BRK").facts_to_ask(catalogue)]

    assert "packs" not in codes
    assert "stores_goods" not in codes
    assert codes[0] == "handles_goods"


def test_what_a_role_usually_does_is_suggested(catalogue):
    asked = {one.key: one for one in applicant(roles="TOP").facts_to_ask(catalogue)}

    assert asked["handles_goods"].suggested
    assert not asked["represents_others"].suggested


def test_at_a_class_only_facts_the_business_said_yes_to_are_asked_again(catalogue, depots):
    asked = {one.key: one for one in applicant(facts="handles_goods loads_units", sites=depots).facts_to_ask(catalogue)}

    assert asked["handles_goods@office"].given is False
    assert asked["loads_units@depots"].given is None
    assert "packs@depots" not in asked
    assert "loads_units@office" not in asked


def test_with_one_class_of_sites_no_fact_is_asked_twice(catalogue):
    assert all(one.at is None for one in applicant(facts="handles_goods").facts_to_ask(catalogue))


def test_the_next_question_follows_and_after_the_last_there_is_none(catalogue):
    questionnaire = draw_up(catalogue, applicant())

    assert questionnaire.after("P.1.details").key == "P.2.persons"
    assert questionnaire.after(questionnaire.asked[-1].key) is None
    assert questionnaire.section_of(questionnaire.by_key["A.1.breach"]).group.code == "A"


EDITIONS = Path(__file__).parents[2] / "app/criteria/editions"
EDITION = yaml.load((EDITIONS / "safe-own-2026-2.yaml").read_text(), yaml.CSafeLoader)


def codes_of(name, *more):
    return some.sampled_from([entry["code"] for entry in EDITION[name]] + list(more))


given_facts = some.dictionaries(codes_of("activities", "unheard_of"), some.booleans())
given_sites = some.lists(
    some.builds(
        Site,
        some.sampled_from("abcdef"),
        some.none() | some.sampled_from("xy"),
        some.none() | some.frozensets(codes_of("roles")),
        some.none() | some.frozensets(codes_of("modes")),
        given_facts,
    ),
    max_size=6,
    unique_by=lambda site: site.key,
)
applicants = some.builds(
    Applicant,
    some.frozensets(codes_of("scopes"), min_size=1),
    some.frozensets(codes_of("roles")),
    some.frozensets(codes_of("modes")),
    given_sites.map(tuple),
    given_facts,
    some.none() | some.integers(0, 1000),
    some.none() | some.floats(0, 200),
)


@settings(max_examples=150)
@given(of=applicants, occasion=some.sampled_from(Occasion))
def test_whoever_applies_nothing_is_asked_twice_and_follow_ups_are_hidden(catalogue, of, occasion):
    asked = draw_up(catalogue, of, occasion=occasion).asked

    assert len({one.key for one in asked}) == len(asked)
    assert not any(one.is_follow_up for one in asked)


@settings(max_examples=50)
@given(of=applicants)
def test_answers_only_ever_add_questions(catalogue, of):
    before = keys(catalogue, of)
    answers = {key: catalogue.question[key.split("@")[0]].answer for key in before}
    answers = {key: [option.code for option in spec.options] or "yes" for key, spec in answers.items()}

    after = keys(catalogue, of, answers)

    assert [key for key in after if key in set(before)] == before


@settings(max_examples=50)
@given(of=applicants)
def test_the_same_applicant_is_asked_the_same_in_the_same_order(catalogue, of):
    again = Applicant(of.scopes, of.roles, of.modes, of.sites, dict(reversed(of.facts.items())), of.people, of.registered_years)

    assert keys(catalogue, of) == keys(catalogue, again)


@settings(max_examples=50)
@given(of=applicants)
def test_every_fact_to_ask_is_asked_once(catalogue, of):
    asked = [one.key for one in of.facts_to_ask(catalogue)]

    assert len(set(asked)) == len(asked)
