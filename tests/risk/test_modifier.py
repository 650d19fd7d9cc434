from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.compliance.words import Severity
from app.programme.words import Domain
from app.risk.canonical import canonical
from app.risk.facts import Action, Facts, Incident, IncidentKind, Infringement, Status, Step
from tests.risk.cases import FISCAL, NOW, POLICY, SECURITY, TODAY, ago, asked, authorisation, checks, holder, value

EXAMPLE = holder(
    checks=checks(12),
    infringements=(Infringement(date(2026, 6, 1), Severity.MINOR, FISCAL),),
    actions=(Action(date(2026, 10, 1), SECURITY),),
)


def component(code, figure, points, best, fact):
    return {"code": code, "figure": figure, "points": points, "best": best, "lost": points - best, "fact": fact}


def test_the_example_of_the_design_comes_out_to_the_letter():
    assert asked(EXAMPLE).to_json() == {
        "modifier": -20,
        "figures": {"fiscal": {"value": -21, "band": "A"}, "security": {"value": -20, "band": "A"}},
        "range": [-50, 0],
        "policy": {"id": "2026.1", "sha256": POLICY.sha256},
        "computed_at": "2026-11-05T09:58:11Z",
        "next_change_at": "2027-01-01T00:00:00Z",
        "valid_until": "2026-11-12T09:58:11Z",
        "components": [
            component("B10", "fiscal", -16, -16, {"valid": ["aeoc", "aeos"]}),
            component("T10", "fiscal", -3, -4, {"years": 3}),
            component("V10", "fiscal", -4, -4, {"months": 14, "cycle": 36}),
            component("C10", "fiscal", 0, -8, {"checks": 12, "errors": 0}),
            component("I10", "fiscal", 2, 0, {"count": 1, "months": [5]}),
            component("B10", "security", -16, -16, {"valid": ["aeoc", "aeos"]}),
            component("T10", "security", -3, -4, {"years": 3}),
            component("V10", "security", -4, -4, {"months": 14, "cycle": 36}),
            component("A10", "security", 3, 0, {"overdue": 1}),
        ],
        "reasons": ["C10", "A10", "I10", "T10"],
    }


def test_the_modifier_is_the_weaker_figure():
    assert asked(holder(checks=checks(50))).modifier == value(holder(), "security") == -23


def test_a_clean_firm_with_a_thin_record_and_three_years_reaches_the_best_band():
    assert {figure.band for figure in asked(holder()).figures.values()} == {"A"}


@pytest.mark.parametrize(
    ("points", "band"), [(-30, "A"), (-20, "A"), (-19, "B"), (-12, "B"), (-11, "C"), (-5, "C"), (-4, "D"), (0, "D")]
)
def test_bands_include_their_limits(points, band):
    assert POLICY.band_of(points) == band


def test_a_sum_above_zero_is_published_as_zero_with_its_own_row_and_opens_a_reassessment():
    facts = holder("aeos", incidents=tuple(Incident(TODAY, IncidentKind.FOUND_BY_CUSTOMS) for _ in range(2)), infringements=(
        Infringement(TODAY, Severity.SERIOUS, SECURITY),
    ))  # fmt: skip
    modifier = asked(facts)
    listed = [c for c in modifier.components if c.figure is Domain.SECURITY]

    assert (modifier.figures[Domain.SECURITY].value, modifier.figures[Domain.SECURITY].band) == (0, "D")
    assert (listed[-1].code, listed[-1].points, sum(c.points for c in listed)) == ("R90", -5, 0)
    assert modifier.opens_reassessment


def test_at_most_four_reasons_are_given():
    facts = replace(EXAMPLE, validation_refused=True, last_validated_on=ago(60))

    assert asked(facts).reasons == ("C10", "V11", "V10", "A10")


def test_reasons_with_equal_loss_stand_in_the_order_of_the_table():
    actions = (Action(ago(2), FISCAL),) * 2  # A10 loses 6, V11 too
    facts = holder(checks=checks(50), actions=actions, validation_refused=True)

    assert asked(facts).reasons == ("V11", "A10", "T10")


