"""What the portal said of an operator at another moment, and what it says of that moment now: for appeals and questions."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import UUID

from flask import render_template, request
from flask_login import current_user
from wtforms.validators import InputRequired, Regexp

from app.core import clock
from app.extensions import db
from app.operators.models import Operator
from app.operators.policy import visible_to
from app.web.fields import DateField, StringField
from app.web.forms import SearchForm
from app.web.officer import officer
from app.web.officer.heads import operator_head
from app.web.officer.past_answers import Answer, both, by_receipt

HOUR = r"^\s*([01]?\d|2[0-3]):[0-5]\d\s*$"
FIRST = date(1990, 1, 1)


class MomentForm(SearchForm):
    """A moment by the authority's clocks."""

    on = DateField("Date", [InputRequired("Enter the date")])
    at = StringField("Time", [InputRequired("Enter the time"), Regexp(HOUR, message="Write the time like 14:30")])

    @property
    def moment(self) -> datetime:
        hours, minutes = map(int, (self.at.data or "").split(":"))
        return datetime.combine(max(self.on.data or FIRST, FIRST), time(hours, minutes), clock.zone()).astimezone(UTC)


class ReceiptForm(SearchForm):
    """The receipt of an answer that a system, or this page, was given."""

    receipt = StringField("Receipt", [InputRequired("Enter the receipt")])


@officer.get("/operators/<uuid:operator_id>/past")
def show_past(operator_id: UUID) -> str:
    operator = db.session.scalars(visible_to(current_user.user).where(Operator.id == operator_id)).one()
    now = clock.now()
    sought = request.args if "on" in request.args else None
    form = MomentForm(sought, on=clock.today(), at=f"{clock.here(now):%H:%M}")
    receipt = ReceiptForm(request.args if "receipt" in request.args else None)
    shown: list[Answer] = []
    if "receipt" in request.args and receipt.validate():
        shown = [by_receipt(operator, receipt.receipt.data or "")]
    elif sought and form.validate():
        shown = both(operator, form.moment, now)
    told = [one for one in shown if one.bodies]
    return render_template(
        "officer/operators/past.html",
        head=operator_head(operator, "Past"),
        form=receipt if receipt.errors else form,
        moment_form=form,
        receipt_form=receipt,
        about=form.moment if sought and shown else None,
        answers=told,
        refusals=[one for one in shown if one.why_none],
        is_changed=len(told) > 1 and not told[0].says_the_same_as(told[1]),
    )
