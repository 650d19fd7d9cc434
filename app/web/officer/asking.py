"""What was collected to be asked while rating: read over, and sent to the trader in one request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import wtforms
from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.applications.models import Application
from app.applications.questionnaire import self_assessment
from app.assessment import progress, service
from app.assessment.service import Ask
from app.core import once
from app.core.errors import Invalid, WrongState
from app.extensions import db, transaction
from app.programme.rules import rules
from app.web.fields import TextAreaField
from app.web.formats import count
from app.web.officer import officer
from app.web.officer.acting import first_sending
from app.web.officer.bench import Bench
from app.web.officer.found import find_case_with_answers
from app.web.officer.heads import case_head
from app.web.officer.look import box, within
from app.web.officer.requests import PeriodForm, during_assessment, usual_day


@dataclass(frozen=True)
class Collected:
    """One criterion to be asked about, with what is asked."""

    bench: Bench
    field: wtforms.Field

    @property
    def is_sent(self) -> bool:
        """The page showed it, and its text was not emptied."""
        return bool(self.field.raw_data and (self.field.data or "").strip())

    @property
    def ask(self) -> Ask:
        rating, key = self.bench.item.rating, next((one.key for one in self.bench.readings), None)
        assert rating  # noqa: S101  only what is rated is collected
        return Ask(rating.id, f"{self.field.label.text}\n{self.field.data.strip()}", key)


def collected_of(application: Application) -> list[Bench]:
    rated, assessment = progress.of(db.session, application), self_assessment(application)
    return [Bench(assessment, rated, item) for item in rated.to_ask]


def heading(bench: Bench) -> str:
    return ", ".join(filter(None, (bench.title, bench.place)))


def send_form(benches: Sequence[Bench]) -> tuple[PeriodForm, list[Collected]]:
    """Each text begins with the reason of the result, which the trader reads in the report anyway."""
    fields = {f"ask_{one.item.rating.id.hex}": one for one in benches if one.item.rating}
    look = box(rows=3, formGroup={"classes": "govuk-!-margin-bottom-1"})
    made = {name: TextAreaField(heading(one), within(), render_kw=look) for name, one in fields.items()}
    reasons = {name: one.item.rating.reason for name, one in fields.items() if one.item.rating}
    form: PeriodForm = type("SendForm", (PeriodForm,), made)(data={"due_on": usual_day(), **reasons})
    return form, [Collected(one, form[name]) for name, one in fields.items()]


@officer.route("/cases/<uuid:application_id>/requests/collected", methods=["GET", "POST"])
def send_asks(application_id: UUID) -> ResponseReturnValue:
    first_sending()
    application = find_case_with_answers(application_id)
    during_assessment(application)
    form, collected = send_form(collected_of(application))
    there = url_for(".list_requests", application_id=application_id)
    overtaken = ""
    if form.validate_on_submit():
        try:
            send(application, form, [one.ask for one in collected if one.is_sent], there)
        except Invalid as error:
            form.refuse(error)
        except WrongState as error:
            overtaken = str(error)
        else:
            return redirect(there, 303)
    page = render_template(
        "officer/requests/collected.html",
        application=application,
        head=case_head(application, "Requests"),
        collected=collected,
        form=form,
        overtaken=overtaken,
        at_most=rules().days.request_at_most,
    )
    return page, 409 if overtaken else 200


def send(application: Application, form: PeriodForm, asks: Sequence[Ask], there: str) -> None:
    with transaction() as session:
        service.send_asks(session, application, asks, by=current_user.user, due_on=form.day)
        once.take(session, form.form_id.data or "", there)
    flash(
        f"The trader is asked about {count(len(asks), 'criterion', 'criteria')}. The period you set is added to the clock once."
    )
