import re
from dataclasses import replace

import pytest
from weasyprint import Attachment

from app.core import pdf, press, shelf
from tests import sheets


@pytest.fixture(scope="module")
def printed():
    return sheets.sheet.render(sheets.certificate())


def test_it_is_pdf_a_3a(printed):
    metadata = sheets.read(printed).trailer["/Root"]["/Metadata"].get_object().get_data().decode()

    assert 'pdfaid:part="3"' in metadata
    assert 'pdfaid:conformance="A"' in metadata


def test_it_is_tagged_and_names_its_language(printed):
    catalogue = sheets.read(printed).trailer["/Root"]

    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"


def test_its_colours_are_defined_once(printed):
    assert len(sheets.read(printed).trailer["/Root"]["/OutputIntents"]) == 1


def test_a_paragraph_in_the_second_language_says_so(printed):
    languages = {part["/Lang"] for part in sheets.parts(printed) if part.get("/S") == "/P" and "/Lang" in part}

    assert languages == {"fr"}


def test_every_picture_is_told_in_words(printed):
    told = [part["/Alt"] for part in sheets.parts(printed) if part.get("/S") == "/Figure"]

    assert told == ["QR code that opens the live check: https://aeo.example.gov/v/7Q4K-2M9D-XT3P", "Arms of the Example Customs"]


def test_every_typeface_is_ours_and_inside(printed):
    for name, is_inside in sheets.typefaces(printed):
        assert re.fullmatch(r"[A-Z]{6}\+(Hand|Naskh)(-Italic)?", name), f"{name}: a glyph is missing from our typefaces"
        assert is_inside


def test_the_same_values_make_the_same_file(printed):
    assert sheets.sheet.render(sheets.certificate()) == printed


def test_an_attachment_is_associated_once():
    proof = Attachment(string="{}", name="attestation.json", relationship="Data")

    catalogue = sheets.read(sheets.sheet.render(sheets.certificate(), attachments=[proof])).trailer["/Root"]

    assert [one.get_object()["/AFRelationship"] for one in catalogue["/AF"]] == ["/Data"]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/picture.png",
        "http://169.254.169.254/",
        "file:///etc/hostname",
        shelf.BASE + "../letters/base.html",
        shelf.BASE + "fonts/../portal.css",
        shelf.BASE + "fonts/../../../../config.py",
        shelf.BASE + "unknown.svg",
        shelf.BASE,
        "data:text/plain,unsafe",
        "data:image/png,unsafe",
        "data:text/html;base64,AAAA",
        "",
    ],
)
def test_nothing_comes_from_outside_the_shelf(url):
    with pytest.raises(shelf.NotOnTheShelf):
        shelf.fetch(url)


def test_a_sheet_without_its_arms_is_not_printed():
    context = sheets.certificate() | {"authority": replace(sheets.AUTHORITY, arms="gone.svg")}

    with pytest.raises(FileNotFoundError, match=r"gone\.svg"):
        sheets.sheet.render(context)


def test_a_page_that_would_overprint_itself_is_not_made():
    with pytest.raises(pdf.NothingFits):
        sheets.sheet.render(sheets.certificate(name=sheets.LONG_NAME * 6))


def test_the_last_setting_is_used_only_if_none_before_it_fits(monkeypatch):
    tried = []
    monkeypatch.setattr(press, "collides", lambda sheet: tried.append(sheet) or len(tried) < 3)

    printed = sheets.sheet.render(sheets.certificate())

    assert len(sheets.read(printed).pages) == 2
