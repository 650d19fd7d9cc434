"""Systems with access: which there are, what each asked, and giving and ending access."""

from __future__ import annotations

from uuid import UUID

from flask import make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from wtforms.validators import InputRequired, Regexp

from app.accounts import clients, policy
from app.accounts.clients import Scope
from app.accounts.models import ApiClient, User
from app.core.errors import Invalid, allow
from app.extensions import db
from app.history.models import Event
from app.usage import queries as usage
from app.web.fields import SelectMultipleField, StringField
from app.web.forms import CreateForm
from app.web.happened import sentence
from app.web.officer import officer
from app.web.officer.acting import acting, first_sending, sent
from app.web.officer.look import BOXES, box, group, needed
from app.web.timeline import Line
from app.web.usage import operation

SCOPES = [(scope.value, f"{scope.label} ({scope.value})") for scope in Scope]
SHOWN = 20  # events


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
        choices=SCOPES,
        render_kw=group("What it may ask for", BOXES),
    )


def find_system(client_id: UUID) -> ApiClient:
    return db.session.scalars(select(ApiClient).where(ApiClient.id == client_id)).one()


def secret_shown(client: ApiClient, secret: str) -> ResponseReturnValue:
    """On this answer and nowhere again."""
    answer = make_response(render_template("officer/systems/secret.html", client=client, secret=secret))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@officer.get("/programme/systems")
def list_programme_systems() -> str:
    """What each asked of late."""
    allow(policy.can_see_usage(current_user.user), "Managers and administrators see what systems ask.")
    found = select(ApiClient).order_by(ApiClient.disabled_at.is_not(None), ApiClient.client_id)
    return render_template(
        "officer/systems/list.html",
        systems=db.session.scalars(found).all(),
        totals=usage.totals(db.session),
        days=usage.LOOKED_BACK,
    )


@officer.get("/programme/systems/<uuid:client_id>")
def show_programme_system(client_id: UUID) -> str:
    allow(policy.can_see_usage(current_user.user), "Managers and administrators see what systems ask.")
    client = find_system(client_id)
    return render_template(
        "officer/systems/show.html",
        client=client,
        days=usage.by_day(db.session, client),
        operations=[(operation(name), total) for name, total in usage.by_operation(db.session, client)],
        last_use=usage.last_use(db.session, client),
        past=past_of(client),
        may_change=policy.can_manage_systems(current_user.user) and client.disabled_at is None,
    )


def past_of(client: ApiClient) -> list[Line]:
    found = select(Event, User.name).outerjoin(User, User.id == Event.by_id).where(Event.about_id == client.id)
    rows = db.session.execute(found.order_by(Event.position.desc()).limit(SHOWN))
    return [Line("customs", event.at, sentence(event, name or "The portal")) for event, name in rows]


@officer.route("/programme/systems/new", methods=["GET", "POST"])
def create_programme_system() -> ResponseReturnValue:
    """Give a system access."""
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
            return secret_shown(client, secret)
    return render_template("officer/systems/new.html", form=form)


@officer.route("/programme/systems/<uuid:client_id>/end", methods=["GET", "POST"])
def end_programme_system(client_id: UUID) -> ResponseReturnValue:
    """From the next request on it is not let in."""
    first_sending()
    allow(policy.can_manage_systems(current_user.user), "Only an administrator ends the access of a system.")
    client, form, by = find_system(client_id), CreateForm(), current_user.user
    there = url_for(".show_programme_system", client_id=client_id)
    answer = sent(form, there, lambda session: clients.disable(session, client, by=by), f"The access of {client.name} has ended.")
    return answer or render_template("officer/systems/end.html", form=form, client=client, there=there)
