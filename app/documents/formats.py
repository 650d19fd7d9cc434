"""What a file says it is by its name, and what it is by its content."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import puremagic

from app.core.errors import Invalid

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class Format:
    """A kind of file that may be uploaded. `code` is also its usual suffix."""

    code: str
    name: str
    content_type: str
    others: tuple[str, ...] = ()

    @property
    def suffixes(self) -> tuple[str, ...]:
        return (self.code, *self.others)


FORMATS = (
    Format("pdf", "a PDF", "application/pdf"),
    Format("png", "a PNG picture", "image/png"),
    Format("jpg", "a JPEG picture", "image/jpeg", ("jpeg", "jpe", "jfif")),
    Format("webp", "a WebP picture", "image/webp"),
    Format("docx", "a Word document (DOCX)", f"{OOXML}wordprocessingml.document"),
    Format("xlsx", "an Excel workbook (XLSX)", f"{OOXML}spreadsheetml.sheet"),
    Format("pptx", "a PowerPoint file (PPTX)", f"{OOXML}presentationml.presentation"),
    Format("odt", "a text document (ODT)", f"{ODF}text"),
    Format("ods", "a spreadsheet (ODS)", f"{ODF}spreadsheet"),
    Format("csv", "a CSV list", "text/csv; charset=utf-8"),
    Format("txt", "a plain text", "text/plain; charset=utf-8", ("text",)),
)
BY_SUFFIX = {suffix: one for one in FORMATS for suffix in one.suffixes}
BY_CODE = {one.code: one for one in FORMATS}
BY_TYPE = {one.content_type: one.code for one in FORMATS}
TEXT = frozenset({"csv", "txt"})
ACCEPTED = "PDF, PNG, JPEG, WebP, DOCX, XLSX, PPTX, ODT, ODS, CSV or TXT"

FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
MACROS = "vbaproject.bin"  # in whatever folder, however written: office programs find it by its relation
OTHERS = {
    "exe": "a Windows program",
    "elf": "a program",
    "doc": "an office file of the old kind (DOC, XLS, PPT), or one with a password",
    "zip": "a ZIP archive",
    "rar": "an archive",
    "7z": "an archive",
    "gz": "an archive",
    "html": "a web page",
    "svg": "an SVG drawing",
    "xml": "an XML file",
    "gif": "a GIF picture",
    "tif": "a TIFF picture",
    "bmp": "a bitmap picture",
    "heif": "a HEIC picture",
    "heic": "a HEIC picture",
    "mp4": "a film",
    "mov": "a film",
    "mp3": "a sound recording",
    "rtf": "an RTF text",
}


class NotAccepted(Invalid):
    """A kind of file that is not taken."""

    def __init__(self, filename: str) -> None:
        super().__init__(f"“{filename}” cannot be taken. Choose a {ACCEPTED} file.", "upload")


class FalseName(Invalid):
    """The content is not what the name says. The text says what it really is."""

    def __init__(self, filename: str, said: str, found: str) -> None:
        really = f"it is really {found}" if found else "its content is of another kind, or damaged"
        super().__init__(f"“{filename}” is not {said}: {really}. Save it as {said} and choose it again.", "upload")


class WithMacros(Invalid):
    """Programs inside office files are not let in."""

    def __init__(self, filename: str) -> None:
        super().__init__(f"“{filename}” holds macros. Save it without them, or as a PDF, and choose it again.", "upload")


def named(filename: str) -> Format:
    """What the name says, or `NotAccepted`."""
    suffix = Path(filename).suffix.lower().removeprefix(".")
    if suffix not in BY_SUFFIX:
        raise NotAccepted(filename)
    return BY_SUFFIX[suffix]


def check(filename: str, path: Path) -> Format:
    """The format of a file whose content is what its name says; else `NotAccepted`, `FalseName` or `WithMacros`."""
    said, found = named(filename), found_in(path)
    if said.code in TEXT:
        if not is_text(path) or "pdf" in found:
            raise FalseName(filename, said.name, name_of(found))
        return said
    if "macros" in found:
        raise WithMacros(filename)
    if said.code not in found:
        raise FalseName(filename, said.name, name_of(found) or ("a plain text" if is_text(path) else ""))
    return said


def found_in(path: Path) -> list[str]:
    """What the content may be, the surest first; a file of parts is opened and named by its parts."""
    with path.open("rb") as file:
        is_packed = file.read(2) == b"PK" and zipfile.is_zipfile(path)
    if is_packed:
        return [packed(path)]
    try:
        matches = puremagic.magic_file(path)
    except (puremagic.PureError, ValueError):
        return []
    codes = [match.extension.lower().removeprefix(".") for match in matches]
    return [BY_SUFFIX[code].code if code in BY_SUFFIX else code for code in codes]


def packed(path: Path) -> str:
    """The kind of office file in a ZIP archive, "macros" where it holds programs, or "zip"."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            written = _first_words(archive, "mimetype") if "mimetype" in names else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return "zip"
    if any(name.lower().endswith(MACROS) for name in names):
        return "macros"
    by_folder = (code for code, folder in FOLDERS.items() if any(name.startswith(folder) for name in names))
    return BY_TYPE.get(written) or next(by_folder, "zip")


def _first_words(archive: zipfile.ZipFile, part: str) -> str:
    """Its first 100 bytes: the part of a false archive may unpack to any size."""
    with archive.open(part) as opened:
        return opened.read(100).decode("ascii", "replace").strip()


def name_of(found: Iterable[str]) -> str:
    """The found kind in plain words; nothing if it has none."""
    codes = list(found)
    known = next((BY_CODE[code].name for code in codes if code in BY_CODE), "")
    return known or next((words for code, words in OTHERS.items() if code in codes), "")


def is_text(path: Path) -> bool:
    """Whether all of it reads as text in UTF-8, UTF-16 or the Windows code page."""
    content = path.read_bytes()
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _reads(content, "utf-16")
    return b"\0" not in content and (_reads(content, "utf-8") or _reads(content, "cp1252"))


def _reads(content: bytes, encoding: str) -> bool:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return not any(sign < " " and sign not in "\t\r\n\f\x1a" for sign in text)
