"""The public register: operators that agreed to be listed, found by name, number or place."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from app.core import clock
from app.core.errors import Invalid
from app.extensions import db
from app.programme import identifiers
from app.programme.words import AuthorisationType
from app.register import queries, reading
from app.register.queries import Search
from app.web.fields import SearchField, SelectField
from app.web.forms import SearchForm
from app.web.public import public
from app.web.public.verdict import Verdict

A_PAGE, LAST = 20, 100_000
ANY = ""
TYPES: dict[str, tuple[AuthorisationType, ...]] = {
    ANY: (),
    **{kind.value: (kind,) for kind in AuthorisationType},
    "both": tuple(AuthorisationType),
}
CHOICES = [(ANY, "Any"), *((kind.value, f"{kind.code}, {kind.label.lower()}") for kind in AuthorisationType), ("both", "Both")]


class RegisterForm(SearchForm):
    """The search of the register."""

    q = SearchField("Name or number")
    place = SearchField("Place")
    type = SelectField("Authorisation", choices=CHOICES, default=ANY)

    @property
    def wanted(self) -> Search:
        return Search(self.q.data or "", self.place.data or "", TYPES.get(self.type.data, ()))

    def address(self, page: int) -> str:
        """Where another page of the same search is."""
        q, place, kind = (field.data or None for field in (self.q, self.place, self.type))
        return url_for(".search_register", q=q, place=place, type=kind, page=page)


@public.get("/register")
def search_register() -> ResponseReturnValue:
    form = RegisterForm(request.args)
    page = min(max(1, request.args.get("page", 1, type=int)), LAST)
    entries, total = queries.search(db.session, form.wanted, page=page, size=A_PAGE)
    return render_template(
        "public/register/search.html",
        form=form,
        verdicts=[Verdict(reading.particulars(entry), clock.today()) for entry in entries],
        total=total,
        page=page,
        pages=-(-total // A_PAGE),
        href=form.address,
        now=clock.now(),
    )


@public.get("/register/<tin>")
def show_entry(tin: str) -> ResponseReturnValue:
    entry = queries.find_public(db.session, number_of(tin))
    if entry is None:
        raise NoResultFound
    verdict = Verdict(reading.particulars(entry), clock.today())
    return render_template("public/register/entry.html", verdict=verdict, now=clock.now())


def number_of(typed: str) -> str:
    """However it was written; what is no number is not found either."""
    try:
        return identifiers.tin(typed)
    except Invalid:
        raise NoResultFound from None
