from dataclasses import replace

from app.audits.report_sheet import render
from tests import sheets


def test_the_report_tells_who_saw_what_and_what_to_do():
    text = sheets.words(render(sheets.REPORT))

    for said in (
        "Report of the site visit of 12 to 16 October 2026",
        "R. Haddad, M. Sørensen",
        "Head office",
        "Eleven people were asked.",
        "The records of six months were read.",
        "I.1 Gates",
        "Not met",
        "FND-2026-000007",
        "Close both. By 30 October 2026.",
        "You may reply until 22 November 2026.",
    ):
        assert said in text


def test_a_visit_without_findings_says_so():
    assert "None." in sheets.words(render(replace(sheets.REPORT, findings=())))


def test_a_long_report_runs_on_with_its_head_repeated():
    pages = sheets.read(render(replace(sheets.REPORT, seen=sheets.REPORT.seen * 60))).pages

    assert len(pages) > 2
    assert all("AUD-2026-000012" in page.extract_text() for page in pages)


def test_its_table_has_heads_for_a_reading_machine():
    kinds = [part.get("/S") for part in sheets.parts(render(sheets.REPORT))]

    assert {"/Table", "/TH", "/TD", "/H1", "/H2"} <= set(kinds)
