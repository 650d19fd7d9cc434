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
from app.demo.answers import Speaker, answer, bank

CATALOGUE = Catalogue.read(yaml.safe_load(next(Path(EDITIONS).glob("*.yaml")).read_text()))
SPEAKER = Speaker("Northwind", ("one", "two"), date(2026, 11, 24))
LISTS = Lists(sites={"one": "Site one", "two": "Site two"}, sources={"programme.partners": {"NO": "Norway"}})


@pytest.mark.parametrize("question", CATALOGUE.question.values(), ids=lambda question: question.id)
def test_every_question_has_an_answer_that_a_form_would_take(question):
    if question.answer.options_from:
        pytest.skip("the demonstration shares its status with no partner, so this list is never asked for")

    value = answer(question, SPEAKER)

    assert is_given(question, value)
    assert parse(question, typed(question, value, LISTS), LISTS) == value


def test_every_text_belongs_to_a_question():
    assert set(bank("texts")) <= set(CATALOGUE.question)


def test_the_registered_name_is_that_of_the_business():
    profile = {"name": "Northwind Ltd", "legal_form": "Ltd", "established_on": "2014-05-02", "country": "ZZ", "identifiers": []}
    profile |= {"street": "1 Quay Road", "postcode": "1000", "city": "Exampleton", "tin": "ZZ1", "sites": [], "contacts": []}

    rows = answer(CATALOGUE.question["P.1.details"], replace(SPEAKER, profile=profile))

    assert [row["name"] for row in rows] == ["Northwind Ltd"]
