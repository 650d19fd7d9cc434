from datetime import timedelta

import pytest

from app.compliance.words import Severity
from app.programme.words import Domain
from app.risk.facts import Action, Incident, IncidentKind, Infringement, InsolvencyAlert, LateNotice
from tests.risk.cases import FISCAL, NOW, SECURITY, TODAY, ago, asked, holder, points

MINOR, SERIOUS = Severity.MINOR, Severity.SERIOUS
FOUND = IncidentKind.FOUND_BY_CUSTOMS


def infringements(*months, severity=MINOR, domains=FISCAL, **values):
    return tuple(Infringement(ago(month), severity, domains, **values) for month in months)


def incidents(*months, kind=FOUND, **values):
    return tuple(Incident(ago(month), kind, **values) for month in months)


@pytest.mark.parametrize(
    ("months", "expected"),
    [([], None), ([0], 2), ([6], 2), ([7], 1), ([12], 1), ([13], 1), ([24], 1), ([25], 0), ([36], 0), ([37], None)],
)
def test_a_minor_infringement_fades_by_brackets(months, expected):
    assert points(holder(infringements=infringements(*months)), "I10", "fiscal") == expected


def test_a_row_is_summed_exactly_and_rounded_once():
    assert points(holder(infringements=infringements(25, 26, 27)), "I10", "fiscal") == 1  # 3 x 0.3, not 3 x 0


def test_minor_infringements_stop_at_their_cap():
    assert points(holder(infringements=infringements(1, 1, 2, 2, 3)), "I10", "fiscal") == 8


def test_an_infringement_counts_in_the_domain_of_its_rule():
    facts = holder(infringements=infringements(1, domains=SECURITY))

    assert (points(facts, "I10", "fiscal"), points(facts, "I10", "security")) == (None, 2)


def test_one_rule_of_both_domains_counts_in_both():
    facts = holder(infringements=infringements(1, domains=tuple(Domain)))

    assert (points(facts, "I10", "fiscal"), points(facts, "I10", "security")) == (2, 2)


@pytest.mark.parametrize(
    ("declarations", "months", "expected"),
    [
        (0, [1], 2),
        (4_999, [1, 1], 4),
        (5_000, [1], 0),
        (5_000, [1, 1], 2),
        (10_000, [1, 1], 0),
        (10_000, [1, 1, 1, 1], 2),  # twice the free rate
        (100_000, [1] * 40, 2),  # the same rate at ten times the volume
    ],
)
def test_one_in_5000_declarations_is_free_and_the_rest_counts_by_its_rate(declarations, months, expected):
    assert points(holder(infringements=infringements(*months), declarations=declarations), "I10", "fiscal") == expected


@pytest.mark.parametrize("months", [(30, 2), (2, 30)])
def test_the_oldest_take_up_what_is_free(months):
    listed = asked(holder(infringements=infringements(*months), declarations=5_000)).components

    assert next(c.fact for c in listed if c.code == "I10") == {"count": 1, "months": [2], "declarations": 5_000}


def test_an_error_disclosed_before_a_control_counts_nowhere():
    assert points(holder(infringements=infringements(1, disclosed=True)), "I10", "fiscal") is None


@pytest.mark.parametrize(("months", "expected"), [(0, 12), (6, 12), (7, 8), (13, 5), (25, 2), (37, None)])
def test_a_serious_infringement_fades_too(months, expected):
    assert points(holder(infringements=infringements(months, severity=SERIOUS)), "I20", "fiscal") == expected


def test_a_serious_infringement_opens_a_reassessment():
    assert asked(holder(infringements=infringements(1, severity=SERIOUS))).opens_reassessment
    assert not asked(holder(infringements=infringements(1))).opens_reassessment


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("victim_only", 0), ("self_reported_in_time", 0), ("measures_late", 3), ("found_by_customs", 8)],
)
def test_an_incident_costs_by_how_customs_learned_of_it(kind, expected):
    facts = holder(incidents=incidents(1, kind=IncidentKind(kind)))

    assert (points(facts, "S10", "security"), points(facts, "S10", "fiscal")) == (expected, None)


def test_incidents_stop_at_their_cap():
    assert points(holder(incidents=incidents(1, 2, 3)), "S10", "security") == 16


@pytest.mark.parametrize(("days", "expected"), [(14, None), (15, 3)])
def test_an_action_counts_after_more_than_14_days(days, expected):
    facts = holder(actions=(Action(TODAY - timedelta(days=days), SECURITY),))

    assert (points(facts, "A10", "security"), points(facts, "A10", "fiscal")) == (expected, None)


def test_overdue_actions_stop_at_their_cap():
    assert points(holder(actions=(Action(ago(2), FISCAL),) * 4), "A10", "fiscal") == 9


@pytest.mark.parametrize("count", [1, 3])
def test_late_notices_cost_once(count):
    facts = holder(late=(LateNotice(ago(1)),) * count)

    assert (points(facts, "M10", "fiscal"), points(facts, "M10", "security")) == (2, 2)


def test_a_confirmed_insolvency_alert_is_fiscal():
    facts = holder(insolvency=InsolvencyAlert(ago(1)))

    assert (points(facts, "F10", "fiscal"), points(facts, "F10", "security")) == (5, None)


@pytest.mark.parametrize(("days", "counts"), [(-1, True), (0, False), (30, False), (31, True)])
def test_a_disputed_fact_waits_for_30_days(days, counts):
    facts = holder(late=(LateNotice(ago(2), disputed_on=TODAY - timedelta(days=days)),))

    assert (points(facts, "M10", "fiscal") == 2) is counts


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("I10", {"infringements": infringements(1, domains=SECURITY, disputed_on=TODAY)}),
        ("S10", {"incidents": incidents(1, disputed_on=TODAY)}),
        ("A10", {"actions": (Action(ago(2), SECURITY, TODAY),)}),
    ],
)
def test_every_adverse_fact_may_be_disputed(code, facts):
    assert points(holder(**facts), code, "security") is None


def test_an_insolvency_alert_may_be_disputed():
    assert points(holder(insolvency=InsolvencyAlert(ago(1), TODAY)), "F10", "fiscal") is None


def test_a_serious_infringement_counts_while_disputed():
    assert points(holder(infringements=infringements(1, severity=SERIOUS, disputed_on=TODAY)), "I20", "fiscal") == 12


def test_an_infringement_and_an_incident_of_one_cause_count_once_by_the_dearer():
    facts = holder(infringements=infringements(1, domains=SECURITY, cause="seal"), incidents=incidents(1, cause="seal"))

    assert (points(facts, "I10", "security"), points(facts, "S10", "security")) == (None, 8)


def test_where_incidents_have_reached_their_cap_the_infringement_of_the_same_cause_stands():
    facts = holder(
        infringements=infringements(1, domains=SECURITY, cause="seal"), incidents=(*incidents(1, 1), *incidents(1, cause="seal"))
    )

    assert (points(facts, "I10", "security"), points(facts, "S10", "security")) == (2, 16)


@pytest.mark.parametrize(
    "facts",
    [
        {"infringements": infringements(0, domains=SECURITY)},
        {"infringements": infringements(0, severity=SERIOUS, domains=SECURITY)},
        {"incidents": incidents(0)},
        {"late": (LateNotice(TODAY),)},
        {"insolvency": InsolvencyAlert(TODAY)},
    ],
)
def test_a_fact_ahead_of_the_moment_asked_does_not_count_yet(facts):
    yesterday = NOW - timedelta(days=1)

    assert asked(holder(**facts), yesterday).figures == asked(holder(), yesterday).figures
