"""The demonstration answers every question of the edition, in the form in which answers are stored."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from app.applications.answers import is_given, parse, typed
from app.applications.cells import Lists
from app.criteria.catalogue import Catalogue
from app.criteria.service import EDITIONS
from app.criteria.words import AnswerKind, ColumnKind
from app.demo.answers import Speaker, answer, bank, banked
from app.demo.cast import firms

CATALOGUE = Catalogue.read(yaml.safe_load(next(Path(EDITIONS).glob("*.yaml")).read_text()))
NORTHWIND = firms()[0]
TODAY = date(2026, 11, 24)
SPEAKER = Speaker(NORTHWIND, ("one", "two"), TODAY)
LISTS = Lists(sites={"one": "Site one", "two": "Site two"}, sources={"programme.partners": {"NO": "Norway"}})


@pytest.mark.parametrize("question", CATALOGUE.question.values(), ids=lambda question: question.id)
def test_every_question_has_an_answer_that_a_form_would_take(question):
    if question.answer.options_from:
        pytest.skip("the demonstration shares its status with no partner, so this list is never asked for")

    value = answer(question, SPEAKER)

    assert is_given(question, value)
    assert parse(question, typed(question, value, LISTS), LISTS) == value


def test_every_text_belongs_to_a_question_and_every_question_has_its_own():
    assert set(bank("texts")) == {one.id for one in CATALOGUE.question.values() if one.answer.kind is AnswerKind.TEXT}


def columns(kind):
    return [(one, column) for one in CATALOGUE.question.values() for column in one.answer.columns if column.kind is kind]


@pytest.mark.parametrize(("question", "column"), columns(ColumnKind.TEXT), ids=lambda one: getattr(one, "id", None) or one.code)
def test_every_cell_of_words_has_a_word(question, column):
    assert banked(question, column, 0) is not None


@pytest.mark.parametrize("kind", [ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.NUMBER, ColumnKind.CHOICE, ColumnKind.YES_NO])
def test_every_word_has_its_cell(kind):
    known = {name for question, column in columns(kind) for name in (column.code, f"{question.id}.{column.code}")}

    assert set(bank("cells")[kind.value]) <= known | set(CATALOGUE.question)


def told(code, firm=NORTHWIND, **profile):
    question = CATALOGUE.question[code]
    return answer(question, Speaker(firm, ("one", "two"), TODAY, profile))


def test_people_are_grown_up_and_certificates_still_count():
    assert all(date.fromisoformat(row["born_on"]).year < TODAY.year - 18 for row in told("P.2.persons"))
    assert all(row["valid_to"] > TODAY.isoformat() for row in told("P.9.certificates"))


def test_the_figures_are_those_of_a_business_of_this_size():
    small, large = (next(one for one in firms() if test(one.people)) for test in (lambda n: n < 10, lambda n: n > 100))

    for firm in (small, large):
        rows = told("P.6.figures", firm)
        assert [row["year"] for row in rows] == [2025, 2024, 2023]
        assert rows[0]["staff"] == firm.people
        assert 100_000 < rows[0]["turnover"] / firm.people < 250_000


def test_its_people_are_its_own():
    assert {row["name"] for row in told("P.2.persons")} == set(NORTHWIND.names)
    assert {row["name"] for row in told("P.2.persons", firms()[1])} == set(firms()[1].names)


def test_the_registered_name_is_that_of_the_business():
    profile = {"name": "Northwind Ltd", "legal_form": "Ltd", "established_on": "2014-05-02", "country": "ZZ", "identifiers": []}
    profile |= {"street": "1 Quay Road", "postcode": "1000", "city": "Exampleton", "tin": "ZZ1", "sites": [], "contacts": []}

    rows = answer(CATALOGUE.question["P.1.details"], replace(SPEAKER, profile=profile))

    assert [row["name"] for row in rows] == ["Northwind Ltd"]
