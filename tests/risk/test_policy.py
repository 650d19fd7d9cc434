import json
from copy import deepcopy
from importlib.resources import files

import pytest

from app.programme.rules import of_country
from app.programme.words import Domain
from app.risk.facts import Status
from app.risk.policy import InvalidPolicy, load, read

CONTENT = json.loads(files("app.risk").joinpath("policies", "2026.1.json").read_text("utf-8"))


def changed(change):
    content = deepcopy(CONTENT)
    change(content)
    return content


def rule(content, code):
    return next(rule for rule in content["rules"] if rule["code"] == code)


def test_a_policy_in_force_is_never_changed():
    assert load("2026.1").sha256 == "dd469bd81fe4dc7454114f55f15166d98042e8913fe838e96b422bee4f47cc2a"


def test_a_policy_is_read_once_in_a_process():
    assert load("2026.1") is load("2026.1")


def test_the_best_that_can_be_reached_stops_at_the_floor():
    assert load("2026.1").best == {Domain.FISCAL: -30, Domain.SECURITY: -24}


def test_what_the_country_is_told_of_the_policy_is_what_counts():
    assert load("2026.1").overdue_after == rule(CONTENT, "A10")["after_days"]
    assert load("2026.1").cycle_months == of_country("zz").cycle.validation_months


def test_every_status_but_valid_has_its_gate():
    gates = {status: gate.code for status, gate in load("2026.1").gate_of.items()}

    assert gates == {
        Status.VALID: "G09",
        Status.SUSPENDED: "G02",
        Status.ON_HOLD: "G02",
        Status.EXPIRED: "G03",
        Status.WITHDRAWN: "G03",
        Status.WITHDRAWN_UNDER_PROCEDURE: "G03",
        Status.SUPERSEDED: "G03",
        Status.ANNULLED: "G03",
        Status.NOT_YET_VALID: "G04",
        Status.NEVER: "G04",
        Status.REVOKED: "G05",
        Status.UNKNOWN: "G09",
    }


def test_an_unknown_kind_of_rule_is_named_with_the_kinds_there_are():
    content = changed(lambda content: content["rules"][5].update(kind="astrology"))

    with pytest.raises(InvalidPolicy, match=r"rules\.5: there is no kind of rule 'astrology'; the kinds are 'base', 'flat', .*"):
        read(content)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda c: rule(c, "T10").update(steps=[{"at_least": 1, "points": -1}, {"at_least": 3, "points": -3}]),
            "T10: the steps must go",
        ),
        (
            lambda c: rule(c, "V10").update(steps=[{"up_to": [1, 1], "points": -1}, {"up_to": [2, 1], "points": -2}]),
            "V10: the steps must go",
        ),
        (lambda c: rule(c, "C10").update(above=-9), "C10: the steps must go"),
        (lambda c: rule(c, "C10").update(peers_per_10000={"IMP": 400}), 'needs a mean for "any" role'),
        (lambda c: rule(c, "S10")["points"].update(measures_late=9), "found by customs must cost at least"),
        (lambda c: rule(c, "S10")["points"].pop("victim_only"), "S10: give points for victim_only"),
        (lambda c: rule(c, "B10").update(both=-15), "B10: holding both must earn at least"),
        (lambda c: rule(c, "A10").update(each=-3), r"rules\.\d+\.overdue\.each: .* greater than or equal to 0"),
        (lambda c: rule(c, "A10").update(each=0.5), "No canonical form for 0.5"),
        (lambda c: rule(c, "A10").update(colour="red"), "colour: Extra inputs are not permitted"),
        (lambda c: c["rules"].append(rule(c, "A10")), "A10: more than one rule for the same figure"),
        (lambda c: rule(c, "A10").update(code="G02"), "stands for a gate"),
        (lambda c: c["ageing"].reverse(), "ageing: the steps must go"),
        (lambda c: c["bands"].reverse(), "bands: the steps must go"),
        (lambda c: c.update(range=[0, -50]), "range: the lower end comes first"),
        (lambda c: c.update(approver=c["author"]), "different people"),
        (lambda c: c["gates"][0].update(points=1), "the points must lie in the range"),
        (lambda c: c["gates"].pop(), "answer for an unknown status"),
        (lambda c: c.pop("threshold"), "threshold: Field required"),
    ],
)
def test_a_policy_that_could_pay_for_worse_facts_or_lacks_a_part_is_refused(change, told):
    with pytest.raises(InvalidPolicy, match=told):
        read(changed(change))
