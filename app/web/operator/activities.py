"""What the business does, and at which of its sites: the facts from which the questions follow."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.applications import activities
from app.applications.models import Application
from app.applications.questionnaire import SelfAssessment, self_assessment
from app.core.errors import Invalid
from app.extensions import transaction
from app.operators import service
from app.web.fields import SelectMultipleField
from app.web.forms import EditForm, Form
from app.web.operator import operator
from app.web.operator.applications import find_to_work_on
from app.web.operator.business_forms import group
from app.web.stale import Difference, differences


class ActivitiesForm(EditForm):
    """Whatever is true is ticked."""

    facts = SelectMultipleField("What the business does", validate_choice=False)


@operator.route("/applications/<uuid:application_id>/activities", methods=["GET", "POST"])
def state_application_activities(application_id: UUID) -> ResponseReturnValue:
    application = find_to_work_on(application_id)
    assessment = self_assessment(application)
    chosen = activities.choices(assessment.catalogue, assessment.applicant)
    facts = activities.flat(chosen)
    form = ActivitiesForm(obj=application.operator, data={"facts": [one.fact.code for one in facts if one.is_yes]})
    form.facts.choices = [(one.fact.code, one.fact.question) for one in facts]
    stored = [code for code, yes in application.operator.activities.items() if yes]
    stale: list[Difference] = []
    if form.validate_on_submit() and not (stale := differences(form, application.operator, {"facts": stored})):
        said = {one.fact.code: one.fact.code in form.facts.data for one in facts}
        with transaction() as session:
            service.state_activities(session, application.operator, by=current_user.user, facts=said)
        return redirect(after(application), 303)
    page = render_template(
        "operator/applications/activities.html", application=application, form=form, choices=chosen, stale=stale
    )
    return page, 409 if stale else 200


def after(application: Application) -> str:
    """On to the sites where something is left to say of them, else back to the list."""
    assessment = self_assessment(application)
    if activities.placed(assessment.catalogue, assessment.applicant):
        return url_for(".place_application_activities", application_id=application.id)
    flash(f"Saved. {assessment.progress.asked} questions follow from it.")
    return url_for(".show_application", application_id=application.id)


@operator.route("/applications/<uuid:application_id>/activities/sites", methods=["GET", "POST"])
def place_application_activities(application_id: UUID) -> ResponseReturnValue:
    """Each fact that may hold at one class of sites and not at another."""
    application = find_to_work_on(application_id)
    assessment = self_assessment(application)
    form = places_form(assessment)
    if form.validate_on_submit() and all_somewhere(form):
        with transaction() as session:
            service.state_activities(
                session, application.operator, by=current_user.user, facts={}, of_classes=said_in(form, assessment)
            )
        flash(f"Saved. {self_assessment(application).progress.asked} questions follow from it.")
        return redirect(url_for(".show_application", application_id=application.id), 303)
    return render_template("operator/applications/places.html", application=application, form=form)


def places_form(assessment: SelfAssessment) -> Form:
    """A field per fact, a box per class of sites."""
    facts = activities.placed(assessment.catalogue, assessment.applicant)
    names = [(key, class_name(assessment, key)) for key in assessment.applicant.classes]
    made: dict[str, Any] = {
        fact.code: SelectMultipleField(fact.question, choices=names, description=fact.help, render_kw=group(fact.question))
        for fact in facts
    }
    asked = [one for one in assessment.applicant.facts_to_ask(assessment.catalogue) if one.at is not None]
    ticked = {
        fact.code: [one.at for one in asked if one.fact is fact and (one.suggested if one.given is None else one.given)]
        for fact in facts
    }
    form: Form = type("PlacesForm", (Form,), made)(data=ticked)
    return form


def class_name(assessment: SelfAssessment, key: str) -> str:
    """Depots (Exampleton, Harbour Road), Plants (12 sites), or the name of a site that stands for itself."""
    sites = assessment.sites_of(key)
    told = ", ".join(sites) if len(sites) <= 3 else f"{len(sites)} sites"
    return f"{key} ({told})" if key not in assessment.lists.sites else sites[0]


def all_somewhere(form: Form) -> bool:
    """A fact that holds for the business holds at one of its sites at least."""
    for field in form:
        if isinstance(field, SelectMultipleField) and not field.data:
            form.refuse(Invalid("Tick at least one site, or go back and say no to this", field.name))
    return not form.errors


def said_in(form: Form, assessment: SelfAssessment) -> dict[str, dict[str, bool]]:
    facts = [field for field in form if isinstance(field, SelectMultipleField)]
    return {key: {field.name: key in field.data for field in facts} for key in assessment.applicant.classes}
