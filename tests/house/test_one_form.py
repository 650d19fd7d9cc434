"""There is one door to Unicode's forms, and it asks for the length first."""

import ast

import pytest

from app.accounts import passwords, totp
from app.accounts.service.register import one_form
from app.applications.cells import read_number
from app.config import HERE
from app.core.errors import Invalid
from app.core.one_form import TooLong, in_one_form
from app.desk.search import find_operators, fitting_case
from app.documents.service import clean
from app.operators.words import CHECKED_BY
from app.outcomes import csv
from app.programme import identifiers
from app.register import folding
from app.register.batch import read_ids
from app.webhooks import targets
from tests.makers import Maker
from tests.marks import MARKS, soon

REFUSING = [
    *CHECKED_BY.values(),
    identifiers.tin,
    identifiers.locode,
    identifiers.country,
    passwords.long_enough,
    one_form,
    read_number,
    lambda text: targets.read(f"https://{text}.example", loopback=False),
]
READING = [
    folding.words,
    lambda text: folding.number(text[1:]),
    fitting_case,
    clean,
    lambda text: csv.read(f"reference,operator,site\nA,{text},{text}"),
    lambda text: read_ids([text, {"scheme": "lei", "value": text}]),
    lambda text: passwords.fits(None, text),
    lambda text: totp.step_of(totp.new_secret(), text),
]


def normalising(path):
    """What is taken from `unicodedata` to bring signs into one form."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "unicodedata":
            yield from (one.name for one in node.names)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("unicodedata.normalize", "unicodedata.is_normalized"):
            yield node.attr


def test_nobody_else_asks_for_it():
    found = [str(path.relative_to(HERE)) for path in sorted((HERE / "app").rglob("*.py")) if any(normalising(path))]

    assert found == ["app/core/one_form.py"]


def test_its_length_is_asked_first():
    with soon(), pytest.raises(TooLong):
        in_one_form("NFKC", MARKS, 64)

    assert in_one_form("NFKC", "ＺＺ１", 3) == "ZZ1"


@pytest.mark.parametrize("check", REFUSING)
def test_very_many_marks_are_refused_at_once(check):
    with soon(), pytest.raises(Invalid):
        check(MARKS)


@pytest.mark.parametrize("read", READING)
def test_very_many_marks_are_read_at_once(read):
    with soon():
        read(MARKS)


def test_an_officer_who_searches_for_very_many_marks_finds_nobody(session):
    make = Maker(session)
    make.operator()

    with soon():
        assert session.scalars(find_operators(make.case_officer(), MARKS)).all() == []
