"""What real programmes do, said as data: each example policy with cases whose figures anybody can check by hand."""

from dataclasses import replace
from importlib.resources import files

import pytest

from app.programme.words import Domain
from app.risk.engine import Shipment, compute
from app.risk.facts import Authorisation, Covered, Facts, Infringement, Score, Severity, Status
from app.risk.policies.text import parse, sound
from app.risk.policy import InvalidPolicy, example
from app.risk.words import hint_of, words_of
from app.web.credit import label, sentence
from tests.risk.cases import FISCAL, NOW, ago, authorisation, holder, with_status

EXAMPLES = ["china", "eu", "korea", "us-2005", "us-2006"]
BOTH = tuple(Domain)


def told(name, facts, **asked):
    """Fiscal and security figure."""
    modifier = compute(facts, example(name), NOW, Shipment(**asked))
    return [modifier.figures[figure].value for figure in Domain]


def bands(name, facts):
    return [compute(facts, example(name), NOW).figures[figure].band for figure in Domain]


def graded(grade):
    return holder(authorisations=(replace(authorisation("aeos"), grade=grade),))


def scored(**points):
    return replace(holder(), scores=tuple(Score(of, given) for of, given in points.items()))


def paper_only():
    return Facts((Authorisation(authorisation("aeos").type, Status.VALID, provisional=True),))


def convicted(severity=Severity.SERIOUS, months=3, facts=None):
    return replace(facts or Facts(), infringements=(Infringement(ago(months), severity, BOTH),))


def test_every_example_is_shown_here():
    shipped = files("app.risk").joinpath("policies", "examples").iterdir()

    assert sorted(one.name.removesuffix(".json") for one in shipped) == EXAMPLES


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_could_be_proposed_as_it_is(name):
    text = files("app.risk").joinpath("policies", "examples", f"{name}.json").read_text("utf-8")

    assert sound(parse(text)).sha256 == example(name).sha256


@pytest.mark.parametrize(
    ("facts", "security"),
    [(holder("aeos"), -125), (paper_only(), -75), (with_status(holder("aeos"), "suspended"), 0), (Facts(), 0)],
    ids=["certified and validated", "certified only", "suspended", "no member"],
)
def test_us_2005_a_member_that_was_not_validated_has_75_instead_of_125(facts, security):
    assert told("us-2005", facts) == [0, security]


@pytest.mark.parametrize(
    ("facts", "security"),
    [(paper_only(), -38), (holder("aeos"), -76), (graded("tier_3"), -124), (with_status(holder("aeos"), "revoked"), 0)],
    ids=["tier 1", "tier 2", "tier 3", "removed"],
)
def test_us_2006_the_statute_caps_the_first_tier_at_a_fifth_of_the_threshold(facts, security):
    assert told("us-2006", facts) == [0, security]


def test_us_2006_the_cap_is_told_as_a_component():
    told = compute(paper_only(), example("us-2006"), NOW).components

    assert [(c.code, c.points) for c in told] == [("B12", -75), ("R91", 37)]


@pytest.mark.parametrize(
    ("facts", "figures"),
    [
        (holder("aeoc"), [-20, 0]),
        (holder("aeos"), [0, -20]),
        (holder(), [-20, -20]),
        (with_status(holder(), "suspended", "valid"), [0, -20]),
        (with_status(holder(), "valid", "suspended"), [-20, 0]),
    ],
    ids=["AEOC", "AEOS", "both", "AEOC suspended", "AEOS suspended"],
)
def test_eu_each_type_earns_in_its_own_domain(facts, figures):
    assert told("eu", facts) == figures


@pytest.mark.parametrize(
    ("role", "figures"),
    [("importer", [-32, -20]), ("customs_broker", [-24, -20]), ("freight_forwarder", [-20, -28]), (None, [-20, -20])],
)
def test_eu_the_credit_differs_by_role_and_who_names_none_has_the_least(role, figures):
    facts = replace(holder(), covered=Covered(roles=("importer", "customs_broker", "freight_forwarder")))

    assert told("eu", facts, role=role) == figures


