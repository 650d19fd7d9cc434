"""What was promised and delivered: every operator, the worst first, and each as it sees itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask_login import current_user

from app.core import clock
from app.extensions import db
from app.operators.models import Operator
from app.operators.policy import visible_to
from app.statistics import queries
from app.statistics.ledger import Ledger
from app.statistics.measures import Measure
from app.statistics.period import period
from app.web.benefits import Shown, with_interval
from app.web.officer import officer
from app.web.officer.heads import operator_head
from app.web.paging import Place

VIEWS = {
    "Promised and delivered": "officer.list_benefits",
    "Bands and others": "officer.show_rates",
    "What came in": "officer.list_outcomes",
}


@dataclass(frozen=True)
class Line:
    """An operator in the list, by its main role."""

    operator: Operator
    broken: int
    kept: int
    ledger: Ledger

    def cell(self, measure: Measure) -> str:
        one = next(line for line in self.ledger.main.lines if line.measure is measure)
        return with_interval(measure, one.own)


def views(under: str) -> list[dict[str, Any]]:
    return [{"label": label, "href": url_for(page), "current": page == under} for label, page in VIEWS.items()]


@officer.get("/benefits")
def list_benefits() -> str:
    place = Place(queries.ledgers(db.session))
    rows = db.session.execute(place.cut(queries.worst_first())).all()
    found = visible_to(current_user.user).where(Operator.id.in_([row.operator_id for row in rows]))
    operators = {one.id: one for one in db.session.scalars(found)}
    return render_template(
        "officer/benefits/list.html",
        views=views("officer.list_benefits"),
        months=period(clock.today()),
        lines=[Line(operators[one], broken, kept, Ledger.model_validate(told)) for one, broken, kept, told in rows],
        measures=Measure,
        place=place,
        href=lambda number: url_for(".list_benefits", page=number),
    )


@officer.get("/operators/<uuid:operator_id>/benefits")
def show_operator_benefits(operator_id: UUID) -> str:
    operator = db.session.scalars(visible_to(current_user.user).where(Operator.id == operator_id)).one()
    ledger = queries.ledger_of(db.session, operator_id)
    return render_template(
        "officer/benefits/show.html",
        head=operator_head(operator, "Benefits"),
        months=period(clock.today()),
        parts=[Shown(one, "operator") for one in ledger.parts] if ledger else [],
    )
