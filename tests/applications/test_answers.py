"""Answers as typed become values, or come back whole with what to do about them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.applications.answers import Shown, WrongAnswer, is_given, missing, parse, rows_of, shown, typed
from app.applications.cells import Lists
from app.criteria.catalogue import Question
from app.criteria.words import AnswerKind

COLUMNS = [
    {"code": "name", "label": "Partner", "kind": "text", "required": True},
    {"code": "bound", "label": "Bound by", "kind": "choice", "required": True,
     "options": [{"code": "status", "label": "Own status"}, {"code": "contract", "label": "Contract terms"}]},
    {"code": "looked", "label": "Looked at on", "kind": "date", "required": False},
    {"code": "staff", "label": "Staff", "kind": "number", "required": False},
    {"code": "weak", "label": "Is weak", "kind": "yes_no", "required": False},
    {"code": "country", "label": "Country", "kind": "country", "required": False},
    {"code": "site", "label": "Site", "kind": "site", "required": False},
]  # fmt: skip
CHECKS = [{"code": code, "label": code.title()} for code in ("identity", "references", "none")]
LISTS = Lists(sites={"s1": "Harbour store"}, sources={"programme.partners": {"XA": "Aland"}})


def question(kind, *, required=True, **spec):
    return Question.model_validate({
        "id": "K.2.x", "text": "?", "why": "?", "good_evidence": "?", "evidence": {"expect": "none", "kinds": []},
        "asked_in": ["application"], "visibility": "company", "answer": {"kind": kind, "required": required, **spec},
    })  # fmt: skip


def table(*columns, required=True, **spec):
    return question("table", required=required, columns=[one for one in COLUMNS if one["code"] in columns], **spec)


@pytest.mark.parametrize(
    ("asked", "raw", "value"),
    [
        (question("yes_no"), "yes", "yes"),
        (question("yes_no"), True, "yes"),
        (question("choice", options=CHECKS), "references", "references"),
        (question("multi_choice", options=CHECKS), ["references", "identity", "references"], ["identity", "references"]),
        (question("multi_choice", options=CHECKS), "none", ["none"]),
        (question("multi_choice", options_from="programme.partners"), ["XA"], ["XA"]),
        (question("text"), "  One.\r\nTwo.\x00 ", "One.\nTwo."),
        (question("number"), "1,250", 1250),
        (question("number"), "1 250,5", 1250.5),
        (question("number"), "1.250.000", 1250000),
        (question("number"), "1.250,75", 1250.75),
        (question("number"), "3,5", 3.5),
        (question("number"), "1.250", 1.25),
        (question("number"), "−40", -40),
        (question("number"), 12, 12),
        (question("date"), "27 3 2026", "2026-03-27"),
        (question("date"), "27/03/2026", "2026-03-27"),
        (question("date"), "27 March 2026", "2026-03-27"),
        (question("date"), "2026-03-27", "2026-03-27"),
        (question("date"), ["27", "3", "2026"], "2026-03-27"),
        (question("date"), {"day": "27", "month": "3", "year": "2026"}, "2026-03-27"),
        (question("file"), "on", True),
        (question("undertaking"), ["yes"], True),
    ],
)
def test_what_was_typed_becomes_a_value(asked, raw, value):
    assert parse(asked, raw, LISTS) == value


@pytest.mark.parametrize("kind", list(AnswerKind))
@pytest.mark.parametrize("raw", [None, "", "  ", [], {}])
def test_nothing_typed_is_no_answer(kind, raw):
    asked = table("name") if kind == "table" else question(kind, **({"options": CHECKS} if "choice" in kind else {}))

    value = parse(asked, raw)

    assert value is None
    assert not is_given(asked, value)
    assert shown(asked, value) == Shown()
    assert missing(asked)


@pytest.mark.parametrize(
    ("asked", "raw", "says"),
    [
        (question("yes_no"), "perhaps", "Choose yes or no"),
        (question("choice", options=CHECKS), "palm reading", "Choose one from the list"),
        (question("choice", options=CHECKS), ["identity"], "Choose one from the list"),
        (question("multi_choice", options=CHECKS), ["identity", "none"], "Choose either “None” or the others, not both"),
        (question("multi_choice", options=CHECKS), ["palm reading"], "Choose from the list"),
        (question("text"), "x" * 10_001, "Shorten this to 10,000 characters; it has 10,001"),
        (question("number"), "many", "Write a number, like 1250 or 3.5"),
        (question("number"), "1e9", "Write a number, like 1250 or 3.5"),
        (question("number"), "9" * 16, "Write a number, like 1250 or 3.5"),
        (question("number", min=0, max=720, unit="hours"), "800", "Write a number from 0 to 720"),
        (question("number", min=0), "-1", "Write a number of at least 0"),
        (question("number", max=9), "10", "Write a number of at most 9"),
        (question("date"), "24/11", "Write a date, like 27 3 2026"),
        (question("date"), "31 2 2026", "Write a real date, like 27 3 2026"),
        (question("date"), "1 smarch 2026", "Write a real date, like 27 3 2026"),
        (question("date"), "1 1 0026", "Write a real date, with the year in four digits"),
        (question("text"), {"mode": "not_applicable", "reason": " "}, "Write the reason in a sentence or two"),
        (question("text"), {"mode": "not_now", "reason": "busy"}, "Choose one from the list"),
    ],
)
def test_what_cannot_be_read_is_refused_in_plain_words_and_kept(asked, raw, says):
    with pytest.raises(WrongAnswer) as refusal:
        parse(asked, raw)

    assert str(refusal.value) == says
    assert refusal.value.raw == raw


def test_a_table_is_read_row_by_row_and_blank_rows_are_left_out():
    asked = table("name", "bound", "looked", "staff", "weak", "country", "site")
    row = {
        "name": " Osmarine  Lines",
        "bound": "status",
        "looked": "4 11 2026",
        "staff": "1,200",
        "weak": "no",
        "country": "NO",
        "site": "s1",
    }

    value = parse(asked, [{"name": ""}, row], LISTS)

    assert value == [
        {
            "name": "Osmarine Lines",
            "bound": "status",
            "looked": "2026-11-04",
            "staff": 1200,
            "weak": "no",
            "country": "NO",
            "site": "s1",
        }
    ]


def test_every_mistake_in_a_table_names_its_row_and_column():
    raw = [
        {"name": "Osmarine", "bound": "status"},
        {"name": "Pelligrew Air Cargo", "bound": "", "looked": "24/11"},
        {"looked": "1 1 2026"},
    ]

    with pytest.raises(WrongAnswer) as refusal:
        parse(table("name", "bound", "looked"), raw)

    assert [(mistake.field, mistake.summary) for mistake in refusal.value.mistakes] == [
        ("row-2-bound", "Row 2, Pelligrew Air Cargo, Bound by: choose one"),
        ("row-2-looked", "Row 2, Pelligrew Air Cargo, Looked at on: write a date, like 27 3 2026"),
        ("row-3-name", "Row 3, Partner: fill this in"),
        ("row-3-bound", "Row 3, Bound by: choose one"),
    ]
    assert refusal.value.field == "row-2-bound"
    assert refusal.value.raw == raw


@pytest.mark.parametrize("written", ["NO", "no", "Norway", " norway "])
def test_a_country_is_written_by_name_or_letters(written):
    assert parse(table("country"), [{"country": written}]) == [{"country": "NO"}]


def test_an_unknown_country_is_sent_back():
    with pytest.raises(WrongAnswer, match="write a country by its name or its two letters"):
        parse(table("country"), [{"country": "Ruritania"}])


def test_a_country_is_typed_again_by_its_name():
    assert typed(table("country"), [{"country": "NO"}]) == [{"country": "Norway"}]


def test_a_site_of_somebody_else_cannot_be_chosen():
    with pytest.raises(WrongAnswer, match="Site: choose one from the list"):
        parse(table("site"), [{"site": "s2"}], LISTS)


def test_an_optional_table_left_empty_says_that_there_is_nothing_to_list():
    asked = table("name", required=False)

    value = parse(asked, [{"name": ""}])

    assert value == []
    assert is_given(asked, value)
    assert shown(asked, value).text == "Nothing to list"


def test_an_optional_choice_left_empty_says_none_of_these():
    asked = question("multi_choice", required=False, options=CHECKS)

    assert parse(asked, []) == []
    assert is_given(asked, [])


def test_a_table_of_too_many_rows_is_sent_back():
    with pytest.raises(WrongAnswer, match="at most 100 rows"):
        parse(table("name"), [{"name": "x"}] * 101)


@pytest.fixture
def fixed():
    return table("name", rows=[{"code": "guards", "label": "Guards"}, {"code": "drivers", "label": "Drivers"}])


def test_fixed_rows_are_all_needed_once_one_is_begun(fixed):
    with pytest.raises(WrongAnswer) as refusal:
        parse(fixed, [{"row": "guards", "name": "yearly"}, {"row": "drivers", "name": ""}])

    assert str(refusal.value) == "Drivers, Partner: fill this in"


def test_fixed_rows_keep_their_order_and_their_names(fixed):
    value = parse(fixed, [{"row": "drivers", "name": "monthly"}, {"row": "guards", "name": "yearly"}])

    assert value == [{"row": "guards", "name": "yearly"}, {"row": "drivers", "name": "monthly"}]
    assert shown(fixed, value) == Shown(head=("", "Partner"), rows=(("Guards", "yearly"), ("Drivers", "monthly")))


def test_fixed_rows_that_were_not_touched_are_no_answer(fixed):
    assert parse(fixed, [{"row": "guards", "name": ""}, {"row": "drivers", "name": ""}]) is None
    assert len(rows_of(fixed.answer, None)) == 2


@pytest.mark.parametrize("kind", ["not_applicable", "alternative"])
def test_any_question_can_be_argued(kind):
    asked = table("name")

    value = parse(asked, {"mode": kind, "reason": " We have no partners. "})

    assert value == {"mode": kind, "reason": "We have no partners."}
    assert is_given(asked, value)
    assert typed(asked, value) == value


def test_an_argued_answer_is_shown_with_its_reason():
    value = {"mode": "not_applicable", "reason": "we have no partners."}

    assert shown(table("name"), value).text == "Does not apply, because we have no partners."


@pytest.mark.parametrize(
    ("asked", "value", "reads"),
    [
        (question("yes_no"), "no", Shown("No")),
        (question("choice", options=CHECKS), "identity", Shown("Identity")),
        (question("choice", options=CHECKS), "gone", Shown("gone")),
        (question("multi_choice", options=CHECKS), ["identity", "references"], Shown(items=("Identity", "References"))),
        (question("multi_choice", required=False, options=CHECKS), [], Shown("None of these")),
        (question("text"), "One.\nTwo.", Shown("One.\nTwo.")),
        (question("number", unit="hours"), 24, Shown("24 hours")),
        (question("number", unit="{currency}"), 24, Shown("24 ZZD")),
        (question("number"), 1234567.5, Shown("1,234,567.5")),
        (question("number"), 2026, Shown("2026")),
        (question("date"), "2026-03-27", Shown("27 March 2026")),
        (question("file"), True, Shown("Attached")),
        (question("undertaking"), True, Shown("Promised")),
    ],
)
def test_an_answer_is_shown_in_words(asked, value, reads):
    assert shown(asked, value, Lists(currency="ZZD")) == reads


def test_an_amount_in_a_table_is_read_with_its_unit():
    asked = question(
        "table", columns=[{"code": "duty", "label": "Duty", "kind": "number", "required": True, "unit": "{currency}"}]
    )

    assert shown(asked, [{"duty": 12500}], Lists(currency="ZZD")).rows == (("12,500 ZZD",),)


def test_a_table_of_one_row_takes_no_second():
    with pytest.raises(WrongAnswer, match="Give one row only"):
        parse(table("name", single_row=True), [{"name": "Northwind"}, {"name": "Southwind"}])


def test_what_is_wrong_in_the_only_row_is_told_by_its_column():
    with pytest.raises(WrongAnswer, match=r"^Partner: fill this in"):
        parse(table("name", "country", single_row=True), [{"country": "ZZ"}])


def test_a_table_is_shown_with_its_head_and_its_cells_in_words():
    asked = table("name", "bound", "looked", "country", "site", "weak")
    value = [
        {"name": "Osmarine", "bound": "contract", "looked": "2026-11-04", "country": "NO", "site": "s1", "weak": "no"},
        {"name": "X", "bound": "status"},
    ]

    assert shown(asked, value, LISTS) == Shown(
        head=("Partner", "Bound by", "Looked at on", "Is weak", "Country", "Site"),
        rows=(
            ("Osmarine", "Contract terms", "4 November 2026", "No", "Norway", "Harbour store"),
            ("X", "Own status", "", "", "", ""),
        ),
    )


def test_an_answer_is_shown_in_the_readers_way_of_writing_dates():
    assert shown(question("date"), "2026-03-27", locale="fr").text == "27 mars 2026"


ASKED = {
    "yes_no": question("yes_no"),
    "choice": question("choice", options=CHECKS),
    "multi_choice": question("multi_choice", options=CHECKS),
    "text": question("text"),
    "number": question("number"),
    "date": question("date"),
    "table": table("name", "bound", "looked", "staff", "weak"),
    "fixed": table("name", "looked", rows=CHECKS),
    "file": question("file"),
}
cell = some.text(max_size=12) | some.sampled_from(["yes", "no", "status", "contract", "27 3 2026", "1,200.5", "x"])
rows = some.lists(some.dictionaries(some.sampled_from(["name", "bound", "looked", "staff", "weak", "row"]), cell), max_size=4)
raws = (
    cell
    | some.lists(cell)
    | rows
    | some.none()
    | some.booleans()
    | some.integers()
    | some.floats()
    | some.dictionaries(cell, cell)
)


@settings(max_examples=400)
@given(kind=some.sampled_from(sorted(ASKED)), raw=raws)
def test_whatever_is_typed_is_read_or_refused_and_what_is_read_can_be_stored_shown_and_typed_again(kind, raw):
    asked = ASKED[kind]
    try:
        value = parse(asked, raw)
    except WrongAnswer:
        return

    assert json.loads(json.dumps(value)) == value
    assert shown(asked, value) is not None
    assert parse(asked, typed(asked, value)) == value
    assert parse(asked, value) == value
