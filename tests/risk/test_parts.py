"""A part of an authorisation that is suspended by itself gives no credit; all the rest goes on."""

from datetime import timedelta

import pytest

from app.core import clock
from app.programme.words import AuthorisationType
from app.risk.engine import ANYTHING, Shipment
from app.risk.facts import Covered, Facts, SuspendedPart
from tests.risk.cases import NOW, TODAY, asked, holder

ROLES, SITES = ("freight_forwarder", "warehouse_keeper"), ("ZZEXA", "ZZMIL")
REVOKED = {"type": "aeos", "status": "revoked"}
TOMORROW = clock.start_of(TODAY + timedelta(days=1))
FORWARDER, KEEPER = Shipment(role="freight_forwarder"), Shipment(role="warehouse_keeper")
HERE, THERE = Shipment(site="ZZEXA"), Shipment(site="ZZMIL")


def part(kind=AuthorisationType.AEOS, **values):
    return SuspendedPart(type=kind, on=TODAY, **values)


def of(*parts, types=("aeoc", "aeos")):
    return holder(*types, covered=Covered(ROLES, SITES, ("sea",)), suspended_parts=parts)


def figures(facts, shipment=ANYTHING, at=NOW):
    return {domain.value: (one.value, one.gate) for domain, one in asked(facts, at, asked=shipment).figures.items()}


@pytest.mark.parametrize(("suspended", "met"), [({"roles": ("freight_forwarder",)}, FORWARDER), ({"sites": ("ZZEXA",)}, HERE)])
def test_a_shipment_of_the_part_meets_a_suspended_authorisation(suspended, met):
    whole, facts = of(types=("aeos",)), of(part(**suspended), types=("aeos",))

    assert figures(facts, met) == {"fiscal": (0, "G02"), "security": (0, "G02")}
    assert asked(facts, asked=met).reasons == ("G02",)
    for other in (ANYTHING, KEEPER, THERE):
        assert figures(facts, other) == figures(whole, other)


def test_the_other_authorisation_goes_on_counting_for_it():
    facts = of(part(sites=("ZZEXA",)))

    assert figures(facts, HERE) == figures(of(types=("aeoc",)), HERE) | {"security": (0, "G02")}


def test_each_role_and_each_site_is_suspended_by_itself():
    facts = of(part(roles=("freight_forwarder",), sites=("ZZEXA",)))

    for met in (Shipment("freight_forwarder", "ZZMIL"), Shipment("warehouse_keeper", "ZZEXA")):
        assert figures(facts, met)["security"] == (0, "G02")
    assert figures(facts, Shipment("warehouse_keeper", "ZZMIL"))["security"][1] is None


def test_what_was_never_covered_is_told_as_such():
    assert figures(of(part(sites=("ZZEXA",))), Shipment(site="ZZTOP"))["security"] == (0, "B20")


def test_a_part_of_what_is_revoked_is_revoked():
    facts = Facts.from_dict(of(part(sites=("ZZEXA",)), types=("aeos",)).to_dict() | {"authorisations": [REVOKED]})

    assert figures(facts, HERE)["security"] == (0, "G05")


def test_it_is_told_beside_the_figures_and_ends_with_its_day():
    facts = of(part(roles=("warehouse_keeper", "freight_forwarder"), sites=("ZZEXA",), until=TOMORROW))
    body = asked(facts).to_json()

    assert body["suspended_parts"] == [
        {
            "type": "aeos",
            "roles": ["freight_forwarder", "warehouse_keeper"],
            "sites": ["ZZEXA"],
            "since": TODAY.isoformat(),
            "suspended_until": (TODAY + timedelta(days=1)).isoformat(),
        }
    ]
    assert asked(facts).next_change_at == asked(facts, asked=HERE).next_change_at == TOMORROW
    assert "suspended_parts" not in asked(facts, TOMORROW).to_json()
    assert figures(facts, HERE, TOMORROW)["security"][1] is None


def test_of_two_that_name_the_same_part_each_counts_as_long_as_it_lasts():
    facts = of(part(sites=("ZZEXA",), until=TOMORROW), part(sites=("ZZEXA",)))

    assert figures(facts, HERE, TOMORROW)["security"] == (0, "G02")


def test_facts_without_one_are_written_as_they_were_before_there_were_any():
    assert "suspended_parts" not in of().to_dict()
    assert "suspended_parts" not in asked(of()).to_json()
    again = of(part(sites=("ZZEXA",), until=TOMORROW))
    assert Facts.from_dict(again.to_dict()) == again
