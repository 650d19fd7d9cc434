"""An infringement and the error of the check that it comes from are one cause, and count once."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from app.compliance.words import Severity
from app.risk.facts import Checks, Infringement
from tests.risk.cases import FISCAL, TODAY, ago, holder, points
from tests.risk.drawn import DISPUTES, DOMAINS, HOLDERS, PAST
from tests.risk.test_invariants import never_lower, tried, values

MINOR, SERIOUS = Severity.MINOR, Severity.SERIOUS
SAMPLE = Checks(ago(8), "importer", 11, 0)
FAULT = Checks(ago(8), "importer", 1, 1, cause="a check")

FAULTS = st.lists(
    st.builds(Checks, on=PAST, role=st.just("importer"), checks=st.just(1), errors=st.just(1), disputed_on=DISPUTES), max_size=4
).map(lambda drawn: [replace(one, cause=f"check {number}") for number, one in enumerate(drawn)])
DECIDED = st.builds(Infringement, on=PAST, severity=st.sampled_from(Severity), domains=DOMAINS, disclosed=st.booleans())


def infringement(severity=MINOR, months=1, **values):
    return Infringement(ago(months), severity, FISCAL, **{"cause": "a check"} | values)


def rows(*infringements, faults=(FAULT,), sample=SAMPLE):
    facts = holder(checks=(sample, *faults), infringements=infringements)
    return {code: points(facts, code, "fiscal") for code in ("C10", "I10", "I20")}


def test_a_minor_one_counts_as_the_error_of_its_check_and_not_again():
    assert rows(infringement()) == rows()
    assert rows(infringement(cause=None))["I10"] == 2


def test_it_counts_itself_where_its_check_is_no_error_any_more():
    assert rows(infringement(), faults=())["I10"] == 2


def test_it_counts_itself_in_a_figure_that_knows_no_checks():
    facts = holder(checks=(SAMPLE, FAULT), infringements=(replace(infringement(), domains=("security",)),))

    assert points(facts, "I10", "security") == 2


def test_while_its_check_is_disputed_it_waits_with_it():
    waiting = replace(FAULT, disputed_on=TODAY)

    assert rows(infringement(), faults=[waiting]) == rows(faults=[waiting])


def test_a_serious_one_counts_in_place_of_the_error():
    assert rows(infringement(SERIOUS)) == rows(faults=[replace(FAULT, errors=0)]) | {"I20": 12}


def test_the_error_stands_where_it_is_dearer_than_a_serious_one_that_has_faded():
    faults = [replace(FAULT, checks=1, cause=f"check {number}") for number in range(4)]
    faded = [infringement(SERIOUS, 30, cause=one.cause) for one in faults]

    assert rows(*faded, faults=faults) == rows(faults=faults)


def test_a_minor_and_a_serious_one_of_one_check_count_as_the_serious_one():
    assert rows(infringement(), infringement(SERIOUS)) == rows(infringement(SERIOUS))


def linked(facts, faults, decided):
    """The same operator with these errors, and with decisions that come from them in turn."""
    causes = [one.cause for one in faults] or [None]
    known = tuple(replace(one, cause=causes[place % len(causes)]) for place, one in enumerate(decided))
    return replace(facts, checks=(*facts.checks, *faults), infringements=(*facts.infringements, *known))


@tried
@given(HOLDERS, FAULTS, st.lists(DECIDED, max_size=3), DECIDED)
def test_one_more_decision_about_a_check_never_lowers_a_figure(facts, faults, decided, more):
    never_lower(linked(facts, faults, decided), linked(facts, faults, [*decided, more]))


@tried
@given(HOLDERS, FAULTS, st.lists(DECIDED, max_size=3))
def test_who_says_that_a_decision_comes_from_a_check_never_raises_what_it_costs(facts, faults, decided):
    apart = linked(facts, faults, decided)
    free = replace(apart, infringements=tuple(replace(one, cause=None) for one in apart.infringements))

    never_lower(apart, free)


@tried
@given(HOLDERS, FAULTS, st.lists(DECIDED, max_size=3))
def test_disputing_a_check_never_costs_whatever_was_decided_about_it(facts, faults, decided):
    disputed = [replace(one, disputed_on=TODAY) for one in faults]
    counting = [replace(one, disputed_on=None) for one in faults]

    never_lower(linked(facts, disputed, decided), linked(facts, counting, decided))


@tried
@given(HOLDERS, FAULTS, st.lists(DECIDED, max_size=3))
def test_of_all_ways_to_count_each_cause_once_the_dearest_is_taken(facts, faults, decided):
    serious = [replace(one, severity=SERIOUS, cause=fault.cause) for one, fault in zip(decided, faults, strict=False)]
    told = linked(facts, faults, [])

    def with_errors_of(kept):
        checks = [one if one.cause in kept else replace(one, errors=0) for one in faults[: len(serious)]]
        others = tuple(replace(one, cause=None) for one in serious if one.cause not in kept)
        left = (*facts.checks, *checks, *faults[len(serious) :])
        return values(replace(told, checks=left, infringements=(*told.infringements, *others)))

    causes = [one.cause for one in serious]
    ways = [with_errors_of(kept) for number in range(len(causes) + 1) for kept in combinations(causes, number)]
    once = values(replace(told, infringements=(*told.infringements, *serious)))
    assert [max(figure) for figure in zip(*ways, strict=True)] == once
