"""What a part of a page shows."""

import importlib
import pkgutil
import re
from datetime import date
from pathlib import Path

import pytest

import app
from app.applications.states import RequestState, State
from app.core.words import Word
from app.criteria.words import Result
from app.web.fields import RadioField
from app.web.forms import Form
from app.web.meanings import MEANINGS, meaning

TEMPLATES = Path(app.__file__).parent.parent / "templates"
PAGES = [path for door in ("layouts", "components", "errors", "public", "account", "operator", "officer")
         for path in (TEMPLATES / door).rglob("*.html")]  # fmt: skip
STATES = [
    word
    for module in pkgutil.walk_packages(app.__path__, "app.")
    if module.name.endswith(".states")
    for name, kind in vars(importlib.import_module(module.name)).items()
    if isinstance(kind, type) and issubclass(kind, Word) and name.endswith("State")
    for word in kind
]


def text(drawn):
    return re.sub(r"<[^>]+>", "", drawn)


@pytest.mark.parametrize("word", STATES, ids=lambda word: f"{type(word).__module__}.{word.name}")
def test_every_state_has_its_meaning(word):
    assert word.value in MEANINGS


def test_a_state_is_shown_with_its_colour_and_its_word(draw):
    drawn = draw('{% from "components/tag.html" import state %}{{ state(word) }}', word=State.UNDER_ASSESSMENT)

    assert drawn == '<strong class="govuk-tag is-customs">Under assessment</strong>'


def test_a_word_may_mean_something_else_in_another_place():
    assert meaning(RequestState.OPEN) == "is-trader"
    assert meaning("open") == ""


def test_a_hidden_ball_still_says_whose_turn_it_is(draw):
    drawn = draw('{% from "components/ball.html" import ball %}{{ ball("trader", hidden=true) }}')

    assert text(drawn) == "Trader"


def test_an_empty_to_do_list_says_so(draw):
    assert "Nothing is open" in draw('{% from "components/to_do.html" import to_do %}{{ to_do([]) }}')


def test_lateness_is_said_first(draw):
    row = {"text": "Close the action", "late": "21 days late", "detail": "was due 3 November"}

    drawn = draw('{% from "components/to_do.html" import to_do %}{{ to_do([row]) }}', row=row)

    assert '<span class="aeo-late">21 days late</span>, was due 3 November' in drawn


def test_an_empty_cell_is_a_dash(draw):
    drawn = draw('{% from "components/table.html" import table %}{{ table("Sites", ["Site", "Role"], [["North Quay", none]]) }}')

    assert 'data-label="Role">–</td>' in drawn


def test_what_a_person_typed_is_never_markup(draw):
    drawn = draw(
        '{% from "components/table.html" import table %}{{ table("Sites", ["Site", "Role"], [[name, name]]) }}'
        '{% from "components/facts.html" import summary %}{{ summary([{"key": name, "value": name}]) }}'
        '{% from "components/task_list.html" import task_list %}{{ task_list("t", [{"text": name, "hint": name, "tag": "x"}]) }}',
        name="<script>",
    )

    assert "<script>" not in drawn


def test_the_desk_says_what_is_late_and_what_is_due_today(draw):
    row = {"operator": "Dunmarrow", "line": "C", "next": "Answer", "href": "#", "who": "customs"}
    groups = [{"title": "Due", "rows": [row | {"legal": date(2026, 11, day)} for day in (20, 24, 30)]}]

    drawn = draw(
        '{% from "components/desk.html" import desk %}{{ desk(groups, today) }}', groups=groups, today=date(2026, 11, 24)
    )

    assert "4 late" in drawn
    assert "<strong>today</strong>" in drawn
    assert ">6</td>" in drawn


def test_a_group_of_the_desk_without_rows_is_not_drawn(draw):
    groups = [{"title": "Overdue by us", "rows": []}]

    drawn = draw('{% from "components/desk.html" import desk %}{{ desk(groups, none) }}', groups=groups)

    assert "Overdue" not in drawn


