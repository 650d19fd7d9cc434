"""The form of a question: drawn from the edition, filled, sent, put right; nothing typed is ever lost."""

from io import BytesIO
from pathlib import Path

import html5lib
import pytest
import yaml
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict

from app.applications.answers import WrongAnswer, shown
from app.applications.cells import Lists
from app.criteria.catalogue import Catalogue
from app.criteria.words import AnswerKind, ColumnKind
from app.web import pages
from app.web.answer_fields import CELLS, FIELDS, WITHOUT_A_FIELD
from app.web.questions import Item, build_form

ROOT = Path(__file__).parents[2]
CATALOGUE = Catalogue.read(yaml.load((ROOT / "app/criteria/editions/safe-own-2026-2.yaml").read_text(), yaml.CSafeLoader))
PARTNERS = Lists(sites={"s1": "Harbour store", "s2": "Yard"}, sources={"programme.partners": {"XA": "Aland"}}, currency="ZZD")
PAGE = """{% from "components/form.html" import error_summary %}
{% from "components/question.html" import question_form, question_help %}
<!doctype html><html lang="en"><head><title>A question</title></head><body>
{% if form.errors %}{{ error_summary(form) }}{% endif %}
{{ question_form(form, caption="Trading partners, question 2 of 3", next_text="what then?", **how) }}
{{ question_help(criterion, form.question, "edition 2026", criterion.requirement, "K", small_firm=true) }}
</body></html>"""


@pytest.fixture(scope="module")
def bare():
    """A Flask of this test alone: forms and templates, no doors, no database."""
    app = Flask("bare", template_folder=ROOT / "templates")
    app.config.update(
        SECRET_KEY="only here", WTF_CSRF_ENABLED=False, DEMO=False, AUTHORITY="Customs", OFFICE="AEO office", PORTAL_NAME="Portal"
    )
    pages.register(app)
    return app


@pytest.fixture
def get(bare):
    with bare.test_request_context("/"):
        yield lambda id_, value=None, **more: build_form(CATALOGUE.question[id_], value, lists=PARTNERS, **more)


@pytest.fixture
def post(bare):
    contexts = []

    def sent(id_, fields, value=None, **more):
        contexts.append(bare.test_request_context("/", method="POST", data=MultiDict(fields)))
        contexts[-1].push()
        return build_form(CATALOGUE.question[id_], value, lists=PARTNERS, **more)

    yield sent
    for context in reversed(contexts):
        context.pop()


def page(form, **how):
    criterion = CATALOGUE.criterion_of[form.question.id]
    return render_template_string(PAGE, form=form, criterion=criterion, how=how)


def tree(html):
    return html5lib.parse(html, namespaceHTMLElements=False)


def test_every_kind_of_answer_and_of_column_has_a_field():
    assert set(FIELDS) | WITHOUT_A_FIELD == set(AnswerKind)
    assert set(CELLS) == set(ColumnKind)


@pytest.mark.parametrize("changing", [False, True])
def test_every_question_of_the_edition_has_a_sound_page(get, changing):
    for id_ in CATALOGUE.question:
        html = page(get(id_, library=[Item("d1", "Contract")]), changing=changing)
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        document = parser.parse(html)

        ids = [element.get("id") for element in document.iter() if element.get("id")]
        controls = [e for e in document.iter() if e.tag in ("input", "select", "textarea") and e.get("type") != "hidden"]
        named = {label.get("for") for label in document.iter("label")}
        assert len(ids) == len(set(ids)), id_
        assert {control.get("id") for control in controls} <= named, id_
        assert len(list(document.iter("h1"))) == (0 if changing else 1), id_
        assert "style=" not in html, id_
        assert "onclick" not in html, id_


