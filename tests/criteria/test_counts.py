"""The counts the catalogue was written with, row by row. The catalogue's notes describe each applicant in a few words;
what they leave open (which facts a "broker office of four" has) is assumed here so that every column agrees."""

import sys
from dataclasses import dataclass, field, replace

import pytest

from app.criteria.selection import Applicant, Site, answer_key, draw_up
from app.criteria.words import Expect, Occasion

ALL = frozenset({"air", "sea", "inland_waterway", "road", "rail", "post"})
GOODS = "handles_goods loads_units seals_units stores_goods"
EXPORTER = f"{GOODS} packs uses_agent subcontracts_transport outsources_it"
BROKER = "lodges_data represents_others outsources_it licensed_goods"
MAKER = f"{EXPORTER} makes_goods lodges_data agency_staff licensed_goods goods_under_customs_control has_several_sites"
FORWARDER = f"{GOODS} {BROKER} subcontracts_transport agency_staff goods_under_customs_control has_several_sites"
HAULIER = "handles_goods own_vehicles outsources_it"
TERMINAL = "handles_goods loads_units stores_goods lodges_data outsources_it agency_staff"


@dataclass
class Row:
    """Facts asked, questions of the business, of classes, of single sites, follow-ups, attachments, questions of the review."""

    counts: tuple[int, int, int, int, int, int, int]
    scopes: str
    roles: str
    modes: str
    facts: str
    years: int = 10
    sites: list[Site] = field(default_factory=lambda: [Site("only")])


def sites(name, number, facts, roles=None, modes=None):
    at_site = {code: code in facts.split() for code in f"{GOODS} packs makes_goods".split()}
    roles = frozenset(roles.split()) if roles else None
    modes = frozenset(modes.split()) if modes is not None else None
    return [Site(f"{name} {i}", name, roles, modes, at_site) for i in range(number)]


FORTY = [
    *sites("plant", 4, f"{GOODS} packs makes_goods", "MFR EXP IMP", "air road"),
    *sites("warehouse", 8, GOODS, "WHK FWD", "road"),
    *sites("air cargo hub", 4, GOODS, "FWD CAR_AIR", "air"),
    *sites("sea terminal", 3, GOODS, "TOP", "sea"),
    *sites("port", 2, "handles_goods", "PORT", "sea"),
    *sites("airport", 2, "handles_goods", "AIRP", "air"),
    *sites("free zone", 2, "handles_goods stores_goods", "FZO", "road"),
    *sites("parcel depot", 6, GOODS, "CRR", "road"),
    *sites("mail exchange", 2, GOODS, "POST", "air post"),
    *sites("rail yard", 2, "handles_goods loads_units seals_units", "CAR_RAIL", "rail"),
    *sites("office", 5, "", "BRK", ""),
]
PLANT_STORE_OFFICE = [
    *sites("plant", 1, f"{GOODS} packs makes_goods"),
    *sites("store", 1, f"{GOODS} packs"),
    *sites("office", 1, ""),
]
AIR_AND_SEA = [*sites("air", 1, GOODS, modes="air"), *sites("sea", 1, "handles_goods loads_units stores_goods", modes="sea")]

ROWS = {
    "a broker office, 4 people": Row((11, 38, 0, 0, 6, 3, 27), "c", "BRK", "", f"{BROKER} small_firm"),
    "a′ same, every fact a broker may have": Row(
        (11, 43, 0, 0, 6, 3, 29), "c", "BRK", "",
        f"{BROKER} uses_agent ecommerce goods_under_customs_control outsources_work has_several_sites small_firm",
    ),
    "b broker office, 4 people": Row((14, 45, 4, 0, 7, 3, 30), "cs", "BRK", "", f"{BROKER} small_firm"),
    "b′ same, with a cleaner": Row((14, 46, 4, 0, 7, 3, 31), "cs", "BRK", "", f"{BROKER} agency_staff small_firm"),
    "b″ broker with 40 people": Row((14, 63, 4, 0, 7, 4, 37), "cs", "BRK", "", f"{BROKER} agency_staff"),
    "c small exporter": Row((19, 54, 19, 1, 11, 5, 36), "cs", "EXP", "sea road", f"{EXPORTER} small_firm"),
    "c′ same, sends own data, permits, cleaners": Row(
        (19, 57, 19, 1, 11, 5, 39), "cs", "EXP", "sea road", f"{EXPORTER} lodges_data licensed_goods agency_staff small_firm"
    ),
    "c″ exporter with 25 people": Row((19, 69, 19, 1, 11, 6, 42), "cs", "EXP", "sea road", EXPORTER),
    "d manufacturer-exporter-importer, 3 sites": Row(
        (19, 75, 42, 7, 19, 8, 57), "cs", "MFR EXP IMP", "air sea road", MAKER, sites=PLANT_STORE_OFFICE
    ),
    "e forwarder air and sea, 2 sites": Row((19, 80, 37, 5, 15, 8, 54), "cs", "FWD", "air sea", FORWARDER, sites=AIR_AND_SEA),
    "e′ forwarder air and sea, desk only": Row(
        (14, 71, 4, 1, 10, 4, 40), "cs", "FWD", "air sea", f"{BROKER} subcontracts_transport"
    ),
    "f road haulier, 30 lorries": Row(
        (18, 65, 13, 0, 11, 6, 35), "s", "CAR_ROAD", "road", f"{HAULIER} loads_units subcontracts_transport agency_staff"
    ),
    "f′ road haulier, 6 people": Row((18, 48, 10, 0, 10, 4, 29), "s", "CAR_ROAD", "road", f"{HAULIER} small_firm"),
    "g sea terminal": Row((19, 65, 19, 2, 9, 6, 42), "cs", "TOP", "sea", f"{TERMINAL} goods_under_customs_control"),
    "g′ same, security only": Row((18, 60, 19, 2, 9, 5, 38), "s", "TOP", "sea", TERMINAL),
    "i importer, one year old, 5 people": Row(
        (13, 39, 1, 1, 7, 4, 28), "c", "IMP", "",
        "handles_goods stores_goods uses_agent outsources_it licensed_goods small_firm", years=1
    ),
    "h all 16 roles, 40 sites in 11 classes": Row(
        (19, 94, 167, 83, 63, 22, 165), "cs",
        "MFR EXP IMP BRK FWD CAR_AIR CAR_SEA CAR_ROAD CAR_RAIL WHK TOP PORT AIRP CRR POST FZO", " ".join(sorted(ALL)),
        f"{MAKER} {FORWARDER} ecommerce own_vehicles outsources_work", sites=FORTY,
    ),
}  # fmt: skip


