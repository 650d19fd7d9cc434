"""The programme: the rules in force, the criteria, the policy, who works here, which systems ask."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from wtforms.validators import InputRequired, Regexp

from app.accounts import clients, policy
from app.accounts.clients import Scope
from app.accounts.models import ApiClient, OfficerGrant, User
from app.core.errors import Invalid, allow
from app.criteria.models import Edition
from app.extensions import db
from app.programme.rules import rules
from app.risk.policies.queries import in_force
from app.web.fields import SelectMultipleField, StringField
from app.web.forms import CreateForm
from app.web.officer import officer
from app.web.officer.acting import acting, first_sending
from app.web.officer.look import BOXES, box, group, needed

DAYS = {
    "accept": "Answer whether an application is accepted, from the day it was sent",
    "supply_missing": "For the trader to send what is missing, after a return",
    "decide": "Decide, from acceptance",
    "request_at_most": "A request for information adds the time set, up to",
    "hearing": "For the trader to reply before an adverse decision",
    "served_at_latest": "A letter in the portal counts as served, if it was not opened before, after",
    "grant_takes_effect": "A grant takes effect, after the decision",
    "suspension_at_most": "A suspension on suspicion lasts at most",
    "appeal": "For an appeal, from the day the decision is served",
}
PACE = {
    "read_answer": "Read an answer, after it came in",
    "plan_visit": "Plan the visit, after acceptance",
    "write_report": "Write the report, after the last day of the visit",
    "propose_before": "Propose a decision, before the legal date",
    "decide": "Decide, after the proposal or the end of the hearing",
    "check_action": "Check what was done, after it was reported",
    "assess_incident": "Look into an incident, after it was reported",
}


class ClientForm(CreateForm):
    """A system that may ask."""

    client_id = StringField(
        "Name of the access",
        [
            *needed("Enter a name", clients.LONGEST),
            Regexp(rf"{clients.SHAPE}\Z", message="Use small letters, digits and hyphens, like risk-engine-2"),
        ],
        description="Small letters, digits and hyphens. The system signs in with it",
        render_kw=box(spellcheck=False, attributes={"autocomplete": "off"}),
    )
    name = StringField("What system it is", needed("Say what system it is", 200), render_kw=box())
    scopes = SelectMultipleField(
        "What it may ask for",
        [InputRequired("Choose at least one")],
        choices=[(scope.value, f"{scope.label} ({scope.value})") for scope in Scope],
        render_kw=group("What it may ask for", BOXES),
    )


def limits(of: BaseModel, labels: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Each number of days with what it is for."""
    for name, days in of:
        yield labels[name], days


@officer.get("/programme")
def show_programme() -> str:
    programme = rules()
    officers = select(User).where(User.id.in_(select(OfficerGrant.user_id)), User.ended_at.is_(None))
    editions = select(Edition).order_by(Edition.published_at.desc(), Edition.code.desc())
    systems = select(ApiClient).order_by(ApiClient.disabled_at.is_not(None), ApiClient.client_id)
    return render_template(
        "officer/programme/show.html",
        rules=programme,
        days=list(limits(programme.days, DAYS)),
        pace=list(limits(programme.pace, PACE)),
        editions=db.session.scalars(editions).all(),
        policy=in_force(db.session),
        officers=db.session.scalars(officers.options(selectinload(User.officer_grants)).order_by(User.name, User.id)).all(),
        systems=db.session.scalars(systems).all(),
        may_manage=policy.can_manage_systems(current_user.user),
    )


@officer.route("/programme/systems/new", methods=["GET", "POST"])
def create_programme_system() -> ResponseReturnValue:
    """Give a system access. Its secret is shown on this answer and nowhere again."""
    allow(policy.can_manage_systems(current_user.user), "Only an administrator gives systems access.")
    first_sending()
    form, there = ClientForm(), url_for(".show_programme", _anchor="systems")
    if form.validate_on_submit():
        secret = clients.secret()
        try:
            with acting(form, there) as session:
                given = (form.client_id.data, form.name.data.strip(), form.scopes.data, secret)
                client = clients.create(session, *given, by=current_user.user)
        except Invalid as error:
            form.refuse(error)
        else:
            answer = make_response(render_template("officer/programme/secret.html", client=client, secret=secret))
            answer.headers["Cache-Control"] = "no-store"
            return answer
    return render_template("officer/programme/system.html", form=form)


@officer.route("/programme/systems/<uuid:client_id>/end", methods=["GET", "POST"])
def end_programme_system(client_id: UUID) -> ResponseReturnValue:
    """From the next request on it is not let in."""
    first_sending()
    allow(policy.can_manage_systems(current_user.user), "Only an administrator ends the access of a system.")
    client, form = db.session.scalars(select(ApiClient).where(ApiClient.id == client_id)).one(), CreateForm()
    there = url_for(".show_programme", _anchor="systems")
    if form.validate_on_submit():
        with acting(form, there) as session:
            clients.disable(session, client, by=current_user.user)
        flash(f"The access of {client.name} has ended.")
        return redirect(there, 303)
    return render_template("officer/programme/end.html", form=form, client=client)
