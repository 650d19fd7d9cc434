"""The smallest files of each kind."""

import zipfile
from io import BytesIO

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(40) + b"\xff\xd9"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(40)
EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(100)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def packed(**parts):
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return archive.getvalue()


def office(folder, *more):
    return packed(**{"[Content_Types].xml": "x", f"{folder}__document.xml": "x", **dict.fromkeys(more, "x")})


def opendocument(kind):
    return packed(mimetype=f"application/vnd.oasis.opendocument.{kind}", **{"content.xml": "x"})


GOOD = {
    "plan.pdf": PDF,
    "gate.png": PNG,
    "gate.JPEG": JPEG,
    "gate.webp": WEBP,
    "manual.docx": office("word"),
    "list.xlsx": office("xl"),
    "course.pptx": office("ppt"),
    "manual.odt": opendocument("text"),
    "list.ods": opendocument("spreadsheet"),
    "list.csv": "name;größe\n".encode("cp1252"),
    "note.txt": "Grüße\n".encode(),
    "wide.txt": "Grüße\n".encode("utf-16"),
}
