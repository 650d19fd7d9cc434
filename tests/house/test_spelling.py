"""The portal writes British English; only the name that the World Customs Organization gave is spelt as it was given."""

import re

import pytest

from app.config import HERE

TERM = re.compile(r"authori[sz]ed economic operator", re.IGNORECASE)
AMERICAN = re.compile(r"authoriz\w*", re.IGNORECASE)
MEANT = ("Authorized Economic Operator", "Authorization")  # the second is a header of HTTP
READ = sorted(
    path
    for pattern in (
        "templates/**/*.html",
        "templates/**/*.txt",
        "docs/**/*.md",
        "README.md",
        "app/authorisations/sheet_words/*.py",
    )
    for path in HERE.glob(pattern)
)


@pytest.mark.parametrize("path", READ, ids=lambda path: str(path.relative_to(HERE)))
def test_authorised_is_spelt_with_an_s_and_the_term_as_the_world_customs_organization_does(path):
    text = path.read_text("utf-8")

    assert set(TERM.findall(text)) <= {"Authorized Economic Operator"}
    for meant in MEANT:
        text = text.replace(meant, "")
    assert AMERICAN.findall(text) == []