@pytest.mark.parametrize(
    ("id_", "fields", "value"),
    [
        ("P.2.group", {"answer": "yes"}, "yes"),
        ("G.3.class", {"answer": "none"}, "none"),
        ("F.4.safeguards", [("answer", "updates"), ("answer", "own_accounts")], ["own_accounts", "updates"]),
        ("P.4.partner_list", {"answer": "XA"}, ["XA"]),
        ("P.3.flow", {"answer": " Goods arrive. "}, "Goods arrive."),
        ("J.5.systems", {"answer": "24"}, 24),
        ("G.1.approved", [("answer", "4"), ("answer", "11"), ("answer", "2026")], "2026-11-04"),
        ("D.5.promise", {"answer": "yes"}, True),
        ("B.1.sample", {"evidence": "d1"}, True),
        ("P.3.classes", {"row-count": "1", "row-1-site": "s2", "row-1-site_class": "Yards", "row-1-keeper": "Ines"},
         [{"site": "s2", "site_class": "Yards", "keeper": "Ines"}]),
    ],
)  # fmt: skip
def test_an_answer_that_was_sent_is_read(post, id_, fields, value):
    form = post(id_, fields, library=[Item("d1", "Two jobs")])

    assert form.validate_on_submit()
    assert form.value() == value


@pytest.mark.parametrize(
    ("id_", "value"),
    [
        ("P.2.group", "no"),
        ("G.3.class", "none"),
        ("F.4.safeguards", ["own_accounts", "updates"]),
        ("P.3.flow", "Goods <b>arrive</b>.\nThen they leave."),
        ("J.5.systems", 24),
        ("G.1.approved", "2026-11-04"),
        ("D.5.promise", True),
        (
            "P.3.classes",
            [{"site": "s2", "site_class": "Yards", "keeper": "Ines"}, {"site": "s1", "site_class": "Stores", "keeper": "Jo"}],
        ),
        ("P.5.numbers", [{"kind": "vat", "number": "ZZ1", "country": "NO"}]),
        (
            "A.8.screening",
            [{"row": r, "lists": "EU", "when": "daily", "clears": "Ines"} for r in ("partners", "goods", "destinations")],
        ),
        ("P.9.certificates", []),
        ("P.3.flow", {"mode": "not_applicable", "reason": "We own no goods."}),
        ("P.3.classes", {"mode": "alternative", "reason": "One store."}),
        ("P.3.flow", None),
    ],
)
def test_what_was_stored_comes_back_unchanged_when_the_page_is_sent_as_it_is(get, post, id_, value):
    fields = sent_by_a_browser(page(get(id_, value)))

    assert post(id_, fields, value).value() == value


@pytest.mark.parametrize(
    ("id_", "fields"),
    [
        ("P.3.classes", {"row-count": "2", "row-1-site": "s1", "row-2-site_class": "Half"}),
        ("G.1.approved", [("answer", "31"), ("answer", ""), ("answer", "2026")]),
        ("J.5.systems", {"answer": "a day or so"}),
        ("F.4.safeguards", [("answer", "updates"), ("answer", "none")]),
        ("P.3.flow", {"argue": "alternative", "reason-alternative": "x" * 10_001}),
    ],
)
def test_what_was_begun_and_kept_comes_back_on_the_next_visit(get, post, id_, fields):
    begun = post(id_, fields).raw()

    fields = sent_by_a_browser(page(get(id_, draft=begun)))

    assert post(id_, fields).raw() == begun


def sent_by_a_browser(html):
    """Name and value of every control of the page, as a browser would send them by the first button of the form."""
    form = tree(html).find(".//form")
    for control in (one for one in form.iter() if one.tag in ("input", "textarea", "select")):
        name, kind = control.get("name"), control.get("type")
        if control.tag == "select":
            chosen = [option for option in control.iter("option") if option.get("selected") is not None] or list(
                control.iter("option")
            )
            yield name, chosen[0].get("value")
        elif control.tag == "textarea":
            yield name, "".join(control.itertext())
        elif kind == "file" or (kind in ("radio", "checkbox") and control.get("checked") is None):
            continue
        else:
            yield name, control.get("value", "")


def test_the_enter_key_saves_and_removes_no_row(get):
    first = tree(page(get("P.3.classes"))).find(".//form").find(".//button")

    assert (first.get("type"), first.get("name")) == ("submit", None)


TWO = {
    "row-count": "2", "row-1-site": "s1", "row-1-site_class": "Stores", "row-1-keeper": "Ines",
    "row-2-site": "", "row-2-site_class": "Half <typed", "row-2-keeper": "",
}  # fmt: skip


