"""What can be done once: the second sending of a page leads to what the first one made, and an old page is shown again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core import once
from app.core.errors import DomainError, Invalid
from app.extensions import db, transaction
from app.web.forms import CreateForm, EditForm


class ActForm(CreateForm, EditForm):
    """A form that is sent once, from a page that is not old."""


def first_sending() -> None:
    """Asked before anything else: what the first sending changed would otherwise refuse the second."""
    if form_id := request.form.get("form_id"):
        once.check(db.session, form_id)


@contextmanager
def acting(form: CreateForm, there: str) -> Iterator[Session]:
    """A transaction that also takes the form."""
    with transaction() as session:
        yield session
        once.take(session, form.form_id.data or "", there)


def sent(
    form: CreateForm,
    there: str,
    act: Callable[[Session], object],
    done: str,
    refused: tuple[type[DomainError], ...] = (Invalid,),
) -> ResponseReturnValue | None:
    """Where a form that was sent leads, or None where it is to be shown, with what was refused."""
    if not form.validate_on_submit():
        return None
    try:
        with acting(form, there) as session:
            act(session)
    except refused as error:
        form.refuse(error)
        return None
    flash(done)
    return redirect(there, 303)
