"""Every case, filtered, sorted and searched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask_login import current_user

from app.applications.states import State
from app.core import clock
from app.desk import gather, listing
from app.desk.listing import Order, Wanted
from app.desk.tasks import tasks
from app.desk.words import Whose
from app.extensions import db
from app.web.fields import SearchField, SelectField
from app.web.forms import SearchForm
from app.web.officer import officer
from app.web.officer.ways import way_to
from app.web.paging import place_in

OPEN, CLOSED_TOO = "", "all"
STATES = [
    (OPEN, "Open cases"),
    *((one.value, one.label) for one in State if one is not State.DRAFT),
    (CLOSED_TOO, "Open and closed"),
]


class CasesForm(SearchForm):
    """Which cases are listed."""

    find = SearchField("Operator or case")
    state = SelectField("State", choices=STATES, default=OPEN, validate_choice=False)
    order = SelectField("Order", choices=Order.choices(), default=Order.OLDEST.value, validate_choice=False)

    @property
    def wanted(self) -> Wanted:
        whose, state, order = request.args.get("list"), self.state.data, self.order.data
        return Wanted(
            whose=Whose(whose) if whose in set(Whose) else Whose.ALL,
            state=State(state) if state in set(State) - {State.DRAFT} else None,
            text=self.find.data or "",
            order=Order(order) if order in set(Order) else Order.OLDEST,
            closed=state == CLOSED_TOO,
        )


@officer.get("/cases")
def list_cases() -> str:
    form = CasesForm(request.args)
    wanted = form.wanted
    query = listing.listed(current_user.user, wanted)
    place = place_in(db.session, query)
    ids = db.session.scalars(place.cut(query)).all()
    return render_template(
        "officer/cases/list.html",
        form=form,
        wanted=wanted,
        rows=rows_of(ids),
        total=place.total,
        page=place.number,
        pages=place.pages,
        lists=[{"label": one.label, "href": address(form, list=one.value), "current": one is wanted.whose} for one in Whose],
        href=lambda number: address(form, page=number),
        today=clock.today(),
    )


def rows_of(ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """The cases in their order, each with what comes next."""
    found = {one.id: one for one in gather.cases_of(db.session, current_user.user, ids)}
    known = gather.situations(db.session, list(found.values()))
    rows = []
    for one in (found[case_id] for case_id in ids):
        todo = next(iter(tasks(known[one.id], clock.today())), None)
        legal_on = known[one.id].legal_on if todo else None
        rows.append({"case": one, "todo": todo, "href": way_to(todo, one.id) if todo else "", "legal_on": legal_on})
    return rows


def address(form: CasesForm, **changed: Any) -> str:
    asked = {"list": form.wanted.whose.value, "find": form.find.data, "state": form.state.data, "order": form.order.data}
    return url_for(".list_cases", **{name: value for name, value in {**asked, **changed}.items() if value})