def test_a_row_is_added_and_nothing_typed_is_lost(post):
    form = post("P.3.classes", TWO | {"add-row": "1"})

    assert form.rearranged
    assert not form.validate_on_submit()
    assert not form.errors
    assert [row.name for row in form.rows] == ["Row 1", "Row 2", "Row 3"]
    assert form["row-2-site_class"].data == "Half <typed"
    assert 'value="Half &lt;typed"' in page(form)


def test_a_row_is_removed_and_the_next_takes_its_place(post):
    form = post("P.3.classes", TWO | {"remove-row": "1"})

    assert form.rearranged
    assert [(len(form.rows), form["row-1-site_class"].data)] == [(1, "Half <typed")]
    assert dict(sent_by_a_browser(page(form)))["row-count"] == "1"


def test_the_last_row_that_is_removed_leaves_a_blank_one(post):
    form = post("P.3.classes", {"row-count": "1", "row-1-site_class": "Stores", "remove-row": "1"})

    assert len(form.rows) == 1
    assert not any(cell.data for cell in form.rows[0].cells)


def test_rows_that_are_fixed_can_neither_be_added_nor_removed(get, post):
    assert "remove-row" not in page(get("A.8.screening"))
    assert not post("A.8.screening", {"add-row": "1"}).rearranged


def test_mistakes_name_row_and_column_above_and_stand_at_their_field(post):
    form = post("P.5.numbers", {"row-count": "1", "row-1-kind": "vat", "row-1-number": "ZZ1", "row-1-country": "Ruritania"})

    assert not form.validate_on_submit()
    assert form.mistakes == [{"text": "Row 1, Country: write a country by its name or its two letters", "href": "#row-1-country"}]
    html = page(form)
    assert 'id="row-1-country-error"' in html
    assert 'value="Ruritania"' in html
    assert "Nothing you typed is lost." in html


def test_a_date_that_is_none_is_shown_as_typed(post):
    form = post("G.1.approved", [("answer", "31"), ("answer", ""), ("answer", "2026")])

    assert not form.validate_on_submit()
    assert form.mistakes == [{"text": "Write a date, like 27 3 2026", "href": "#answer-day"}]
    assert [value for name, value in sent_by_a_browser(page(form)) if name == "answer"] == ["31", "", "2026"]


@pytest.mark.parametrize(
    ("id_", "fields", "text", "href"),
    [
        ("P.2.group", {}, "Choose yes or no", "#answer"),
        ("F.4.safeguards", {}, "Choose at least one of the answers", "#answer"),
        ("P.3.flow", {"answer": " "}, "Write an answer", "#answer"),
        ("B.1.sample", {}, "Attach at least one file, or choose one from your library", "#upload"),
        ("P.3.classes", {"row-count": "1", "row-1-site": ""}, "Fill in at least one row", "#row-1-site"),
        ("P.3.flow", {"argue": "alternative"}, "Write the reason in a sentence or two", "#reason-alternative"),
    ],
)
def test_an_answer_that_is_missing_is_asked_for_and_the_link_leads_to_its_field(post, id_, fields, text, href):
    form = post(id_, fields)

    assert not form.validate_on_submit()
    assert form.mistakes == [{"text": text, "href": href}]
    assert any(f"#{element.get('id')}" == href for element in tree(page(form)).iter())


def test_an_optional_table_may_be_left_empty(post):
    form = post("P.9.certificates", {"row-count": "1", "row-1-number": ""})

    assert form.validate_on_submit()
    assert form.value() == []


@pytest.mark.parametrize("id_", ["P.2.group", "P.3.classes", "F.4.safeguards", "B.1.sample"])
def test_any_question_can_be_argued_by_its_button(post, id_):
    form = post(id_, {"argue": "not_applicable", "reason-not_applicable": "We are one person."})

    assert form.validate_on_submit()
    assert form.value() == {"mode": "not_applicable", "reason": "We are one person."}


def test_a_reason_counts_if_it_is_all_that_was_typed(post):
    form = post("P.3.flow", {"answer": "", "reason-alternative": "A drawing is attached."})

    assert form.value() == {"mode": "alternative", "reason": "A drawing is attached."}


def test_an_answer_counts_more_than_a_reason_typed_before(post):
    form = post("P.3.flow", {"answer": "Goods arrive.", "reason-not_applicable": "We own no goods."})

    assert form.value() == "Goods arrive."


