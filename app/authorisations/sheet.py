"""The certificate as it is printed, from plain values: one composed sheet in two languages, and an annex for many sites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.authorisations.sheet_words import LANGUAGES
from app.core import pdf, qr

if TYPE_CHECKING:
    from weasyprint import Attachment

TEMPLATE = "pdf/certificate.html"
SETTINGS: tuple[Mapping[str, object], ...] = (
    {"tight": False, "annexed": False},
    {"tight": True, "annexed": False},
    {"tight": True, "annexed": True},
)

Texts = Mapping[str, str]  # a text in each language of the sheet


@dataclass(frozen=True)
class Authority:
    """Who certifies, and by what law. `arms` is a drawing among the PDF templates."""

    name: Texts
    legal_basis: Texts
    arms: str = "arms.svg"


@dataclass(frozen=True)
class Holder:
    """Whom the certificate is for. An alias is the name in another script, with the code of its language."""

    name: str
    address: str
    tin: str
    alias: str | None = None
    alias_language: str | None = None


@dataclass(frozen=True)
class Grant:
    """One of the holder's authorisations in force: `aeoc` or `aeos`."""

    type: str
    number: str
    effective_from: date
    valid_until: date | None = None


@dataclass(frozen=True)
class Site:
    """A place the certificate covers, and for which types."""

    name: str
    address: str
    code: str = ""
    types: tuple[str, ...] = ()


@dataclass(frozen=True)
class Issue:
    """Where, when and by whom the sheet was made. A signature is a picture as a data URL."""

    place: Texts
    on: date
    name: str
    post: Texts
    signature: str | None = None


@dataclass(frozen=True)
class Check:
    """How anyone asks whether it still holds."""

    code: str
    base_url: str

    @property
    def url(self) -> str:
        return f"{self.base_url.rstrip('/')}/v/{self.code}"

    @property
    def page(self) -> str:
        """The address as people type it."""
        return self.base_url.rstrip("/").partition("://")[2] + "/v"


def context(
    *,
    authority: Authority,
    holder: Holder,
    authorisations: Sequence[Grant],
    roles: Sequence[str],
    sites: Sequence[Site],
    issue: Issue,
    check: Check,
    languages: tuple[str, str] = ("en", "fr"),
) -> dict[str, object]:
    """What the template is given. The first language leads, the second stands beside or below it."""
    first, second = languages
    return {
        "a": LANGUAGES[first],
        "b": LANGUAGES[second],
        "authority": authority,
        "holder": holder,
        "authorisations": tuple(authorisations),
        "roles": tuple(roles),
        "sites": tuple(sites),
        "issue": issue,
        "check": check,
        "qr": qr.data_url(check.url),
        **SETTINGS[0],
    }


def render(filled: Mapping[str, object], *, attachments: Sequence[Attachment] = ()) -> bytes:
    """The certificate as PDF. What does not fit the first page is set tighter, then sites and many roles move to the annex."""
    return pdf.render(TEMPLATE, filled, settings=SETTINGS, attachments=attachments)