@pytest.mark.parametrize(
    ("facts", "figures", "named"),
    [
        (holder(), [-48, -48], ["certified", "certified"]),
        (Facts(), [0, 0], [None, None]),
        (convicted(), [60, 60], ["discredited", "discredited"]),
        (convicted(Severity.MINOR), [5, 5], ["watched", "watched"]),
        (convicted(months=25), [0, 0], [None, None]),
        (convicted(facts=with_status(holder(), "revoked", "revoked")), [60, 60], ["discredited", "discredited"]),
        (convicted(facts=with_status(holder(), "unknown", "unknown")), [0, 0], [None, None]),
    ],
    ids=["certified", "ordinary", "discredited", "watched", "after two years", "revoked and convicted", "not known"],
)
def test_china_a_fifth_for_certified_businesses_and_a_negative_end(facts, figures, named):
    assert (told("china", facts), bands("china", facts)) == (figures, named)


def test_china_the_credit_follows_the_table_that_was_measured():
    policy = example("china")

    assert [policy.credit_for(percent) for percent in (12, 19, 20, 44, 100)] == [-60, -60, -48, -48, 0]


@pytest.mark.parametrize(
    ("scores", "points"),
    [
        ({"compliance": 95, "internal_control": 80}, -50),
        ({"compliance": 94, "internal_control": 80}, -40),
        ({"compliance": 90, "internal_control": 100}, -40),
        ({"compliance": 89, "internal_control": 80}, -30),
        ({"compliance": 79, "internal_control": 80}, 0),
        ({"compliance": 99, "internal_control": 79}, 0),
        ({"compliance": 99}, 0),
        ({}, 0),
    ],
)
def test_korea_the_score_makes_the_grade_and_internal_control_is_a_must(scores, points):
    assert told("korea", scored(**scores)) == [points, points]


def test_korea_what_is_lacking_is_said():
    [first, *_] = compute(scored(compliance=92, internal_control=70), example("korea"), NOW).components

    assert first.fact == {"compliance": 92, "grade": None, "lacking": ["internal_control"]}


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("facts", [holder(), scored(compliance=92, internal_control=70), convicted(), paper_only()])
def test_every_part_is_told_in_words(name, facts):
    policy = example(name)
    for part in compute(facts, policy, NOW).components:
        assert words_of(part.code, policy).text
        assert label(part.code, part.fact, policy)
        assert sentence(part.code, part.fact, policy)
        assert part.lost == 0 or part.code in ("R90", "R91") or hint_of(part.code, policy, part.fact, for_officers=True)


def refused(content, told):
    from app.risk.policy import read

    with pytest.raises(InvalidPolicy, match=told):
        read(content)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("korea", lambda c: c["rules"][0]["steps"].reverse(), "B14: the steps must go"),
        ("korea", lambda c: c["rules"][0].update(otherwise=-60), "B14: the steps must go"),
        ("us-2006", lambda c: c["rules"][0].update(otherwise=-130), "B13: the steps must go"),
        ("eu", lambda c: c["rules"][2].update(points={}), "at least 1 item"),
        ("china", lambda c: c["selection"].reverse(), "selection: the steps must go"),
        ("china", lambda c: c["rules"][0].update(percent_of_average=5), "B16: selection names no points"),
        ("china", lambda c: c["rules"][0].update(standings=["none"]), "B16: only facts that cost count"),
        ("china", lambda c: c["bands"].pop(), "bands: the last one must reach"),
        ("china", lambda c: c["gates"][0].update(points=-5), "who is not valid gets no credit"),
        ("us-2005", lambda c: c["rules"][1].update(code="B10", figures=["fiscal"]), "a code stands for one kind of rule"),
        ("us-2005", lambda c: c.update(id="Two Words"), "id: String should match"),
    ],
)
def test_a_policy_that_would_pay_for_less_is_refused(name, change, said):
    import json

    content = json.loads(files("app.risk").joinpath("policies", "examples", f"{name}.json").read_text("utf-8"))
    change(content)

    refused(content, said)


def test_fiscal_decisions_do_not_move_the_security_figure():
    one = replace(Facts(), infringements=(Infringement(ago(3), Severity.SERIOUS, FISCAL),))

    assert told("china", one) == [60, 0]
