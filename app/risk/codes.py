"""What the codes of a modifier say to a risk engine; what they say to the operator stands in `words`."""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "G02": "suspended or on hold, as a whole or in the part asked for",
    "G03": "expired, withdrawn, superseded or annulled",
    "G04": "not in force yet, or never held",
    "G05": "revoked",
    "G09": "could not be confirmed",
    "B20": "role, site or mode asked for is not covered",
    "B10": "base for what is valid",
    "B11": "recognised operator of a partner country",
    "B12": "not validated on site yet",
    "T10": "years without a break",
    "V10": "age of the last full validation",
    "V11": "validation refused or postponed by the operator",
    "C10": "material errors in random checks and audits, against peers of its role",
    "I10": "minor infringements, final decisions",
    "I20": "serious infringement, final decision",
    "S10": "security incidents",
    "A10": "corrective actions overdue",
    "M10": "self-review or notice of change late",
    "F10": "insolvency alert, confirmed",
    "R90": "clamp: the points end at the top of the range",
    "R91": "floor: the most credit that this standing may have",
}


def explained() -> str:
    return "; ".join(f"{code} {text}" for code, text in CODES.items())
