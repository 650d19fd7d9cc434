"""What is missing, what customs will see, and the signature."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from wtforms import HiddenField
from wtforms.validators import InputRequired

from app.applications import policy, service
from app.applications.answers import is_argued
from app.applications.contradictions import contradictions
from app.applications.questionnaire import SelfAssessment, self_assessment
from app.applications.states import WITH_TRADER
from app.core import clock
from app.core.errors import Invalid
from app.criteria.catalogue import dated
from app.extensions import transaction
from app.programme.rules import rules
from app.web.fields import BooleanField, StringField
from app.web.formats import day
from app.web.forms import Form
from app.web.lengths import Length
from app.web.operator import operator
from app.web.operator.applications import find_application, signatories
from app.web.operator.business_forms import box
from app.web.operator.task_list import counted


class DeclarationForm(Form):
    """The signature under the self-assessment. `seen` is the fingerprint of the answers on the page."""

    seen = HiddenField()
    is_true = BooleanField(service.DECLARATION, [InputRequired("Confirm that the answers are complete and true")])
    will_tell = BooleanField(
        "We will tell customs of any change that matters to these answers.",
        [InputRequired("Confirm that you will tell customs of changes")],
    )
    name = StringField(
        "Your full name, as your signature",
        [InputRequired("Write your full name: it is your signature"), Length(max=200)],
        render_kw=box("govuk-input--width-20"),
    )


@operator.route("/applications/<uuid:application_id>/sign", methods=["GET", "POST"])
def sign_application(application_id: UUID) -> ResponseReturnValue:
    application = find_application(application_id)
    sent = url_for(".show_application", application_id=application_id)
    if application.state not in WITH_TRADER:
        flash("This application has been sent already.", "notice")
        return redirect(sent, 303)
    form = DeclarationForm()
    if form.validate_on_submit():
        try:
            with transaction() as session:
                service.submit(session, application, by=current_user.user, name=form.name.data, seen=form.seen.data)
        except Invalid as error:
            form.refuse(error)
        else:
            flash("Your application has been signed and sent to customs.")
            return redirect(sent, 303)
    assessment = self_assessment(application)
    form.seen.data, form.seen.raw_data = service.fingerprint(assessment), None
    return render_template("operator/applications/sign.html", form=form, **shown_before(assessment))


def shown_before(assessment: SelfAssessment) -> dict[str, Any]:
    """All that the signatory should have seen."""
    today, days = clock.today(), rules().days
    return {
        "assessment": assessment,
        "gaps": gaps_of(assessment),
        "odd": contradictions(assessment.questionnaire, assessment.answers, assessment.profile),
        "sums": sums(assessment),
        "may_sign": policy.can_submit(current_user.user, assessment.application),
        "signatories": signatories(),
        "days": days,
        "accepted_by": today + timedelta(days=days.accept),
        "decided_by": today + timedelta(days=days.accept + days.decide),
    }


def gaps_of(assessment: SelfAssessment) -> list[dict[str, Any]]:
    """Each gap with the way to it, if this person can close it."""
    application, user = assessment.application, current_user.user
    return [
        {
            "question": dated(gap.asked.question.text, day(assessment.look_back)),
            "place": assessment.place_name(gap.asked.place),
            "section": gap.section.group.title,
            "text": gap.text,
            "href": url_for(".answer_question", application_id=application.id, key=gap.asked.key)
            if policy.can_answer(user, application, gap.asked.question)
            else "",
        }
        for gap in assessment.progress.gaps
    ]


def sums(assessment: SelfAssessment) -> dict[str, Any]:
    """In figures what customs will see."""
    keys = assessment.questionnaire.by_key.keys()
    given = [assessment.answers[key] for key in keys if key in assessment.answers]
    documents = {item.document_id for key in keys for item in assessment.evidence.get(key, [])}
    return {
        "answers": counted(assessment.progress),
        "argued": sum(is_argued(answer.value) for answer in given),
        "documents": len(documents),
        "at_visit": sum(answer.shown_at_visit for answer in given),
    }
