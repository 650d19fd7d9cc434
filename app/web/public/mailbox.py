"""Every letter the portal wrote, for a demonstration without a mail server. There is no such page outside of one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.alerts import service as alerts
from app.alerts.models import Letter
from app.core.isolation import SYSTEM, enter
from app.extensions import db
from app.web.fields import SelectField
from app.web.forms import SearchForm
from app.web.paging import place_in
from app.web.public import public

A_PAGE = 20
EVERYBODY = ""


class FilterForm(SearchForm):
    """Whose letters."""

    to = SelectField("To", default=EVERYBODY, validate_choice=False)


@contextmanager
def post_office() -> Iterator[Session]:
    """A session of its own that sees the letters of everybody, and only reads."""
    with Session(db.engine, expire_on_commit=False) as session:
        enter(session, SYSTEM)
        yield session


def list_mailbox() -> str:
    form = FilterForm(request.args)
    with post_office() as session:
        addresses = session.scalars(select(Letter.address).distinct().order_by(Letter.address)).all()
        form.to.choices = [(EVERYBODY, "Everybody"), *((one, one) for one in addresses)]
        wanted = select(Letter).where(Letter.address == form.to.data) if form.to.data else select(Letter)
        place = place_in(session, wanted, A_PAGE)
        letters = session.scalars(place.cut(wanted.order_by(Letter.written_at.desc(), Letter.id))).all()
    return render_template(
        "public/mailbox/list.html",
        form=form,
        letters=letters,
        total=place.total,
        page=place.number,
        pages=place.pages,
        href=lambda number: url_for("public.list_mailbox", to=form.to.data or None, page=number),
    )


def show_mailbox_letter(letter_id: UUID) -> str:
    """The letter as it was sent; a link with a token is made as the page is looked at."""
    with post_office() as session:
        letter = session.get(Letter, letter_id) or abort(404)
        words = alerts.rendered(session, letter)
    return render_template("public/mailbox/show.html", letter=letter, words=words)


@public.record
def open_mailbox(state: BlueprintSetupState) -> None:
    """Only a demonstration has the pages at all."""
    if state.app.config["DEMO"]:
        state.add_url_rule("/demo/mailbox", "list_mailbox", list_mailbox)
        state.add_url_rule("/demo/mailbox/<uuid:letter_id>", "show_mailbox_letter", show_mailbox_letter)
