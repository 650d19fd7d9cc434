"""Several authorisations, one status: every combination that the table of words knows."""

from datetime import date, timedelta

import pytest

from app.authorisations.states import State, Status
from app.programme.words import AuthorisationType
from app.register.particulars import Held
from app.register.standing import Coverage, stand

TODAY = date(2026, 11, 24)


def held(type, status, **dates):
    values = {
        "number": f"ZZ-{type.upper()}-2026-000001",
        "type": type,
        "state": State.GRANTED,
        "granted_on": date(2023, 6, 1),
        "effective_from": date(2023, 6, 8),
        "effective_to": None,
        "suspended_on": None,
        "suspended_until": None,
        "ended_on": None,
    }
    more = {
        "valid": {},
        "not_yet_valid": {"effective_from": TODAY + timedelta(days=5)},
        "suspended": {"state": State.SUSPENDED, "suspended_on": date(2026, 11, 1)},
        "revoked": {"state": State.REVOKED, "ended_on": date(2026, 10, 1)},
        "expired": {"effective_to": date(2026, 9, 1)},
    }[status]
    return Held(**values | more | dates)


@pytest.mark.parametrize(
    ("customs", "security", "status", "label", "since"),
    [
        ("valid", "valid", "valid", "aeof", date(2023, 6, 8)),
        ("valid", "suspended", "valid", "aeoc", date(2023, 6, 8)),
        ("valid", None, "valid", "aeoc", date(2023, 6, 8)),
        (None, "valid", "valid", "aeos", date(2023, 6, 8)),
        ("suspended", "suspended", "suspended", "aeof", date(2026, 11, 1)),
        ("suspended", "not_yet_valid", "suspended", "aeoc", date(2026, 11, 1)),
        ("suspended", "revoked", "suspended", "aeoc", date(2026, 11, 1)),
        ("not_yet_valid", "revoked", "not_yet_valid", "aeoc", date(2023, 6, 1)),
        ("not_yet_valid", "not_yet_valid", "not_yet_valid", "aeof", date(2023, 6, 1)),
        ("revoked", "expired", "revoked", "aeoc", date(2026, 10, 1)),
        ("expired", "revoked", "revoked", "aeos", date(2026, 10, 1)),
        ("expired", "expired", "expired", "aeof", date(2026, 9, 1)),
    ],
)
def test_the_best_that_is_not_over_counts_else_what_ended_last(customs, security, status, label, since):
    all_held = [
        held(kind, word) for kind, word in ((AuthorisationType.AEOC, customs), (AuthorisationType.AEOS, security)) if word
    ]

    assert stand(all_held, TODAY)[:3] == (Status(status), label, since)


def test_what_is_asked_for_alone_counts():
    both = [held(AuthorisationType.AEOC, "valid"), held(AuthorisationType.AEOS, "suspended")]

    assert stand(both, TODAY, Coverage.AEOS)[:3] == (Status.SUSPENDED, "aeos", date(2026, 11, 1))


def test_what_was_never_held_has_no_status():
    assert stand([held(AuthorisationType.AEOC, "valid")], TODAY, Coverage.AEOS) is None


def test_a_suspension_with_an_end_is_over_on_that_day_and_not_before():
    suspended = held(AuthorisationType.AEOC, "suspended", suspended_until=TODAY)

    assert stand([suspended], TODAY - timedelta(days=1)).status is Status.SUSPENDED
    assert stand([suspended], TODAY).status is Status.VALID
