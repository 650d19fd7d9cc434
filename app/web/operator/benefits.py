"""What the status brought: promised and delivered, beside traders without it."""

from __future__ import annotations

from flask import g, render_template
from markupsafe import Markup

from app.core import clock
from app.extensions import db
from app.history.models import Event
from app.outcomes import queries as outcomes
from app.programme.words import Role
from app.risk.ageing import add_months
from app.statistics import queries
from app.statistics.period import period
from app.web.benefits import Shown, uncounted
from app.web.formats import short_day
from app.web.operator import operator

COUNTED_FOR = 36  # months, as in the policy's row of errors


@operator.get("/benefits")
def show_benefits() -> str:
    operator_id = g.membership.operator_id
    ledger, months = queries.ledger_of(db.session, operator_id), period(clock.today())
    since = add_months(clock.today(), -COUNTED_FOR)
    return render_template(
        "operator/benefits/show.html",
        ledger=ledger,
        months=months,
        parts=[Shown(one, "yours") for one in ledger.parts] if ledger else [],
        uncounted=uncounted(),
        errors=[row(event) for event in outcomes.errors_of(db.session, operator_id, since=since)],
    )


def row(event: Event) -> tuple[str, str, str]:
    """An error that counts: the declaration, in which role, and when it was found."""
    reference, role = event.facts["reference"], Role(event.facts["as"])
    return Markup('<span class="aeo-code">{}</span>').format(reference), role.label, short_day(event.at)