def applicant(catalogue, row):
    facts = {fact.code: fact.code in row.facts.split() for fact in catalogue.activities}
    return Applicant(
        frozenset(row.scopes),
        frozenset(row.roles.split()),
        frozenset(row.modes.split()),
        tuple(row.sites),
        facts,
        registered_years=row.years,
    )


def answers_that_open_everything(catalogue, row):
    wanted = [q.show_if.answer for q in catalogue.question.values() if q.show_if.answer]
    places = [None, *(s.key for s in row.sites), *(s.class_key for s in row.sites)]
    return {answer_key(one.question, place): min(one.any_of) for one in wanted for place in places}


def counted(catalogue, row):
    of, asked = applicant(catalogue, row), draw_up(catalogue, applicant(catalogue, row)).asked
    opened = draw_up(catalogue, of, answers_that_open_everything(catalogue, row)).asked
    return (
        len({one.fact.code for one in of.facts_to_ask(catalogue)}),
        sum(one.place is None for one in asked),
        sum(one.place is not None and not one.question.every_site for one in asked),
        sum(one.question.every_site for one in asked),
        sum(one.is_follow_up for one in opened),
        sum(one.question.evidence.expect is Expect.UPLOAD for one in asked),
        len(draw_up(catalogue, of, occasion=Occasion.REVIEW).asked),
    )


@pytest.mark.parametrize("name", ROWS)
def test_an_applicant_is_asked_as_many_questions_as_the_catalogue_says(catalogue, name):
    assert counted(catalogue, ROWS[name]) == ROWS[name].counts


@pytest.mark.parametrize(
    ("site_class", "of_class", "of_site"),
    [
        ("plant", 19, 3), ("warehouse", 19, 2), ("air cargo hub", 19, 3), ("sea terminal", 20, 3), ("port", 12, 2),
        ("airport", 10, 2),
        ("free zone", 13, 2), ("parcel depot", 19, 2),
        ("mail exchange", 18, 4), ("rail yard", 14, 1), ("office", 4, 0),
    ],
)  # fmt: skip
def test_a_class_of_sites_is_asked_once_and_its_deviations_at_each_site(catalogue, site_class, of_class, of_site):
    places = [one.place for one in draw_up(catalogue, applicant(catalogue, ROWS["h all 16 roles, 40 sites in 11 classes"])).asked]

    assert (places.count(site_class), places.count(f"{site_class} 0")) == (of_class, of_site)


def test_with_several_classes_the_six_site_facts_are_asked_again_for_each(catalogue):
    asked = applicant(catalogue, ROWS["h all 16 roles, 40 sites in 11 classes"]).facts_to_ask(catalogue)

    assert sum(one.at == "plant" for one in asked) == 6
    assert sum(one.at == "office" for one in asked) == 1  # no goods, so nothing about them


def test_twice_the_sites_take_no_more_than_twice_the_work(catalogue):
    largest = applicant(catalogue, ROWS["h all 16 roles, 40 sites in 11 classes"])
    twice = replace(largest, sites=(*largest.sites, *(replace(site, key=f"{site.key} too") for site in largest.sites)))

    assert calls(catalogue, twice) <= 2 * calls(catalogue, largest)


def calls(catalogue, largest):
    """How many functions are called to draw up its questionnaire: the same number on every machine."""
    called = []
    before = sys.getprofile()
    sys.setprofile(lambda frame, event, _: called.append(frame.f_code) if event == "call" else None)
    try:
        draw_up(catalogue, largest)
    finally:
        sys.setprofile(before)
    return len(called)
