"""Rating criteria: the list, and the bench with its form."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import NoResultFound

from app.applications import policy as applications
from app.applications.questionnaire import self_assessment
from app.applications.states import State
from app.assessment import policy, progress, service
from app.assessment.progress import Item, Progress
from app.core.errors import Invalid
from app.decisions import policy as decisions
from app.extensions import db, transaction
from app.web.officer import officer
from app.web.officer.bench import Bench, address_of, findings_about, last_result, next_open, seen_at_visits
from app.web.officer.found import find_case, find_case_with_answers
from app.web.officer.heads import case_head
from app.web.officer.rating_form import RatingForm, overtaken, stored
from app.web.officer.reading import files_of
from app.web.stale import Difference


@officer.get("/cases/<uuid:application_id>/criteria")
def list_criteria(application_id: UUID) -> str:
    application = find_case_with_answers(application_id)
    rated = progress.of(db.session, application)
    if not rated.items:
        raise NoResultFound
    bench = Bench(self_assessment(application), rated, rated.items[0])
    return render_template(
        "officer/criteria/list.html",
        application=application,
        head=case_head(application, "Criteria"),
        bench=bench,
        open_now=next_open(rated),
        may_rate=policy.can_rate(current_user.user) and application.state is State.UNDER_ASSESSMENT,
        may_propose=decisions.can_propose(current_user.user) and application.state is State.UNDER_ASSESSMENT,
    )


@officer.get("/cases/<uuid:application_id>/criteria/next")
def rate_next_criterion(application_id: UUID) -> ResponseReturnValue:
    """The next without a result after the one named; the list where there is none."""
    application = find_case(application_id)
    rated = progress.of(db.session, application)
    after = find_item(rated, request.args.get("after", ""), request.args.get("place"))
    return redirect(address_of(application, next_open(rated, after)))


def find_item(rated: Progress, code: str, place: str | None) -> Item | None:
    """A criterion at a place; without a place, at the first."""
    return next((one for one in rated.items if one.criterion.code == code and place in (None, one.place)), None)


def find_bench(application_id: UUID, code: str) -> Bench:
    application = find_case_with_answers(application_id)
    rated = progress.of(db.session, application)
    item = find_item(rated, code, request.args.get("place"))
    if item is None:
        raise NoResultFound
    return Bench(self_assessment(application), rated, item)


@officer.route("/cases/<uuid:application_id>/criteria/<string:code>", methods=["GET", "POST"])
def rate_criterion(application_id: UUID, code: str) -> ResponseReturnValue:
    bench = find_bench(application_id, code)
    rating = bench.item.rating
    form = RatingForm(data=stored(rating))
    stale: list[Difference] = []
    if form.validate_on_submit() and not (stale := overtaken(form, rating)):
        try:
            with transaction() as session:
                service.rate(
                    session,
                    bench.assessment.application,
                    bench.item.criterion.code,
                    form.judgement,
                    by=current_user.user,
                    place=bench.item.place,
                    version=form.version.data or 0,
                )
        except service.SomebodyElseRated:
            return redo(application_id, code, form)
        except Invalid as error:
            form.refuse(error)
        else:
            return onward(bench)
    return page(bench, form, stale), 409 if stale else 200


def redo(application_id: UUID, code: str, form: RatingForm) -> ResponseReturnValue:
    """Somebody was faster by less than a page: both results are shown."""
    bench = find_bench(application_id, code)
    return page(bench, form, overtaken(form, bench.item.rating)), 409


def onward(bench: Bench) -> ResponseReturnValue:
    """To the next criterion; after the last to what was collected to be asked, if anything was."""
    application, following = bench.assessment.application, bench.following
    if following is None:
        flash("Every criterion has a result.")
        if progress.of(db.session, application).to_ask:
            return redirect(url_for(".send_asks", application_id=application.id), 303)
    return redirect(address_of(application, following), 303)


def page(bench: Bench, form: RatingForm, stale: list[Difference]) -> str:
    application, criterion = bench.assessment.application, bench.item.criterion
    readings = bench.readings
    return render_template(
        "officer/criteria/bench.html",
        application=application,
        head=case_head(application, "Criteria"),
        bench=bench,
        criterion=criterion,
        readings=readings,
        files=files_of(one for reading in readings for one in reading.requests),
        form=form,
        stale=stale,
        regimes=bench.assessment.catalogue.titles("regimes"),
        last=last_result(bench),
        seen=seen_at_visits(application, criterion.code),
        findings=findings_about(application.id, criterion.code),
        may={"rate": policy.can_rate(current_user.user), "ask": applications.can_ask(current_user.user)},
        is_open=application.state is State.UNDER_ASSESSMENT,
    )
