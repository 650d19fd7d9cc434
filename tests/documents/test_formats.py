import pytest

from app.documents.formats import FalseName, NotAccepted, WithMacros, check
from tests.documents.files import EXE, GOOD, JPEG, OLD_WORD, PDF, PNG, office, packed


def looked_at(tmp_path, name, content):
    path = tmp_path / "arrived"
    path.write_bytes(content)
    return check(name, path)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_its_name_says_is_taken(tmp_path, name):
    assert looked_at(tmp_path, name, GOOD[name]).content_type


@pytest.mark.parametrize(
    ("name", "content", "really"),
    [
        ("plan.pdf", PNG, "a PNG picture"),
        ("plan.pdf", office("word"), "a Word document (DOCX)"),
        ("plan.pdf", b"only text", "a plain text"),
        ("gate.png", JPEG, "a JPEG picture"),
        ("manual.docx", office("xl"), "an Excel workbook (XLSX)"),
        ("manual.docx", packed(a="x"), "a ZIP archive"),
        ("manual.docx", OLD_WORD, "an office file of the old kind"),
        ("list.csv", PDF, "a PDF"),
        ("list.csv", EXE, "a Windows program"),
        ("gate.jpg", b"<!doctype html><html></html>", "a web page"),
    ],
)
def test_a_false_name_is_told_with_what_the_file_really_is(tmp_path, name, content, really):
    with pytest.raises(FalseName, match=f"it is really {really.replace('(', '.').replace(')', '.')}"):
        looked_at(tmp_path, name, content)


def test_content_of_no_known_kind_is_told_as_damaged(tmp_path):
    with pytest.raises(FalseName, match="of another kind, or damaged"):
        looked_at(tmp_path, "plan.pdf", bytes(range(256)))


@pytest.mark.parametrize("name", ["run.exe", "page.html", "drawing.svg", "manual", "archive.zip", "macro.docm"])
def test_other_kinds_are_not_taken(tmp_path, name):
    with pytest.raises(NotAccepted, match="Choose a PDF, PNG"):
        looked_at(tmp_path, name, PDF)


def test_an_office_file_with_programs_inside_is_not_let_in(tmp_path):
    with pytest.raises(WithMacros):
        looked_at(tmp_path, "list.xlsx", office("xl", "xl__vbaProject.bin"))


@pytest.mark.parametrize("part", ["xl__VbaProject.BIN", "xl__macros__vbaproject.bin"])
def test_macros_are_found_in_whatever_folder_and_however_written(tmp_path, part):
    with pytest.raises(WithMacros):
        looked_at(tmp_path, "list.xlsx", office("xl", part))
