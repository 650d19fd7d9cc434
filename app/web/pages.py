"""What every page has at hand: templates of GOV.UK, filters, menus, the name of the portal."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from app.core import clock
from app.web import assets, formats, navigation
from app.web.case_clock import case_clock
from app.web.distribution import distribution
from app.web.meanings import label, meaning
from app.web.ranges import ranges
from app.web.usage import columns
from app.web.waterfall import NARROW, waterfall

GOVUK = {package: PackageLoader(package) for package in ("govuk_frontend_jinja", "govuk_frontend_wtf")}


def names() -> dict[str, Any]:
    """Who runs the portal and what it is called, for bars, titles and feet."""
    config = current_app.config
    return {
        "demo": config["DEMO"],
        "portal_name": config.get("PORTAL_NAME", "Partnership portal"),
        "authority": config["AUTHORITY"],
        "office": config["OFFICE"],
    }


def register(app: Flask) -> None:
    """Give the templates their filters, menus and names."""
    app.jinja_loader = ChoiceLoader([app.jinja_loader, PrefixLoader(GOVUK)])  # type: ignore[list-item]
    app.jinja_env.filters.update(formats.FILTERS, meaning=meaning, label=label)
    app.jinja_env.globals.update(
        menu=navigation.menu,
        foot=navigation.foot,
        page_exists=navigation.exists,
        today=clock.today,
        case_clock=case_clock,
        columns=columns,
        distribution=distribution,
        ranges=ranges,
        waterfall=waterfall,
        narrow_sheet=NARROW,
    )
    app.context_processor(names)
    assets.register(app)
