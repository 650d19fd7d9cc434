import pytest

from app.programme.words import Domain
from app.risk.engine import Shipment
from app.risk.facts import UNKNOWN, Covered, Facts, Partner, Status
from tests.risk.cases import asked, authorisation, checks, holder, points, value, with_status

GATES = {
    "suspended": "G02",
    "on_hold": "G02",
    "expired": "G03",
    "withdrawn": "G03",
    "withdrawn_under_procedure": "G03",
    "superseded": "G03",
    "annulled": "G03",
    "not_yet_valid": "G04",
    "never": "G04",
    "revoked": "G05",
    "unknown": "G09",
}


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.VALID])
def test_whatever_is_not_valid_gives_zero_and_nothing_else_is_computed(status):
    modifier = asked(with_status(holder(checks=checks(200)), status, status))

    assert {(f.value, f.band, f.gate) for f in modifier.figures.values()} == {(0, None, GATES[status])}
    assert (modifier.modifier, modifier.reasons) == (0, (GATES[status],))
    assert [(c.code, c.points) for c in modifier.components] == [(GATES[status], 0)] * 2


@pytest.mark.parametrize(
    ("types", "fiscal", "security"), [(["aeoc"], -16, None), (["aeos"], -4, -16), (["aeoc", "aeos"], -16, -16)]
)
def test_the_base_follows_what_is_valid(types, fiscal, security):
    facts = holder(*types)

    assert (points(facts, "B10", "fiscal"), points(facts, "B10", "security")) == (fiscal, security)


def test_with_customs_alone_the_security_figure_is_zero_without_rows_and_the_reason_says_why():
    modifier = asked(holder("aeoc"))

    assert modifier.figures[Domain.SECURITY] == (0, None, "G04")
    assert {c.figure for c in modifier.components} == {Domain.FISCAL}
    assert (modifier.modifier, modifier.reasons[0]) == (0, "G04")


def test_a_suspended_security_authorisation_closes_its_figure_only():
    modifier = asked(with_status(holder(), "valid", "suspended"))

    assert modifier.figures[Domain.SECURITY].gate == "G02"
    assert modifier.figures[Domain.FISCAL].value == -23
    assert modifier.modifier == 0


def test_a_suspended_customs_authorisation_leaves_what_the_security_one_earns():
    facts = with_status(holder(), "suspended", "valid")

    assert points(facts, "B10", "fiscal") == -4
    assert value(facts, "security") == -23


def test_a_partner_has_its_row_and_nothing_else():
    modifier = asked(Facts(partner=Partner("NZ", Status.VALID), checks=checks(200)))

    assert [(c.code, c.figure.value, c.points) for c in modifier.components] == [("B11", "fiscal", 0), ("B11", "security", -10)]
    assert (modifier.modifier, modifier.reasons) == (0, ())


def test_a_partner_that_is_not_valid_has_no_credit():
    assert value(Facts(partner=Partner("NZ", Status.SUSPENDED)), "security") == 0


@pytest.mark.parametrize(("kind", "own", "other"), [("aeoc", "fiscal", "security"), ("aeos", "security", "fiscal")])
def test_a_provisional_status_counts_in_its_own_domain_without_tenure_validation_and_compliance(kind, own, other):
    facts = Facts(authorisations=(authorisation(kind, provisional=True),), checks=checks(200))
    modifier = asked(facts)

    assert [(c.code, c.figure.value, c.points, c.lost) for c in modifier.components] == [("B12", own, -5, 11)]
    assert modifier.figures[Domain(other)] == (0, None, "G04")


def test_a_provisional_second_authorisation_never_costs_what_the_first_earns():
    held = (authorisation("aeoc", provisional=True), authorisation("aeos"))

    assert points(holder(authorisations=held), "B10", "fiscal") == -4


def test_an_operator_never_heard_of_has_no_credit():
    assert asked(Facts()).reasons == ("G04",)


def test_when_the_status_cannot_be_confirmed_there_is_no_credit():
    assert (asked(UNKNOWN).modifier, asked(UNKNOWN).reasons) == (0, ("G09",))


COVERED = Covered(roles=("IMP",), sites=("dock-1",), modes=("sea",))


@pytest.mark.parametrize("beyond", [{"role": "EXP"}, {"site": "dock-2"}, {"mode": "air"}])
def test_what_is_asked_for_and_not_covered_gives_zero_and_nothing_else(beyond):
    modifier = asked(holder(covered=COVERED), asked=Shipment(**beyond))

    assert (modifier.modifier, modifier.reasons) == (0, ("B20",))
    assert [(c.code, c.fact) for c in modifier.components] == [("B20", beyond)] * 2


def test_what_is_asked_for_and_covered_changes_nothing():
    facts = holder(covered=COVERED)

    assert asked(facts, asked=Shipment("IMP", "dock-1", "sea")) == asked(facts)
