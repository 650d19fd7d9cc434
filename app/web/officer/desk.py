"""The desk: what is to be done next, in all that is open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flask import render_template, request, url_for
from flask_login import current_user

from app.assessment.clock import Holder
from app.core import clock
from app.desk import gather, past, queries
from app.desk.queries import A_LIST, Counts, Part, Wanted
from app.desk.words import Group, Kind, Whose
from app.extensions import db
from app.web.fields import SelectField
from app.web.forms import SearchForm
from app.web.officer import officer
from app.web.officer.desk_rows import Known, section
from app.web.officer.peek import Peek, look_up


class DeskForm(SearchForm):
    """Which rows are shown."""

    kind = SelectField("Kind", choices=[("", "All kinds"), *Kind.choices()], validate_choice=False)
    ball = SelectField("Ball with", choices=[("", "Ball with anyone"), *Holder.choices()], validate_choice=False)


@officer.get("", strict_slashes=False)
def desk() -> str:
    user, form = current_user.user, DeskForm(request.args)
    wanted = wanted_now(form)
    parts, peek = queries.desk(db.session, user, wanted), look_up(request.args.get("find", ""))
    numbers = queries.counts(db.session, user)
    known, peek = known_of(parts, peek)
    return render_template(
        "officer/desk/show.html",
        form=form,
        wanted=wanted,
        sections=[section(part, known, address(wanted, group=part.group)) for part in parts],
        with_officers=wanted.whose is Whose.ALL,
        lists=lists_of(wanted, numbers),
        policies=numbers.policies,
        href=lambda number: address(wanted, page=number),
        pages=-(-parts[0].total // A_LIST) if wanted.group and parts else 1,
        back=address(replace(wanted, group=None, page=1)),
        peek=peek,
        today=clock.today(),
        words=Group,
    )


def lists_of(wanted: Wanted, numbers: Counts) -> list[dict[str, object]]:
    """The lists with their numbers; of what nobody has taken also what is due."""
    notes = {Whose.UNASSIGNED: f"{numbers.pressing} due" if numbers.pressing else ""}
    return [
        {
            "label": one.label,
            "href": address(wanted, whose=one),
            "current": one is wanted.whose,
            "number": numbers.lists[one],
            "note": notes.get(one, ""),
        }
        for one in Whose
    ]


def wanted_now(form: DeskForm) -> Wanted:
    """What the address asks for; whatever it does not know is left out."""
    return Wanted(
        whose=known_word(Whose, request.args.get("list")) or queries.default_list(current_user.user),
        kind=known_word(Kind, form.kind.data),
        who=known_word(Holder, form.ball.data),
        group=known_word(Group, request.args.get("group")),
        page=max(1, request.args.get("page", 1, type=int)),
    )


def known_word(words, value):  # type: ignore[no-untyped-def]
    return words(value) if value in set(words) else None


def address(wanted: Wanted, **changed: object) -> str:
    """The desk with one thing changed."""
    then = replace(wanted, **({"page": 1} | changed))  # type: ignore[arg-type]
    page = then.page if then.page > 1 else None
    return url_for(".desk", list=then.whose, kind=then.kind, ball=then.who, group=then.group, page=page)


def known_of(parts: Iterable[Part], peek: Peek | None) -> tuple[Known, Peek | None]:
    """The cases on the page, with that of the business looked up."""
    ids = {entry.id for part in parts for entry in part.entries if entry.kind is Kind.CASE}
    operator_id = peek.operator.id if peek and peek.operator else None
    applications = gather.cases_of(db.session, current_user.user, ids, operator_id=operator_id)
    situations = gather.situations(db.session, applications)
    if peek is not None:
        case = next((one for one in applications if one.operator_id == operator_id and one.closed_at is None), None)
        peek = replace(peek, case=case, situation=situations[case.id] if case else None)
    return Known(current_user.user, {one.id: one for one in applications}, situations, past.news(db.session, ids)), peek
