"""Jinja for letters and PDF, outside a request."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from app.core import typesetting

TEMPLATES = Path(__file__).parents[2] / "templates"


def environment() -> Environment:
    """A template that names what it was not given fails, instead of leaving a hole in a letter."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations()  # type: ignore[attr-defined]
    made.filters |= {one.__name__: one for one in (typesetting.day, typesetting.direction, typesetting.paragraphs)}
    made.globals["even"] = typesetting.even
    return made


ENVIRONMENT = environment()


def render(template: str, context: Mapping[str, object]) -> str:
    """The text of a template, named from the templates' folder."""
    return ENVIRONMENT.get_template(template).render(context)