def test_nothing_lost_needs_no_reason():
    assert (
        asked(
            holder(authorisations=(authorisation("aeoc", since=ago(80)), authorisation("aeos", since=ago(80))), checks=checks(50))
        ).reasons
        == ()
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"infringements": (Infringement(ago(5), Severity.MINOR, FISCAL),)}, "2027-01-05"),
        ({"incidents": (Incident(ago(36), IncidentKind.FOUND_BY_CUSTOMS),)}, "2026-12-05"),
        ({"incidents": (Incident(ago(0, -3), IncidentKind.FOUND_BY_CUSTOMS),)}, "2026-11-08"),
        ({"last_validated_on": ago(0, -3)}, "2026-11-08"),
        ({"last_validated_on": ago(36)}, "2026-12-05"),
        ({"last_validated_on": ago(48, 5)}, "2026-11-30"),
        ({"checks": checks(50, months=36)}, "2026-12-05"),
        ({"actions": (Action(TODAY, FISCAL),)}, "2026-11-20"),
        ({"incidents": (Incident(TODAY, IncidentKind.VICTIM_ONLY, disputed_on=TODAY),)}, "2026-12-06"),
        ({"authorisations": (authorisation("aeoc", since=date(2023, 11, 6)),)}, "2026-11-06"),
    ],
)
def test_the_next_step_is_known_ahead(facts, expected):
    assert asked(holder(**facts)).next_change_at == datetime.combine(date.fromisoformat(expected), datetime.min.time(), UTC)


def test_without_a_step_ahead_an_answer_holds_seven_days_and_is_due_a_day_before():
    modifier = asked(Facts())

    assert modifier.next_change_at is None
    assert (modifier.valid_until - NOW, modifier.due_at - NOW) == (timedelta(days=7), timedelta(days=6))


def test_a_step_within_the_week_ends_the_answer():
    at = NOW + timedelta(days=3)
    modifier = asked(holder(authorisations=(authorisation("aeoc", then=(Step(at, Status.EXPIRED),)),)))

    assert (modifier.next_change_at, modifier.valid_until) == (at, at)
    assert modifier.due_at == at - timedelta(days=1)


def test_on_the_last_day_the_answer_is_due_at_the_step_itself_and_not_again_and_again():
    at = NOW + timedelta(hours=5)

    assert asked(holder(authorisations=(authorisation("aeoc", then=(Step(at, Status.EXPIRED),)),))).due_at == at


@pytest.mark.parametrize(("seconds", "gate"), [(-1, "G02"), (0, None), (1, None)])
def test_a_suspension_with_an_end_gives_the_credit_back_at_that_moment(seconds, gate):
    until = NOW + timedelta(days=2)
    facts = holder(authorisations=(authorisation("aeoc", Status.SUSPENDED, then=(Step(until, Status.VALID),)),))

    assert asked(facts, until + timedelta(seconds=seconds)).figures[Domain.FISCAL].gate == gate


def test_a_grant_takes_effect_and_expires_by_itself():
    begins, ends = NOW + timedelta(days=5), NOW + timedelta(days=400)
    steps = (Step(ends, Status.EXPIRED), Step(begins, Status.VALID))
    facts = holder(authorisations=(authorisation("aeoc", Status.NOT_YET_VALID, since=None, then=steps),))

    codes = [asked(facts, at).figures[Domain.FISCAL].gate for at in (NOW, begins, ends)]

    assert codes == ["G04", None, "G03"]


def test_the_same_facts_in_another_order_are_the_same_input():
    facts = replace(EXAMPLE, incidents=(Incident(ago(3), IncidentKind.VICTIM_ONLY), Incident(ago(9), IncidentKind.MEASURES_LATE)))
    turned = replace(facts, incidents=facts.incidents[::-1], authorisations=facts.authorisations[::-1])

    assert facts.sha256 == turned.sha256
    assert canonical(asked(facts).to_json()) == canonical(asked(turned).to_json())


def test_a_computation_can_be_replayed_from_what_was_stored():
    replayed = Facts.from_dict(EXAMPLE.to_dict())

    assert asked(replayed) == asked(EXAMPLE)
