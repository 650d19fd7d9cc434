"""What a language has to say on a certificate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.core import typesetting


@dataclass(frozen=True, kw_only=True)
class Words:
    """One language of the sheet. Pairs are for one site and for several; roles in the annex are always several."""

    code: str
    dir: str = "ltr"
    comma: str = ","
    certificate: str
    title: str
    certificate_title: str
    arms_of: str
    certifies: str
    holds: str
    tin: str
    effective: str
    until: str
    roles: str
    sites: str
    legal: str
    live: str
    qr_alt: str
    done: str
    signature_of: str
    page: str
    of: str
    colophon: str
    annex: str
    annex_title: str
    number: str = "No"
    site: str
    address: str
    site_code: str
    covers: str
    in_annex: tuple[str, str]
    many_roles: str
    end_of_annex: tuple[str, str]
    types: Mapping[str, str]
    role: Mapping[str, str]

    def day(self, moment: date) -> str:
        return typesetting.day(moment, self.code)

    def period(self, since: date, until: date | None) -> str:
        """In force from when, and until when if it ends."""
        start = f"{self.effective} {self.day(since)}"
        return start if until is None else f"{start} {self.until} {self.day(until)}"

    def place_and_day(self, place: str, moment: date) -> str:
        return f"{self.done} {place}{self.comma} {self.day(moment)}"

    def listed(self, codes: tuple[str, ...]) -> str:
        """The roles as one sentence, each kept on one line."""
        names = [self.role[code].replace(" ", typesetting.UNBROKEN) for code in codes]
        sentence = f"{self.comma} ".join(names)
        return sentence[:1].upper() + sentence[1:]

    def roles_in_annex(self, count: int) -> str:
        return self.many_roles.format(count)

    def sites_in_annex(self, count: int) -> str:
        return self.in_annex[count != 1].format(count)

    def end(self, count: int) -> str:
        """The last line of the annex, so that no page can be taken away unseen."""
        return self.end_of_annex[count != 1].format(count)
