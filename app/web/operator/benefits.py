"""What the status brought: promised and delivered, beside traders without it."""

from __future__ import annotations

from flask import g, render_template
from flask_login import current_user
from markupsafe import Markup

from app.compliance.against import disputes_of
from app.compliance.doubt import UNDISPUTED, doubts
from app.core import clock
from app.extensions import db
from app.history.models import Event
from app.outcomes import queries as outcomes
from app.programme.words import Role
from app.risk.policies.queries import in_force
from app.risk.queries import errors_since
from app.statistics import queries
from app.statistics.period import period
from app.web.benefits import Shown, uncounted
from app.web.formats import short_day
from app.web.operator import operator


@operator.get("/benefits")
def show_benefits() -> str:
    operator_id = g.membership.operator_id
    ledger, months = queries.ledger_of(db.session, operator_id), period(clock.today())
    known = doubts(db.session.scalars(disputes_of(current_user.user, operator_id)))
    errors = outcomes.errors_of(db.session, operator_id, since=errors_since(db.session))
    return render_template(
        "operator/benefits/show.html",
        ledger=ledger,
        months=months,
        parts=[Shown(one, "yours") for one in ledger.parts] if ledger else [],
        uncounted=uncounted(),
        errors=[row(event) for event in errors if known.get(event.about_id, UNDISPUTED).counts],
        months_counted=in_force(db.session).errors_for,
    )


def row(event: Event) -> tuple[str, str, str]:
    """An error that counts: the declaration, in which role, and when it was found."""
    reference, role = event.facts["reference"], Role(event.facts["as"])
    return Markup('<span class="aeo-code">{}</span>').format(reference), role.label, short_day(event.at)
