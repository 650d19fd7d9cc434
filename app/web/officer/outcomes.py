"""What came in from declaration systems, and what a manager brings in as a file."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.file import FileRequired
from wtforms.validators import Regexp

from app.accounts import clients
from app.core import clock
from app.core.errors import Invalid, allow
from app.extensions import db, transaction
from app.outcomes import policy, queries, service
from app.outcomes.csv import COLUMNS, NEEDED, read
from app.outcomes.models import OutcomeFile
from app.outcomes.words import TAKEN
from app.statistics.period import period
from app.statistics.queries import sources
from app.web.fields import FileField, StringField
from app.web.formats import count
from app.web.forms import CreateForm
from app.web.officer import officer
from app.web.officer.acting import acting, first_sending
from app.web.officer.benefits import views
from app.web.officer.look import box, needed
from app.web.paging import page_of

SHOWN = 50  # mistakes, and lines of a file
REFUSAL = "Only the programme manager brings outcomes in."


class ImportForm(CreateForm):
    """A file, and the system it comes from."""

    system = StringField(
        "Which system it comes from",
        [
            *needed("Enter the name of the system", clients.LONGEST),
            Regexp(rf"{clients.SHAPE}\Z", message="Use small letters, digits and hyphens, like customs-archive"),
        ],
        description="Its name in the list of what came in. A declaration is known by system, reference and role",
        render_kw=box(spellcheck=False, attributes={"autocomplete": "off"}),
    )
    file = FileField(
        "The file",
        [FileRequired("Choose a file")],
        description=f"CSV in UTF-8, with a heading, at most {service.LINES_AT_MOST:,} lines and {service.MEGABYTES_AT_MOST} MB",
        render_kw=box(),
    )


@officer.get("/outcomes")
def list_outcomes() -> str:
    months = period(clock.today())
    return render_template(
        "officer/outcomes/list.html",
        views=views("officer.list_outcomes"),
        since=months.first,
        sources=sources(db.session, months),
        page=page_of(queries.reports()),
        may_import=policy.can_import(current_user.user),
        href=lambda number: url_for(".list_outcomes", page=number),
    )


@officer.route("/outcomes/import", methods=["GET", "POST"])
def import_outcomes() -> ResponseReturnValue:
    allow(policy.can_import(current_user.user), REFUSAL)
    first_sending()
    form = ImportForm()
    if form.validate_on_submit():
        sent = form.file.data
        try:
            with acting(form, url_for(".list_outcomes")) as session:
                given = form.system.data or "", sent.filename, sent.read()
                file = service.receive(session, *given, by=current_user.user)
        except Invalid as error:
            form.refuse(error)
        else:
            return redirect(url_for(".show_outcome_file", outcome_file_id=file.id), 303)
    return render_template("officer/outcomes/import.html", form=form, columns=COLUMNS, needed=NEEDED)


def find_file(outcome_file_id: UUID) -> OutcomeFile:
    allow(policy.can_import(current_user.user), REFUSAL)
    return db.session.scalars(policy.files_of(current_user.user).where(OutcomeFile.id == outcome_file_id)).one()


@officer.get("/outcomes/files/<uuid:outcome_file_id>")
def show_outcome_file(outcome_file_id: UUID) -> str:
    """What would be stored, or what is wrong: nothing is stored before this page was seen."""
    file = find_file(outcome_file_id)
    lines = read(file.content)
    return render_template(
        "officer/outcomes/file.html",
        file=file,
        lines=lines,
        mistakes=lines.mistakes[:SHOWN],
        good=lines.good[:SHOWN],
        form=CreateForm(),
    )


@officer.post("/outcomes/files/<uuid:outcome_file_id>/store")
def store_outcome_file(outcome_file_id: UUID) -> ResponseReturnValue:
    first_sending()
    there, form = url_for(".list_outcomes"), CreateForm()
    file = find_file(outcome_file_id)
    with acting(form, there) as session:
        results = service.store(session, file, by=current_user.user)
    new = sum(one in TAKEN for one in results)
    flash(f"Stored: {count(new, 'outcome')}. Known before, or older than what is known: {len(results) - new}.")
    return redirect(there, 303)


@officer.post("/outcomes/files/<uuid:outcome_file_id>/drop")
def drop_outcome_file(outcome_file_id: UUID) -> ResponseReturnValue:
    with transaction() as session:
        service.drop(session, find_file(outcome_file_id), by=current_user.user)
    return redirect(url_for(".import_outcomes"), 303)