def test_rows_typed_beside_a_reason_are_shown_again(post):
    form = post("P.3.classes", TWO | {"argue": "not_applicable"})

    assert not form.validate_on_submit()
    assert form["row-2-site_class"].data == "Half <typed"


def test_a_must_can_be_argued_and_a_should_cannot(get):
    assert "argue" in page(get("P.3.flow"))
    assert "argue" not in page(get("P.3.flow"), arguable=False)


def test_evidence_ticked_and_files_sent_are_handed_to_the_door(post):
    form = post("P.3.flow", [("answer", "x"), ("evidence", "d1"), ("upload", (BytesIO(b"%PDF"), "plan.pdf"))])

    assert form.evidence_ids == ["d1"]
    assert [one.filename for one in form.uploads] == ["plan.pdf"]
    assert not form.keeps_all


def test_evidence_is_ticked_again_when_a_row_is_added(post):
    library = [Item("d1", "Map", "Site plan, PDF"), Item("d2", "Contract")]
    form = post("P.3.sites", [("row-count", "1"), ("add-row", "1"), ("evidence", "d2")], library=library)

    assert [value for name, value in sent_by_a_browser(page(form)) if name == "evidence"] == ["d2"]


def test_a_file_already_attached_answers_the_question(post):
    assert post("B.1.sample", {}, value=True).validate_on_submit()


def test_an_uploaded_file_answers_the_question(post):
    assert post("B.1.sample", [("upload", (BytesIO(b"%PDF"), "jobs.pdf"))]).value() is True


def test_a_file_taken_from_the_library_and_unticked_no_longer_does(post):
    assert post("B.1.sample", {}, value=True, library=[Item("d1", "Two jobs")]).value() is None


def test_the_version_of_the_stored_answer_travels_with_the_form(get, post):
    assert dict(sent_by_a_browser(page(get("P.3.flow", "x", version=7))))["version"] == "7"
    assert post("P.3.flow", {"answer": "x", "version": "7"}, version=8).version.data == 7


def test_the_look_back_date_is_printed(get):
    html = page(get("A.1.breach", lookback="1 December 2023"))

    assert "Since 1 December 2023, has a court" in html


def test_help_says_what_must_be_true_and_what_is_enough_for_a_small_firm(get):
    html = page(get("B.1.sample"))

    assert "What must be true" in html
    assert CATALOGUE.criterion["B.1"].sme_note in html


def test_a_name_typed_by_a_trader_cannot_become_a_tag(post):
    html = page(post("P.2.persons", {"row-count": "1", "row-1-name": "<script>alert(1)</script>", "add-row": "1"}))

    assert "<script>" not in html


def test_more_rows_than_a_form_may_have_are_kept_and_sent_back(post):
    many = {"row-count": "5000"} | {f"row-{n}-keeper": "x" for n in range(1, 102)}
    form = post("P.3.classes", many)

    with pytest.raises(WrongAnswer, match="at most 100 rows"):
        form.value()
    assert len(form.rows) == 101


def test_an_answer_is_shown_for_reading(bare):
    question = CATALOGUE.question["P.3.classes"]
    told = shown(question, [{"site": "s1", "site_class": "<b>", "keeper": "Ines"}], PARTNERS)

    with bare.test_request_context("/"):
        html = render_template_string(
            '{% from "components/question.html" import answer_shown %}{{ answer_shown(told, "Classes") }}', told=told
        )

    assert "Harbour store" in html
    assert "&lt;b&gt;" in html


def test_an_amount_says_its_currency_to_the_eye_and_to_the_ear(get):
    html = page(get("P.6.figures"))

    assert '<div class="govuk-input__suffix" aria-hidden="true">ZZD</div>' in html
    assert 'Turnover<span class="govuk-visually-hidden">, ZZD</span>' in html


def test_a_table_of_one_row_offers_no_second(get, post):
    html = page(get("P.1.details"))

    assert "Add a row" not in html
    assert "Remove it" not in html
    assert "Row 1" not in html
    assert not post("P.1.details", {"row-count": "1", "row-1-name": "Northwind", "add-row": "1"}).rearranged
