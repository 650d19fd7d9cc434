from datetime import timedelta

from app.compliance.words import Severity
from app.core import clock
from app.programme.words import Domain
from app.risk.ahead import next_change
from app.risk.facts import Infringement, LateNotice
from tests.risk.cases import FISCAL, NOW, POLICY, TODAY, ago, authorisation, checks, holder, value


def ahead(facts):
    return next_change(facts, POLICY, NOW)


def test_a_disputed_fact_counts_again_when_the_dispute_has_lasted_too_long():
    facts = holder(infringements=(Infringement(TODAY, Severity.MINOR, FISCAL, disputed_on=TODAY),))

    then = ahead(facts)

    assert clock.day_of(then.computed_at) == TODAY + timedelta(days=POLICY.dispute_days + 1)
    assert then.figures[Domain.FISCAL].value == value(facts, "fiscal") + 2
    assert then.figures[Domain.SECURITY].value == value(facts, "security")


def test_a_review_that_is_missing_counts_from_the_day_that_was_said():
    facts = holder(late=(LateNotice(TODAY + timedelta(days=14)),))

    then = ahead(facts)

    assert clock.day_of(then.computed_at) == TODAY + timedelta(days=14)
    assert {figure: told.value - value(facts, figure) for figure, told in then.figures.items()} == dict.fromkeys(Domain, 2)


def test_a_day_that_changes_no_points_is_passed_over():
    """Twelve checks without an error give nothing, so nothing is lost when they are too old to count."""
    facts = holder(checks=checks(12, months=35))

    assert ahead(facts) == ahead(holder())


def test_where_nothing_ages_nothing_is_ahead():
    held = tuple(authorisation(kind, since=ago(120)) for kind in ("aeoc", "aeos"))

    assert ahead(holder(authorisations=held, last_validated_on=ago(120))) is None
