"""What the trader answered, group by group, with its evidence."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import NoResultFound

from app.applications import policy
from app.applications.questionnaire import SelfAssessment, self_assessment
from app.applications.states import WITH_TRADER, State
from app.criteria.selection import Asked, Point
from app.web.officer import officer
from app.web.officer.found import find_case_with_answers
from app.web.officer.heads import case_head
from app.web.officer.reading import files_of, read


def elsewhere(assessment: SelfAssessment, point: Point) -> list[tuple[str, Asked]]:
    """The questions in whose answers it is told too, each with the group on whose page it stands."""
    drawn = assessment.questionnaire
    return [(drawn.section_of(drawn.by_key[key]).group.code, drawn.by_key[key]) for key in point.served_by]


@officer.get("/cases/<uuid:application_id>/answers", defaults={"group": ""})
@officer.get("/cases/<uuid:application_id>/answers/<string:group>")
def list_answers(application_id: UUID, group: str) -> ResponseReturnValue:
    application = find_case_with_answers(application_id)
    assessment = self_assessment(application)
    sections = assessment.by_section
    here = next((one for one, _ in sections if one.group.code == group), None if group else sections[0][0])
    if here is None:
        raise NoResultFound
    readings = [
        (one.criterion, [read(assessment, asked) for asked in one.asked], elsewhere(assessment, one)) for one in here.points
    ]
    return render_template(
        "officer/cases/answers.html",
        application=application,
        head=case_head(application, "Answers"),
        sections=sections,
        here=here,
        readings=readings,
        look_back=assessment.look_back,
        files=files_of(one for _, group_readings, _ in readings for reading in group_readings for one in reading.requests),
        is_with_trader=application.state in WITH_TRADER,
        may_ask=policy.can_ask(current_user.user) and application.state is State.UNDER_ASSESSMENT,
    )
