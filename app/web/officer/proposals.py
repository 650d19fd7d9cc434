"""Proposing: the grounds write themselves from the ratings and from what was seen; the officer corrects them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.assessment.progress import Item
from app.audits import draft
from app.audits.models import Observation
from app.core.errors import Invalid, WrongState, allow
from app.criteria.words import Result
from app.decisions import checks, policy, queries, service
from app.decisions.points import Point
from app.decisions.states import Ground, Measure
from app.extensions import db
from app.programme.rules import rules
from app.programme.words import AuthorisationType
from app.web.officer import officer
from app.web.officer.acting import acting, first_sending
from app.web.officer.decision_forms import GrantForm, ProposeForm, ground_of, propose_form
from app.web.officer.decisions import Case, find_case
from app.web.officer.heads import case_head, place_names
from app.web.officer.look import is_overtaken

WANTING = frozenset({Result.NOT_MET, Result.PARTLY})


def points_of(case: Case, asked: AuthorisationType) -> list[Point]:
    """The criteria that are not met, or partly, each with what was found."""
    seen, places = queries.observed(db.session, case.application.id), place_names(case.application)
    titles = {code: one.title for code, one in case.application.edition.catalogue.criterion.items()}
    return [point_of(item, seen, places, titles) for item in wanting(case, asked)]


def wanting(case: Case, asked: AuthorisationType) -> list[Item]:
    """What is not met first."""
    items = [one for one in case.rated.within(asked.scope).items if one.rating and one.rating.result in WANTING]
    return sorted(items, key=lambda one: one.rating is not None and one.rating.result is Result.PARTLY)


def point_of(item: Item, seen: Sequence[Observation], places: dict[str, str], titles: dict[str, str]) -> Point:
    assert item.rating  # noqa: S101  only what has a result is wanting
    code = item.criterion.code
    key = f"{code}@{item.place}" if item.place else code
    title = draft.where(code, titles, places.get(item.place, item.place))
    told = " ".join(dict.fromkeys([item.rating.reason, *observations(item, seen)]))
    return Point(key, title, told, item.rating.result)


def observations(item: Item, seen: Sequence[Observation]) -> Iterator[str]:
    """What was seen of this criterion at this place and not in order."""
    for one in draft.not_in_order(seen):
        where = {one.site.class_key, str(one.site.id)} if one.site else {""}
        if one.criterion == item.criterion.code and item.place in where:
            yield f"At the visit: {draft.notes_of(one)}"


def reasons_of(case: Case, asked: AuthorisationType) -> str:
    """Why it is granted, as far as the ratings say."""
    rated = case.rated.within(asked.scope)
    partly = [one for one in wanting(case, asked) if one.rating]
    lines = [
        f"{one.name} {one.criterion.title}, {one.rating.result.label.lower()}: {one.rating.reason}"
        for one in partly
        if one.rating
    ]
    whole = f"Each of the {len(rated.items)} criteria for {asked.label.lower()} has a result, and every must is met."
    return "\n\n".join([whole, *lines])


@officer.route("/cases/<uuid:application_id>/decision/<any(aeoc,aeos):asked>/<any(grant,refuse):kind>", methods=["GET", "POST"])
def propose_decision(application_id: UUID, asked: str, kind: str) -> ResponseReturnValue:
    """Put a grant or a refusal before a decision maker."""
    first_sending()
    case, wanted, what = find_case(application_id), AuthorisationType(asked), Measure(kind)
    allow(policy.can_propose(current_user.user), "Only a case officer proposes a decision.")
    checks.under_assessment(case.application)
    checks.asked_for(case.application, wanted)
    newest = queries.newest(db.session, case.application.operator_id)
    points = points_of(case, wanted) if what is Measure.REFUSE else ()
    form = propose_form(what, points, suggested(case, wanted, what) | {"version": newest})
    overtaken = is_overtaken(form, newest)
    there = url_for(".show_case_decision", application_id=application_id)
    if form.validate_on_submit() and not overtaken:
        try:
            put(case, wanted, what, form, there)
        except (Invalid, WrongState) as error:
            form.refuse(error)
        else:
            flash(f"{wanted.code}: {what.label.lower()} proposed.")
            return redirect(there, 303)
    about = {"head": case_head(case.application, "Decision"), "line": case.line(wanted, {}), "days": rules().days}
    page = render_template(
        "officer/decisions/propose.html", asked=wanted, kind=what, form=form, there=there, overtaken=overtaken, **about
    )
    return page, 409 if overtaken or form.form_errors else 200


def suggested(case: Case, asked: AuthorisationType, kind: Measure) -> dict[str, Any]:
    """What stands in the form before anybody has typed."""
    if kind is Measure.GRANT:
        return {"reasons": reasons_of(case, asked)}
    return {} if wanting(case, asked) else {"ground": Ground.COMPLIANCE.value}


def put(case: Case, asked: AuthorisationType, kind: Measure, form: ProposeForm, there: str) -> None:
    with acting(form, there) as session:
        service.propose_on_application(
            session,
            case.application,
            kind,
            by=current_user.user,
            asked=asked,
            ground=ground_of(form),
            reasons=form.reasons.data or "",
            points=form.points,
            effective_from=form.effective_from.data if isinstance(form, GrantForm) else None,
        )
