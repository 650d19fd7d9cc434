"""Which pages a menu offers, and which one it says is open."""

import pytest

from app.web.navigation import menu


@pytest.fixture
def open_page(small_portal):
    def entries(door, at):
        with small_portal.test_request_context(at):
            return {entry.label: entry.is_current for entry in menu(door)}

    return entries


def test_a_page_that_does_not_exist_is_not_offered(open_page):
    assert list(open_page("public", "/home")) == ["Criteria", "Benefits", "Help"]


def test_the_open_page_is_marked(open_page):
    assert open_page("public", "/benefits") == {"Criteria": False, "Benefits": True, "Help": False}


def test_a_page_below_marks_the_entry_above(open_page):
    assert open_page("public", "/show_criterion")["Criteria"]


def test_one_entry_at_most_is_marked(app):
    with app.test_request_context("/officer/cases/00000000-0000-0000-0000-000000000000/audits"):
        assert [entry.label for entry in menu("officer") if entry.is_current] == ["Cases"]


def test_the_home_of_another_door_is_not_marked(open_page):
    assert not any(open_page("operator", "/home").values())


def test_what_is_new_is_counted_in_the_menu(draw):
    drawn = draw(
        '{% from "components/menu.html" import menu_bar %}{{ menu_bar(menu("operator"), {"operator.list_applications": 2}) }}'
    )

    assert '2<span class="govuk-visually-hidden"> new</span>' in drawn