PAGINATION = (
    '{% from "components/pagination.html" import pagination %}'
    "{% macro href(n) %}?page={{ n }}{% endmacro %}{{ pagination(page, pages, href) }}"
)


def test_a_list_of_one_page_has_no_pages(draw):
    assert draw(PAGINATION, page=1, pages=1) == ""


def test_both_ends_and_the_neighbours_of_a_page_are_offered(draw):
    drawn = draw(PAGINATION, page=7, pages=20)

    assert re.findall(r'aria-label="Page (\d+)"', drawn) == ["1", "6", "7", "8", "20"]


def test_a_page_that_has_moved_on_shows_theirs_and_yours(draw):
    rows = [{"label": "Partner", "theirs": "Osmarine", "yours": "Pelligrew"}]

    drawn = draw('{% from "components/stale.html" import stale %}{{ stale(rows, who="Aino Brandt") }}', rows=rows)

    assert "Aino Brandt changed this" in drawn
    assert "Osmarine" in drawn
    assert "Pelligrew" in drawn


def test_an_expired_file_is_said_to_be(draw):
    row = {"name": "Contract", "href": "#", "valid_until": date(2026, 11, 23)}

    drawn = draw(
        '{% from "components/files.html" import file_list %}{{ file_list([row], today=today) }}',
        row=row,
        today=date(2026, 11, 24),
    )

    assert "Expired" in drawn


def test_a_figure_without_credit_has_no_chart(draw):
    one = {"name": "Security", "value": 0, "parts": [], "why_none": "It is suspended."}

    drawn = draw('{% from "components/waterfall.html" import figure %}{{ figure(one, "at best −24", "figure") }}', one=one)

    assert "<svg" not in drawn
    assert "at best −24" in drawn
    assert "It is suspended." in drawn


def test_parts_stand_in_the_order_of_what_they_cost(draw):
    rows = [
        {"code": code, "fact": "", "points": 0, "best": 0, "lost": lost} for code, lost in (("B10", 0), ("C10", 8), ("A10", 3))
    ]

    drawn = draw('{% from "components/waterfall.html" import parts %}{{ parts(credit) }}', credit={"parts": rows, "totals": []})

    assert re.findall(r"[A-Z]10", drawn) == ["C10", "A10", "B10"]


def test_the_point_of_a_decision_says_when_nobody_replied(draw):
    drawn = draw('{% from "components/decision.html" import point %}{{ point("g", "I.2 Gates", "not_met", "Open fence") }}')

    assert "No reply." in drawn


def test_the_portal_is_named_in_the_bar(small_portal):
    page = small_portal.test_client().get("/nowhere").text

    assert "Partnership portal" in page


def test_a_demonstration_says_so_on_every_page(small_portal):
    small_portal.config["DEMO"] = True

    assert "All names and cases are invented." in small_portal.test_client().get("/nowhere").text


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_page_has_a_style_or_a_script_of_its_own(path):
    source = path.read_text("utf-8")

    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", source)


def test_a_result_that_was_given_is_pressed(small_portal, draw):
    class Rating(Form):
        result = RadioField("Result", choices=Result.choices())

    with small_portal.test_request_context("/home"):
        form = Rating(result=Result.PARTLY)
    drawn = draw('{% from "components/bench.html" import keys %}{{ keys(form.result, numbered=true) }}', form=form)

    assert re.search(r'value="partly" checked data-key="2"', drawn)


def test_what_was_done_is_said_in_one_banner_and_what_is_to_be_noted_in_another(draw):
    said = [("message", "Saved."), ("warning", "Not sent."), ("message", "Sorted.")]

    drawn = draw('{% from "components/notices.html" import notices %}{{ notices(said) }}', said=said)

    assert drawn.count("govuk-notification-banner__header") == 2
    assert drawn.index("Sorted.") < drawn.index("Not sent.")
