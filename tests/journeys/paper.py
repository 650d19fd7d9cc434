"""A downloaded certificate: what is printed on it, and where its code leads."""

from io import BytesIO

import zxingcpp
from pypdf import PdfReader


def words_on(content):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def code_on(content):
    """What the QR code of the sheet leads to, read from its picture as a camera would."""
    pictures = (picture.image for page in PdfReader(BytesIO(content)).pages for picture in page.images)
    return next(found[0].text for picture in pictures if (found := zxingcpp.read_barcodes(picture)))
