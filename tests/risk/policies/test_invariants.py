"""What must hold under every policy the portal comes with, not only under the default one.

Two of the default's do not hold under each, by intent. "Not valid = 0": under a policy with a negative end who has no standing
may be charged, never credited. "More volume at the same rate": only a rule with `free_per` promises it.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.programme.words import AuthorisationType, Domain
from app.risk.canonical import canonical
from app.risk.engine import compute, figures
from app.risk.facts import Facts, IncidentKind, Score, Status
from app.risk.policy import example, load
from app.risk.standing import RESTS_ON
from tests.risk.cases import NOW, TODAY
from tests.risk.drawn import ACTIONS, ALERTS, ANY, HOLDERS, INCIDENTS, INFRINGEMENTS, NOTICES, PAST
from tests.risk.policies.test_examples import EXAMPLES

tried = settings(max_examples=40, derandomize=True)
under_each = pytest.mark.parametrize("policy", [load(), *map(example, EXAMPLES)], ids=lambda policy: policy.id)
SCORES = st.dictionaries(st.sampled_from(["compliance", "internal_control"]), st.integers(60, 100)).map(
    lambda drawn: tuple(Score(of, points) for of, points in drawn.items())
)
GRADES = st.none() | st.just("tier_3")


def values(policy, facts, at=NOW):
    return [figure.value for figure in figures(facts, policy, at).values()]


def never_lower(policy, better, worse):
    assert all(high >= low for high, low in zip(values(policy, worse), values(policy, better), strict=True))


def assessed(facts, scores, grade):
    return replace(facts, scores=scores, authorisations=tuple(replace(a, grade=grade) for a in facts.authorisations))


@under_each
@tried
@given(facts=ANY, scores=SCORES, grade=GRADES)
def test_every_figure_is_bounded_and_the_sum_of_its_parts(policy, facts, scores, grade):
    modifier = compute(assessed(facts, scores, grade), policy, NOW)

    for domain, figure in modifier.figures.items():
        assert policy.range[0] <= figure.value <= policy.range[1]
        assert sum(c.points for c in modifier.components if c.figure is domain) == figure.value
    assert all(c.lost >= 0 for c in modifier.components)
    assert modifier.modifier == max(figure.value for figure in modifier.figures.values())


@under_each
@tried
@given(facts=ANY)
def test_what_is_not_valid_earns_nothing(policy, facts):
    valid = {a.type for a in facts.authorisations if a.at(NOW) is Status.VALID}
    for domain, figure in figures(facts, policy, NOW).items():
        if not valid & set(RESTS_ON[domain]):
            assert figure.value >= 0 if figure.gate and policy.range[1] > 0 else figure.value == 0


@under_each
@tried
@given(facts=ANY, scores=SCORES, grade=GRADES)
def test_the_same_input_gives_the_same_bytes(policy, facts, scores, grade):
    given = assessed(facts, scores, grade)
    again = Facts.from_dict(given.to_dict())

    assert canonical(compute(again, policy, NOW).to_json()) == canonical(compute(given, policy, NOW).to_json())


@under_each
@tried
@given(facts=ANY, infringement=INFRINGEMENTS, incident=INCIDENTS, action=ACTIONS)
def test_one_more_bad_fact_never_lowers_a_figure(policy, facts, infringement, incident, action):
    never_lower(policy, facts, replace(facts, infringements=(*facts.infringements, infringement)))
    never_lower(policy, facts, replace(facts, incidents=(*facts.incidents, incident)))
    never_lower(policy, facts, replace(facts, actions=(*facts.actions, action)))


@under_each
@tried
@given(facts=ANY, notice=NOTICES, alert=ALERTS)
def test_one_more_neglect_never_lowers_a_figure(policy, facts, notice, alert):
    never_lower(policy, facts, replace(facts, late=(*facts.late, notice)))
    never_lower(policy, replace(facts, insolvency=None), replace(facts, insolvency=alert))


@under_each
@tried
@given(facts=HOLDERS, day=PAST, days=st.integers(1, 800))
def test_an_older_validation_and_a_shorter_standing_never_lower_a_figure(policy, facts, day, days):
    older = day - timedelta(days=days)
    never_lower(policy, replace(facts, last_validated_on=day), replace(facts, last_validated_on=older))

    def since(start):
        return replace(facts, authorisations=tuple(replace(a, held_since=start) for a in facts.authorisations))

    never_lower(policy, since(older), since(day))


@under_each
@tried
@given(facts=HOLDERS, scores=SCORES, less=st.integers(1, 40))
def test_a_lower_score_or_no_grade_never_lowers_a_figure(policy, facts, scores, less):
    fewer = tuple(replace(score, points=score.points - less) for score in scores)

    never_lower(policy, assessed(facts, scores, None), assessed(facts, fewer, None))
    never_lower(policy, assessed(facts, scores, "tier_3"), assessed(facts, scores, None))


@under_each
@tried
@given(facts=HOLDERS, infringement=INFRINGEMENTS, incident=INCIDENTS, kind=st.sampled_from(IncidentKind))
def test_disclosing_never_costs_more_than_being_found(policy, facts, infringement, incident, kind):
    def with_(infringement, incident):
        return replace(facts, infringements=(*facts.infringements, infringement), incidents=(*facts.incidents, incident))

    told = with_(replace(infringement, disclosed=True), replace(incident, kind=kind))
    found = with_(replace(infringement, disclosed=False), replace(incident, kind=IncidentKind.FOUND_BY_CUSTOMS))

    never_lower(policy, told, found)


@under_each
@tried
@given(facts=HOLDERS, which=st.integers(0, 1))
def test_losing_an_authorisation_never_lowers_a_figure(policy, facts, which):
    left = tuple(a for place, a in enumerate(facts.authorisations) if place != which)

    assert max(values(policy, replace(facts, authorisations=left))) >= max(values(policy, facts))


@under_each
@tried
@given(facts=ANY, percent=st.integers(0, 100))
def test_nothing_changes_before_the_step_that_was_announced(policy, facts, percent):
    now = compute(facts, policy, NOW)
    last = (now.next_change_at or NOW + timedelta(days=400)) - timedelta(seconds=1)
    then = compute(facts, policy, NOW + (last - NOW) * percent / 100)

    assert then.figures == now.figures
    assert then.reasons == now.reasons


@under_each
@tried
@given(facts=ANY)
def test_a_disputed_fact_never_costs(policy, facts):
    disputed = replace(facts, infringements=tuple(replace(i, disputed_on=TODAY) for i in facts.infringements))

    never_lower(policy, disputed, facts)


def test_the_types_of_this_file_are_the_ones_of_the_programme():
    assert set(RESTS_ON) == set(Domain)
    assert {kind for kinds in RESTS_ON.values() for kind in kinds} == set(AuthorisationType)
