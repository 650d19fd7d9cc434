from datetime import date

import pytest
import zxingcpp

from app.authorisations import sheet
from app.authorisations.sheet_words import LANGUAGES
from app.programme.words import AuthorisationType, Role
from tests import sheets

ALL_ROLES = tuple(role.value for role in Role)


def test_the_certificate_names_holder_authorisations_and_check():
    text = sheets.words(sheet.render(sheets.certificate()))

    for said in (
        "Northwind Forwarding Ltd",
        "ZZ1000000001",
        "14 Quay Road, Port Meridian 20417",
        "ZZ-AEOC-2026-000042",
        "ZZ-AEOS-2026-000043",
        "in force from 11 March 2026",
        "Warehouse 1",
        "Customs Code, articles 38 and 39",
        "Done at Port Meridian, 6 March 2026",
        "7Q4K-2M9D-XT3P",
        "aeo.example.gov/v",
        "Valid only if the live check says so.",
    ):
        assert said in text


def test_it_says_the_same_in_the_second_language():
    text = sheets.words(sheet.render(sheets.certificate()))

    for said in (
        "Certificat d’opérateur économique agréé",
        "en vigueur dès le 11 mars 2026",
        "Importateur, transitaire",
        "Code des douanes, articles 38 et 39",
        "Fait à Port Meridian, 6 mars 2026",
        "Valable uniquement si la vérification en ligne le confirme.",
    ):
        assert said in text


def test_its_square_code_opens_the_live_check():
    pictures = sheets.read(sheet.render(sheets.certificate())).pages[0].images

    codes = [code.text for one in pictures for code in zxingcpp.read_barcodes(one.image.convert("L").resize((400, 400)))]

    assert codes == ["https://aeo.example.gov/v/7Q4K-2M9D-XT3P"]


def test_one_authorisation_stands_alone():
    text = sheets.words(sheet.render(sheets.certificate(grants=(sheets.SECURITY,))))

    assert "ZZ-AEOS-2026-000043" in text
    assert "AEOC" not in text


def test_an_authorisation_that_ends_says_when():
    ending = sheet.Grant("aeos", "ZZ-AEOS-2026-000043", date(2026, 3, 11), date(2029, 4, 1))

    text = sheets.words(sheet.render(sheets.certificate(grants=(ending,))))

    assert "in force from 11 March 2026 until 1 April 2029" in text
    assert "jusqu’au 1er avril 2029" in text


def test_two_sites_stand_on_the_sheet():
    assert len(sheets.read(sheet.render(sheets.certificate(count=2))).pages) == 1


def test_many_sites_are_listed_in_an_annex():
    pdf = sheet.render(sheets.certificate(count=40))

    text = sheets.words(pdf)
    assert len(sheets.read(pdf).pages) == 3
    assert "40 sites, listed in the annex" in text
    assert all(f"{site.name} {site.address} {site.code}" in text for site in sheets.sites(40))
    assert "End of the annex: 40 sites." in text


def test_every_page_of_the_annex_says_what_it_belongs_to():
    pages = sheets.read(sheet.render(sheets.certificate(count=40))).pages

    assert all("7Q4K-2M9D-XT3P" in page.extract_text() for page in pages)


def test_a_holder_without_a_site_has_no_line_for_sites():
    assert "Sites" not in sheets.words(sheet.render(sheets.certificate(count=0)))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_long_name_with_an_alias_still_fits(count):
    pdf = sheet.render(
        sheets.certificate(
            name=sheets.LONG_NAME, alias="Южная складская компания", alias_language="ru", roles=ALL_ROLES[:8], count=count
        )
    )

    assert "Южная складская компания" in sheets.words(pdf)


def test_a_holder_of_every_role_has_them_named_in_the_annex():
    text = sheets.words(sheet.render(sheets.certificate(name=sheets.LONG_NAME, roles=ALL_ROLES, count=2)))

    assert "16 roles, listed in the annex" in text
    assert "postal operator, free zone operator" in text


def test_arabic_leads_and_an_address_in_latin_letters_keeps_its_order():
    named = {"name": "نورثويند للشحن", "alias": "Northwind Forwarding Ltd", "alias_language": "en"}

    pdf = sheet.render(sheets.certificate(languages=("ar", "en"), **named))

    assert sheets.read(pdf).trailer["/Root"]["/Lang"] == "ar"
    assert "Naskh" in {name.partition("+")[2] for name, _ in sheets.typefaces(pdf)}
    assert "14 Quay Road, Port Meridian 20417" in sheets.words(pdf)


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_every_language_knows_every_role_and_type(words):
    assert set(words.role) == set(ALL_ROLES)
    assert set(words.types) == {one.value for one in AuthorisationType}


def test_one_site_in_the_annex_is_spoken_of_as_one():
    assert [words.sites_in_annex(1) for words in LANGUAGES.values()] == [words.in_annex[0] for words in LANGUAGES.values()]


@pytest.mark.parametrize("base_url", ["https://aeo.example.gov", "https://aeo.example.gov/"])
def test_the_address_of_the_check_has_no_double_stroke(base_url):
    assert sheet.Check("7Q4K-2M9D-XT3P", base_url).url == "https://aeo.example.gov/v/7Q4K-2M9D-XT3P"
