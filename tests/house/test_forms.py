"""Every form of every page tells its mistakes in the order in which its fields stand on the page."""

import re

import pytest
from flask import template_rendered

from app.web.forms import Form
from tests.house.test_pages import ROLES, pages


@pytest.fixture
def drawn(shown):
    """The form of the page asked for last, if it has one."""
    forms = {}

    def note(_, template, context, **__):
        if isinstance(context.get("form"), Form):
            forms["last"] = context["form"]

    template_rendered.connect(note, shown)
    yield forms
    template_rendered.disconnect(note, shown)


def hrefs(form):
    """Where the summary would lead, were everything wrong."""
    for field in form or ():
        field.errors = ["Wrong"]
    return [mistake.get("href") for mistake in form.mistakes] if form else []


@pytest.mark.parametrize(("door", "role"), ROLES)
def test_mistakes_are_told_in_the_order_of_the_page(shown, told, browsers, drawn, door, role):
    wrong = {}
    for address in pages(shown, told, door):
        drawn.clear()
        page = browsers[role].get(address, buffered=True).data
        at = {f"#{name.decode()}": place for place, name in enumerate(re.findall(rb' id="([^"]+)"', page))}
        told_in_order = [href for href in hrefs(drawn.get("last")) if href in at]
        if told_in_order != sorted(told_in_order, key=at.__getitem__):
            wrong[address] = told_in_order
    assert not wrong, wrong
