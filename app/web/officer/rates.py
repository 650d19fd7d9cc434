"""How often customs looks and finds something: by the band of the credit, and beside those without the status."""

from __future__ import annotations

from flask import render_template, request, url_for

from app.core import clock
from app.extensions import db
from app.programme.words import Role
from app.statistics import queries
from app.statistics.intervals import Estimate
from app.statistics.measures import Measure
from app.statistics.period import period
from app.statistics.queries import Rates
from app.statistics.words import Standing
from app.web.benefits import with_interval
from app.web.fields import SelectField
from app.web.forms import SearchForm
from app.web.officer import officer
from app.web.officer.benefits import views
from app.web.ranges import Bar


class RoleForm(SearchForm):
    """Of which role."""

    role = SelectField("Role", choices=[("", "All roles"), *Role.choices()])


def named(band: str) -> str:
    return Standing(band).label if band in set(Standing) else f"Band {band}"


def bars(rates: list[Rates], name: str) -> list[Bar]:
    """Those of whom enough is known; whoever is not authorised is the one compared with."""
    estimate: list[tuple[Rates, Estimate | None]] = [(one, getattr(one, name)) for one in rates]
    return [Bar(named(one.band), found, is_other=one.band == Standing.OUTSIDE) for one, found in estimate if found]


@officer.get("/rates")
def show_rates() -> str:
    form, months = RoleForm(request.args), period(clock.today())
    role = Role(form.role.data) if form.role.data in set(Role) else None
    rates, sources = queries.rates(queries.bands(db.session, role)), queries.sources(db.session, months)
    return render_template(
        "officer/benefits/rates.html",
        views=views("officer.show_rates"),
        months=months,
        form=form,
        rates=rates,
        named=named,
        with_interval=lambda estimate: with_interval(Measure.GOODS, estimate),
        charts={title: bars(rates, name) for title, name in CHARTS.items()},
        blind=[one.system for one in sources if one.is_blind],
        is_blind=not any(one.sampled for one in sources),
        has_sources=bool(sources),
        here=url_for(".show_rates"),
    )


CHARTS = {"Declarations looked at": "examined", "Errors in the random sample": "errors"}
