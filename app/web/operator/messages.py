"""Letters of the business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from app.alerts import inbox, policy, queries
from app.alerts import service as alerts
from app.alerts.models import Letter
from app.extensions import db, transaction
from app.operators.models import Operator
from app.web.forms import Form
from app.web.operator import operator
from app.web.paging import place_in

A_PAGE = 20


@dataclass(frozen=True)
class Line:
    """A letter in the list."""

    letter: Letter
    is_new: bool

    @property
    def about(self) -> str:
        return str(self.letter.variables.get("reference") or "")


@operator.context_processor
def new_letters() -> dict[str, Any]:
    """How many wait to be opened, beside the menu of every page. Asked once: each field of a form is a template too."""
    if g.get("membership") is None:
        return {}
    if "counts" not in g:
        g.counts = {"operator.list_messages": count_new()}
    return {"counts": g.counts}


def count_new() -> int:
    """The business comes along in the same query: the bar names it."""
    operator_id = g.membership.operator_id
    new = queries.unopened(current_user.user, operator_id).scalar_subquery()
    g.business, count = db.session.execute(select(Operator, new).where(Operator.id == operator_id)).one()
    return int(count)


def find_letter(letter_id: UUID) -> Letter:
    mine = policy.visible_to(current_user.user).where(Letter.operator_id == g.membership.operator_id)
    return db.session.scalars(mine.where(Letter.id == letter_id)).one()


def is_new(letter: Letter) -> bool:
    return letter.opened_at is None and policy.can_open(current_user.user, letter)


@operator.get("/messages")
def list_messages() -> str:
    found = queries.of_business(current_user.user, g.membership.operator_id)
    place = place_in(db.session, found, A_PAGE)
    lines = [Line(letter, is_new(letter)) for letter in db.session.scalars(place.cut(found))]
    page = {"total": place.total, "page": place.number, "pages": place.pages}
    return render_template("operator/messages/list.html", lines=lines, form=Form(), **page)


@operator.get("/messages/<uuid:letter_id>")
def show_message(letter_id: UUID) -> str:
    letter = find_letter(letter_id)
    words = alerts.rendered(db.session, letter)
    return render_template("operator/messages/show.html", letter=letter, words=words, is_new=is_new(letter), form=Form())


@operator.post("/messages/<uuid:letter_id>/open")
def open_message(letter_id: UUID) -> ResponseReturnValue:
    """Seen from now on."""
    letter = find_letter(letter_id)
    with transaction() as session:
        inbox.open_letter(session, letter, by=current_user.user)
    return redirect(url_for(".show_message", letter_id=letter_id), 303)
