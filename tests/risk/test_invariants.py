"""What must hold for every operator, however it stands: found by trying, not by thinking of cases."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.compliance.words import Severity
from app.programme.words import AuthorisationType, Domain
from app.risk.canonical import canonical
from app.risk.facts import Checks, Facts, Incident, IncidentKind, Infringement, Status
from tests.risk.cases import NOW, TODAY, asked, authorisation
from tests.risk.drawn import ACTIONS, ALERTS, ANY, DOMAINS, HOLDERS, INCIDENTS, INFRINGEMENTS, NOTICES, PARTS, PAST, SHIPMENTS

tried = settings(max_examples=100, derandomize=True)


def values(facts, at=NOW):
    """The figures, and what they would be without clamp and floor."""
    modifier = asked(facts, at)
    raw = {
        figure: sum(c.points for c in modifier.components if c.figure is figure and c.code not in {"R90", "R91"})
        for figure in Domain
    }
    return [*(figure.value for figure in modifier.figures.values()), *raw.values()]


def never_lower(better, worse):
    assert all(high >= low for high, low in zip(values(worse), values(better), strict=True))


@tried
@given(ANY)
def test_every_figure_is_bounded(facts):
    modifier = asked(facts)

    assert all(-50 <= figure.value <= 0 for figure in modifier.figures.values())
    assert modifier.modifier == max(figure.value for figure in modifier.figures.values())


@tried
@given(ANY)
def test_components_clamp_and_floor_add_up_to_what_is_published(facts):
    modifier = asked(facts)

    for domain, figure in modifier.figures.items():
        assert sum(c.points for c in modifier.components if c.figure is domain) == figure.value
    assert all(c.lost == c.points - c.best >= 0 for c in modifier.components)


@tried
@given(ANY)
def test_what_is_not_valid_earns_nothing(facts):
    valid = {a.type for a in facts.authorisations if a.at(NOW) is Status.VALID}
    figures = asked(facts).figures

    assert figures[Domain.FISCAL].value == 0 or valid
    assert figures[Domain.SECURITY].value == 0 or AuthorisationType.AEOS in valid


@tried
@given(ANY, st.randoms(use_true_random=False))
def test_the_same_input_gives_the_same_bytes(facts, random):
    def shuffled(items):
        return tuple(random.sample(items, len(items)))

    turned = replace(
        facts,
        infringements=shuffled(facts.infringements),
        incidents=shuffled(facts.incidents),
        checks=shuffled(facts.checks),
        suspended_parts=shuffled(facts.suspended_parts),
    )
    again = Facts.from_dict(turned.to_dict())

    assert canonical(asked(again).to_json()) == canonical(asked(facts).to_json())


@tried
@given(HOLDERS, INFRINGEMENTS)
def test_one_infringement_more_never_lowers_a_figure(facts, infringement):
    never_lower(facts, replace(facts, infringements=(*facts.infringements, infringement)))


@tried
@given(HOLDERS, INCIDENTS)
def test_one_incident_more_never_lowers_a_figure(facts, incident):
    never_lower(facts, replace(facts, incidents=(*facts.incidents, incident)))


@tried
@given(HOLDERS, ACTIONS)
def test_one_action_more_never_lowers_a_figure(facts, action):
    never_lower(facts, replace(facts, actions=(*facts.actions, action)))


@tried
@given(HOLDERS, NOTICES)
def test_one_late_notice_more_never_lowers_a_figure(facts, notice):
    never_lower(facts, replace(facts, late=(*facts.late, notice)))


@tried
@given(HOLDERS, ALERTS)
def test_insolvency_never_lowers_a_figure(facts, alert):
    never_lower(replace(facts, insolvency=None), replace(facts, insolvency=alert))


@tried
@given(HOLDERS, st.integers(0, 3))
def test_more_errors_in_as_many_checks_never_lower_a_figure(facts, which):
    assume(which < len(facts.checks))
    sample = facts.checks[which]
    worse = replace(sample, errors=sample.errors + 1)

    never_lower(facts, replace(facts, checks=(*facts.checks[:which], worse, *facts.checks[which + 1 :])))


@tried
@given(HOLDERS, PAST)
def test_a_clean_check_never_costs(facts, on):
    never_lower(replace(facts, checks=(*facts.checks, Checks(on, "IMP", 1, 0))), facts)


@tried
@given(HOLDERS)
def test_a_postponed_or_refused_validation_never_lowers_a_figure(facts):
    never_lower(facts, replace(facts, validation_postponed=facts.validation_postponed + 1))
    never_lower(replace(facts, validation_refused=False), replace(facts, validation_refused=True))


@tried
@given(HOLDERS, PAST, st.integers(1, 800))
def test_an_older_validation_and_a_shorter_standing_never_lower_a_figure(facts, day, days):
    older = day - timedelta(days=days)
    never_lower(replace(facts, last_validated_on=day), replace(facts, last_validated_on=older))
    never_lower(replace(facts, last_validated_on=older), replace(facts, last_validated_on=None))

    def since(start):
        return replace(facts, authorisations=tuple(replace(a, held_since=start) for a in facts.authorisations))

    never_lower(since(older), since(day))


@tried
@given(HOLDERS, st.integers(1, 50_000))
def test_fewer_declarations_with_the_same_infringements_never_lower_a_figure(facts, fewer):
    never_lower(facts, replace(facts, declarations=max(0, facts.declarations - fewer)))


@tried
@given(HOLDERS, st.integers(0, 1))
def test_losing_an_authorisation_never_lowers_the_modifier(facts, which):
    assume(which < len(facts.authorisations))
    left = tuple(a for place, a in enumerate(facts.authorisations) if place != which)
    before, after = asked(facts), asked(replace(facts, authorisations=left))

    assert after.modifier >= before.modifier


@tried
@given(HOLDERS)
def test_to_dispute_never_costs(facts):
    disputed = replace(
        facts,
        infringements=tuple(replace(i, disputed_on=TODAY) for i in facts.infringements),
        incidents=tuple(replace(i, disputed_on=TODAY) for i in facts.incidents),
        actions=tuple(replace(a, disputed_on=TODAY) for a in facts.actions),
        late=tuple(replace(n, disputed_on=TODAY) for n in facts.late),
        insolvency=facts.insolvency and replace(facts.insolvency, disputed_on=TODAY),
        checks=tuple(replace(c, disputed_on=TODAY) for c in facts.checks),
    )

    never_lower(disputed, facts)


@tried
@given(HOLDERS, INCIDENTS, st.sampled_from(IncidentKind))
def test_disclosing_an_incident_never_costs_more_than_being_found(facts, incident, kind):
    told, found = replace(incident, kind=kind), replace(incident, kind=IncidentKind.FOUND_BY_CUSTOMS)

    never_lower(replace(facts, incidents=(*facts.incidents, told)), replace(facts, incidents=(*facts.incidents, found)))


@tried
@given(HOLDERS, INFRINGEMENTS)
def test_disclosing_an_infringement_never_costs_more_than_being_found(facts, infringement):
    told, found = replace(infringement, disclosed=True), replace(infringement, disclosed=False)

    never_lower(
        replace(facts, infringements=(*facts.infringements, told)), replace(facts, infringements=(*facts.infringements, found))
    )


@tried
@given(HOLDERS, INFRINGEMENTS, INCIDENTS, st.randoms(use_true_random=False))
def test_another_fact_of_a_cause_already_known_never_lowers_a_figure(facts, infringement, incident, random):
    known, new = random.sample([infringement, incident], 2)

    def with_these(*affairs):
        affairs = [replace(a, cause="one affair") for a in affairs]
        return replace(
            facts,
            infringements=(*facts.infringements, *(a for a in affairs if isinstance(a, Infringement))),
            incidents=(*facts.incidents, *(a for a in affairs if isinstance(a, Incident))),
        )

    never_lower(with_these(known), with_these(known, new))


@tried
@given(
    st.integers(5_000, 50_000),
    st.lists(st.builds(Infringement, on=PAST, severity=st.just(Severity.MINOR), domains=DOMAINS), max_size=12).map(tuple),
)
def test_ten_times_the_volume_at_the_same_rates_moves_no_figure_by_more_than_one(declarations, minor):
    held = (authorisation("aeoc"), authorisation("aeos"))
    firm = Facts(held, last_validated_on=TODAY, declarations=declarations, infringements=minor)
    larger = replace(firm, declarations=10 * declarations, infringements=minor * 10)

    assert all(abs(a - b) <= 1 for a, b in zip(values(firm), values(larger), strict=True))


@tried
@given(ANY, st.integers(0, 100))
def test_nothing_changes_before_the_step_that_was_announced(facts, percent):
    now = asked(facts)
    last = (now.next_change_at or NOW + timedelta(days=400)) - timedelta(seconds=1)
    later = NOW + (last - NOW) * percent / 100
    then = asked(facts, later)

    assert then.figures == now.figures
    assert [(c.code, c.figure, c.points) for c in then.components] == [(c.code, c.figure, c.points) for c in now.components]
    assert then.reasons == now.reasons
    assert then.suspended_parts == now.suspended_parts


@tried
@given(ANY, SHIPMENTS)
def test_what_a_shipment_meets_changes_only_where_it_was_announced(facts, shipment):
    now = asked(facts, asked=shipment)
    last = (now.next_change_at or NOW + timedelta(days=400)) - timedelta(seconds=1)

    assert asked(facts, last, asked=shipment).figures == now.figures


@tried
@given(HOLDERS, PARTS, SHIPMENTS)
def test_suspending_a_part_never_lowers_what_a_shipment_meets(facts, part, shipment):
    worse = replace(facts, suspended_parts=(*facts.suspended_parts, part))

    for figure in Domain:
        assert asked(worse, asked=shipment).figures[figure].value >= asked(facts, asked=shipment).figures[figure].value


@tried
@given(HOLDERS, PARTS)
def test_suspending_a_part_changes_nothing_of_what_is_asked_of_the_whole(facts, part):
    worse = replace(facts, suspended_parts=(*facts.suspended_parts, part))

    assert values(worse) == values(facts)
    assert asked(worse).reasons == asked(facts).reasons


@tried
@given(ANY)
def test_an_answer_ends_at_its_next_step_and_is_due_before_it_ends(facts):
    modifier = asked(facts)

    assert NOW < modifier.due_at <= modifier.valid_until <= NOW + timedelta(days=7)
    assert modifier.next_change_at is None or NOW < modifier.valid_until <= modifier.next_change_at


@tried
@given(HOLDERS, INCIDENTS, INFRINGEMENTS)
def test_two_facts_at_once_count_like_one_after_the_other(facts, incident, infringement):
    first = replace(facts, incidents=(*facts.incidents, incident))
    both = replace(first, infringements=(*first.infringements, infringement))

    never_lower(first, both)
    never_lower(replace(facts, infringements=(*facts.infringements, infringement)), both)
