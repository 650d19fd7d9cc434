"""How many modifiers a second: `python -m tests.bench.risk`. Prints, asserts nothing."""

from time import process_time

from app.compliance.words import Severity
from app.risk.facts import Action, Incident, IncidentKind, Infringement
from tests.risk.cases import FISCAL, SECURITY, ago, asked, checks, holder, with_status

OPERATORS = {
    "suspended": with_status(holder(), "suspended", "suspended"),
    "customs alone, clean": holder("aeoc"),
    "both, clean, 12 checks": holder(checks=checks()),
    "both, with a record": holder(
        checks=checks(40, 2) + checks(30, 1, months=20),
        infringements=(Infringement(ago(5), Severity.MINOR, FISCAL), Infringement(ago(20), Severity.MINOR, FISCAL)),
        incidents=(Incident(ago(8), IncidentKind.MEASURES_LATE),),
        actions=(Action(ago(1), SECURITY),),
        declarations=12_000,
    ),
}


def rate(facts, seconds=1.0):
    begun, done = process_time(), 0
    while (spent := process_time() - begun) < seconds:
        for _ in range(200):
            asked(facts)
        done += 200
    return done / spent


if __name__ == "__main__":
    for name, facts in OPERATORS.items():
        print(f"{name:<26}{rate(facts):>10,.0f} / s")
