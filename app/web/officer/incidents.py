"""Security incidents: told by traders, looked into by officers."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms.validators import InputRequired

from app.core.errors import Invalid, allow
from app.extensions import db
from app.monitoring import policy, queries, service
from app.monitoring.models import Incident
from app.monitoring.queries import Addition
from app.monitoring.states import Counting, State
from app.risk.language import Incidents
from app.risk.policies.queries import in_force
from app.web import formats
from app.web.fields import RadioField, TextAreaField
from app.web.officer import officer
from app.web.officer.acting import ActForm, acting, first_sending
from app.web.officer.look import KEYS, box, group, is_overtaken, needed
from app.web.officer.matter import files_of
from app.web.paging import page_of

DISMISS = "dismiss"
CHOICES = [*Counting.choices(), (DISMISS, "It does not count: close it without effect")]


class AssessForm(ActForm):
    """What it was, and how it counts."""

    outcome = RadioField("What it was", [InputRequired("Choose how it counts")], choices=CHOICES)
    assessment = TextAreaField(
        "What you found",
        needed("Write what you found: the trader reads it", 20_000),
        description="The trader reads it",
        render_kw=box(rows=5),
    )

    def show_points(self) -> None:
        """Each choice with the points it costs."""
        items = [{"hint": {"text": cost}} for cost in costs()]
        self.outcome.render_kw = group("What it was", KEYS, hint=None, items=items)


def costs() -> list[str]:
    """What each way of counting costs in the security figure, by the policy in force."""
    rule = next((one for one in in_force(db.session).rules if isinstance(one, Incidents)), None)
    named = {kind.value: points for kind, points in rule.points.items()} if rule else {}
    told = [named.get(word.value, 0) for word in Counting]
    return [
        *(f"{formats.points(one)} points in the security figure, less with time" if one else "Costs nothing" for one in told),
        "",
    ]


def find_incident(incident_id: UUID) -> Incident:
    return db.session.scalars(queries.whole(current_user.user, incident_id)).one()


@officer.get("/incidents")
def list_incidents() -> str:
    asked = request.args.get("state", "")
    state = State(asked) if asked in set(State) else State.REPORTED
    return render_template(
        "officer/incidents/list.html",
        page=page_of(queries.in_state(current_user.user, state)),
        state_shown=state,
        states=State,
        href=lambda number: url_for(".list_incidents", state=state.value, page=number),
    )


@officer.get("/incidents/<uuid:incident_id>")
def show_incident(incident_id: UUID) -> str:
    incident = find_incident(incident_id)
    additions = queries.additions(db.session, incident)
    return show(incident, additions, AssessForm(formdata=None, data={"version": seen(incident, additions)}))


def seen(incident: Incident, additions: Sequence[Addition]) -> int:
    """What the page was drawn from: nobody assesses what was added while he read."""
    return incident.version + len(additions)


@officer.post("/incidents/<uuid:incident_id>/assess")
def assess_incident(incident_id: UUID) -> ResponseReturnValue:
    """Confirm it, so that it counts, or close it without effect."""
    first_sending()
    incident, there = find_incident(incident_id), url_for(".show_incident", incident_id=incident_id)
    allow(policy.can_assess(current_user.user), "Case officers and auditors look into incidents.")
    form, additions = AssessForm(), queries.additions(db.session, incident)
    overtaken = is_overtaken(form, seen(incident, additions))
    if form.validate_on_submit() and not overtaken:
        try:
            assess(incident, form, there)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(
                "The incident is closed."
                if form.outcome.data == DISMISS
                else "The incident is confirmed. The credit is computed anew."
            )
            return redirect(there, 303)
    return show(incident, additions, form, overtaken=overtaken), 409 if overtaken else 200


def assess(incident: Incident, form: AssessForm, there: str) -> None:
    user, text = current_user.user, form.assessment.data or ""
    with acting(form, there) as session:
        if form.outcome.data == DISMISS:
            service.dismiss(session, incident, by=user, assessment=text)
        else:
            service.confirm(session, incident, by=user, counting=Counting(form.outcome.data), assessment=text)


def show(incident: Incident, additions: Sequence[Addition], form: AssessForm, *, overtaken: bool = False) -> str:
    may_assess = policy.can_assess(current_user.user) and incident.state is State.REPORTED
    form.show_points()
    return render_template(
        "officer/incidents/show.html",
        incident=incident,
        additions=additions,
        form=form if may_assess or overtaken else None,
        may_assess=may_assess,
        files=files_of([incident.id]).get(incident.id, []),
        overtaken=overtaken,
    )
