"""Every code of the policy in words."""

import pytest

from app.risk.policy import load
from app.risk.words import FOR_OFFICERS, HINTS, TEXTS, hint_of
from app.web.credit import LABELS, SENTENCES, label, sentence


def test_every_code_that_is_no_gate_has_a_label_and_a_sentence():
    codes = {code for code in TEXTS if not code.startswith("G")}

    assert set(LABELS) == set(SENTENCES) == codes


@pytest.mark.parametrize(("errors", "said"), [(0, "Random checks"), (1, "Errors found")])
def test_who_made_no_error_is_not_said_to(errors, said):
    assert label("C10", {"checks": 12, "errors": errors}, load()) == said


@pytest.mark.parametrize(
    ("code", "fact", "said"),
    [
        ("B10", {"valid": ["aeoc", "aeos"]}, "C and S valid"),
        ("B11", {"partner": "XA"}, "Authorised by XA"),
        ("B12", {"provisional": ["aeoc"]}, "Authorised, not yet validated on site"),
        ("B20", {"role": "importer"}, "Asked for role importer, which is not covered"),
        ("T10", {"years": 1}, "Held without a break for 1 whole year"),
        ("V10", {"months": 14, "cycle": 36}, "Validated 14 months ago, cycle 36 months"),
        ("V10", {"months": None, "cycle": 36}, "Not validated, cycle 36 months"),
        ("V11", {"refused": True, "postponed": 0}, "Validation refused"),
        ("V11", {"refused": False, "postponed": 2}, "Validation put off 2 times"),
        ("C10", {"checks": 12, "errors": 1}, "12 random checks in 36 months, 1 error"),
        ("C10", {"checks": 0, "errors": 0}, "No random checks in 36 months"),
        ("I10", {"count": 1, "months": [5]}, "1 minor infringement, 5 months ago"),
        ("I20", {"count": 1, "months": [0]}, "1 serious infringement, this month"),
        ("S10", {"count": 2, "months": [0, 3]}, "2 confirmed incidents, this month, 3 months ago"),
        ("A10", {"overdue": 1}, "1 corrective action overdue"),
        ("M10", {"count": 1}, "1 review or notice missing after the second reminder"),
        ("F10", {"since": "2026-03-01"}, "Alert since 1 March 2026"),
        ("R90", {"sum": 4}, "The points add up to +4; more than 0 is not published"),
        ("R91", {"sum": -38}, "The points add up to −38; this is the highest credit of this standing"),
        ("G02", {"aeoc": "suspended"}, "AEOC suspended"),
        ("G04", {}, "No authorisation"),
    ],
)
def test_a_fact_is_told_in_a_sentence(code, fact, said):
    assert sentence(code, fact, load()) == said


@pytest.mark.parametrize(
    ("code", "fact", "said"), [("T10", {"years": 3}, "3 years held"), ("G05", {"aeos": "revoked"}, "No credit")]
)
def test_the_bar_has_a_short_label(code, fact, said):
    assert label(code, fact, load()) == said


def test_every_hint_is_said_to_officers_too_and_never_to_you():
    assert set(FOR_OFFICERS) == set(HINTS)
    assert not [hint for hint in FOR_OFFICERS.values() if "you" in hint.lower().split()]


@pytest.mark.parametrize("for_officers", [True, False])
def test_where_no_error_was_found_nobody_is_asked_to_make_fewer(for_officers):
    policy = load()

    assert "Fewer" in str(hint_of("C10", policy, {"checks": 12, "errors": 1}, for_officers=for_officers))
    assert "Fewer" not in str(hint_of("C10", policy, {"checks": 0, "errors": 0}, for_officers=for_officers))
