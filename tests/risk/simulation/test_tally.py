"""Counting is pure: the same operators in any pieces give the same sums."""

import json

import pytest

from app.programme.words import Domain
from app.risk.engine import compute, figures
from app.risk.policy import read
from app.risk.simulation import spread
from app.risk.simulation.report import reports
from app.risk.simulation.tally import Known, Tally, in_pieces, tally
from tests.risk.cases import NOW, POLICY, ago, asked, holder, with_status
from tests.risk.policies.conftest import CONTENT

LIVE = CONTENT
STRICTER = CONTENT | {
    "id": "stricter",
    "rules": [rule | ({"c_only": -4, "both": -4, "s_only": -4} if rule["code"] == "B10" else {}) for rule in CONTENT["rules"]],
}


def known(name, facts, *outcomes):
    return Known(name, json.dumps(facts.to_dict()), *outcomes)


@pytest.fixture
def operators():
    return [
        known("clean", holder(), 40, 0, 0),
        known("new", holder("aeoc", last_validated_on=ago(40)), 10, 4, 1),
        known("suspended", with_status(holder(), "suspended", "suspended"), 0, 0, 3),
    ]


@pytest.fixture
def report(operators):
    counted = tally(operators, read(LIVE), read(STRICTER), NOW)
    return reports(counted.to_json(), read(LIVE), read(STRICTER))[0]


@pytest.mark.parametrize("facts", [holder(), holder("aeoc"), with_status(holder(), "revoked", "valid")])
def test_the_figures_alone_are_those_of_the_whole_computation(facts):
    assert figures(facts, POLICY, NOW) == asked(facts).figures == compute(facts, POLICY, NOW).figures


def test_pieces_add_up_to_the_whole(operators):
    whole, added = tally(operators, read(LIVE), read(STRICTER), NOW), Tally()
    for piece in in_pieces(operators, 2):
        added += tally(piece, read(LIVE), read(STRICTER), NOW)

    assert added.to_json() == whole.to_json()


def test_processes_count_what_one_would(operators, monkeypatch):
    monkeypatch.setattr(spread, "PIECE", 1)
    monkeypatch.setattr(spread, "FEW", 2)
    counted = Tally()
    for piece in spread.count(operators, LIVE, STRICTER, NOW):
        counted += piece

    assert counted.to_json() == tally(operators, read(LIVE), read(STRICTER), NOW).to_json()


def test_everybody_stands_once_in_the_matrix(report):
    assert report.figure is Domain.FISCAL
    assert report.bands == ("A", "B", "C", "D", "none")
    assert sum(number for _, row in report.matrix for number in row) == report.operators == 3
    assert report.matrix[0] == ("A", [0, 0, 2, 0, 0])
    assert (report.moved, report.changed) == (2, (0, 2))


def test_who_moves_by_ten_points_is_named(report):
    assert report.far == 2
    assert [(mover.operator, mover.after - mover.before) for mover in report.movers] == [("new", 12), ("clean", 12)]


def test_a_policy_that_moves_nobody_is_stable(operators):
    [fiscal, _] = reports(tally(operators, POLICY, POLICY, NOW).to_json(), POLICY, POLICY)

    assert (fiscal.stability, fiscal.reading, fiscal.moved) == (0, "little", 0)


def test_a_policy_that_moves_many_is_not(report):
    assert report.stability > 0.25
    assert report.reading == "much"


def test_the_stability_index_is_the_one_of_the_books():
    from app.risk.simulation.report import Report

    told = {"before": {"-30": 1000, "0": 1000}, "bands": [["A", "A", 800], ["A", "D", 200], ["D", "D", 1000]]}

    assert Report(Domain.FISCAL, ("A", "D"), told).stability == pytest.approx(0.0405, abs=0.0005)


def test_errors_are_told_by_band_and_offences_by_how_many_lie_in_the_best(report):
    [best, *_] = report.rates
    before, after = report.hidden

    assert (best.band, best.before, best.after) == ("A", 2, 0)
    assert (best.hits_before, best.hits_after) == ((4, 50), (0, 0))
    assert best.hits_after.percent is None
    assert (before.found, before.among, after.found) == (1, 4, 0)
