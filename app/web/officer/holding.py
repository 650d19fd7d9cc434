"""Who has a case: taken by oneself, or given by a programme manager."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms.validators import InputRequired

from app.accounts import queries as accounts
from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.applications import policy, service
from app.applications.models import Application
from app.applications.states import OPEN
from app.core.errors import Invalid, allow
from app.extensions import db, transaction
from app.web.fields import SelectField
from app.web.forms import Form
from app.web.officer import officer
from app.web.officer.found import find_case
from app.web.officer.heads import case_head
from app.web.officer.look import box


class GiveForm(Form):
    officer = SelectField("Case officer", [InputRequired("Choose a case officer")], render_kw=box())

    def offer(self, people: list[User]) -> None:
        self.officer.choices = [("", "Choose"), *((str(one.id), f"{one.name}, {one.office}") for one in people)]


def can_take(application: Application) -> bool:
    user = current_user.user
    return policy.can_admit(user) and application.state in OPEN and application.officer_id != user.id


def can_reassign(application: Application) -> bool:
    return policy.can_reassign(current_user.user) and application.state in OPEN


@officer.post("/cases/<uuid:application_id>/take")
def take_case(application_id: UUID) -> ResponseReturnValue:
    application = find_case(application_id)
    with transaction() as session:
        service.take(session, application, by=current_user.user, seen=request.args.get("from", type=UUID))
    flash("The case is yours. The trader sees your name.")
    return redirect(url_for(".show_case", application_id=application_id), 303)


@officer.route("/cases/<uuid:application_id>/reassign", methods=["GET", "POST"])
def reassign_case(application_id: UUID) -> ResponseReturnValue:
    application, form = find_case(application_id), GiveForm()
    allow(policy.can_reassign(current_user.user))
    people = [*db.session.scalars(accounts.officers_holding(OfficerRole.CASE_OFFICER))]
    form.offer([one for one in people if one.id != application.officer_id])
    there = url_for(".show_case", application_id=application_id)
    if form.validate_on_submit():
        to = next(one for one in people if str(one.id) == form.officer.data)
        try:
            with transaction() as session:
                service.reassign(session, application, to=to, by=current_user.user)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(f"{to.name} has the case now. The trader sees the name.")
            return redirect(there, 303)
    head = case_head(application, "Overview")
    return render_template("officer/cases/reassign.html", application=application, head=head, form=form, back=there)
