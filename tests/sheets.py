"""Samples of what is printed, and how a test reads it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from app.audits.report_sheet import AuditReport, Seen, Wanting
from app.authorisations import sheet
from app.core.stationery import Addressee, Letterhead, Signatory
from app.decisions.letter_sheet import DecisionLetter
from app.decisions.states import Ground, Measure
from app.programme.words import AuthorisationType

LONG_NAME = "Compagnie méridionale d’entreposage, de transit et d’affrètement international du Nord S.A."

AUTHORITY = sheet.Authority(
    name={"en": "Example Customs", "fr": "Douanes de l’Exemple", "ar": "هيئة الجمارك"},
    legal_basis={"en": "Customs Code, articles 38 and 39", "fr": "Code des douanes, articles 38 et 39", "ar": "قانون الجمارك"},
)
HOLDER = sheet.Holder("Northwind Forwarding Ltd", "14 Quay Road, Port Meridian 20417", "ZZ1000000001")
CUSTOMS = sheet.Grant("aeoc", "ZZ-AEOC-2026-000042", date(2026, 3, 11))
SECURITY = sheet.Grant("aeos", "ZZ-AEOS-2026-000043", date(2026, 3, 11))
ISSUE = sheet.Issue(
    place={"en": "Port Meridian", "fr": "Port Meridian", "ar": "بورت ميريديان"},
    on=date(2026, 3, 6),
    name="Ada Okonkwo",
    post={"en": "Director-General", "fr": "Directrice générale", "ar": "المديرة العامة"},
)
CHECK = sheet.Check("7Q4K-2M9D-XT3P", "https://aeo.example.gov")

LETTER = {
    "letterhead": Letterhead("Example Customs", "AEO programme office", ("1 Customs House Square",)),
    "addressee": Addressee("Northwind Forwarding Ltd", ("14 Quay Road", "Port Meridian 20417")),
    "signatory": Signatory("Ada Okonkwo", "Director-General"),
}
REPORT = AuditReport(
    **LETTER,
    reference="AUD-2026-000012",
    on=date(2026, 10, 23),
    case="AEO-2026-000042",
    first_day=date(2026, 10, 12),
    last_day=date(2026, 10, 16),
    mode="On site",
    sites=("Head office", "Container yard"),
    team=("R. Haddad", "M. Sørensen"),
    text="Eleven people were asked.\n\nThe records of six months were read.",
    seen=(Seen("I.1 Gates", "Not met", "Two gates stood open.", "Container yard"),),
    findings=(Wanting("FND-2026-000007", "Major", "I.1", "Two gates stood open.", "Close both.", date(2026, 10, 30)),),
    reply_by=date(2026, 11, 22),
)
DECISION = DecisionLetter(
    **LETTER,
    kind=Measure.SUSPEND,
    type=AuthorisationType.AEOS,
    reference="AEO-2026-000042/D-3",
    on=date(2026, 11, 6),
    authorisation="ZZ-AEOS-2026-000043",
    served_at_latest=date(2026, 11, 13),
    officer="R. Haddad",
    effective_from=date(2026, 11, 10),
    ends_on=date(2027, 1, 9),
    ground=Ground.SECURITY_RISK,
    reasons="Two gates stood open.\n\nThe visitor record has gaps.",
    law="Customs Code, article 28.",
)


def sites(count):
    """So many different sites."""
    return [
        sheet.Site(f"Warehouse {n}", f"{n} Quay Road, Port Meridian", f"ZZ-{n:04}", ("aeoc", "aeos")) for n in range(1, count + 1)
    ]


def certificate(*, languages=("en", "fr"), grants=(CUSTOMS, SECURITY), roles=("IMP", "FWD"), count=1, **holder):
    """The context of a certificate for one or two sites unless told otherwise."""
    return sheet.context(
        authority=AUTHORITY,
        holder=replace(HOLDER, **holder),
        authorisations=grants,
        roles=roles,
        sites=sites(count),
        issue=ISSUE,
        check=CHECK,
        languages=languages,
    )


def read(pdf):
    return PdfReader(BytesIO(pdf))


def words(pdf):
    """What is printed, with every blank a single space."""
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def typefaces(pdf):
    """The names of the typefaces inside, without the mark of a subset, and whether each has its file."""
    fonts = [font.get_object() for page in read(pdf).pages for font in page["/Resources"]["/Font"].values()]
    inside = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
    return {(one["/FontName"].lstrip("/"), bool({"/FontFile2", "/FontFile3"} & one.keys())) for one in inside}


def parts(pdf):
    """Every element of the structure tree that a reading machine follows."""
    todo = [read(pdf).trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        part = todo.pop().get_object()
        if hasattr(part, "keys"):
            yield part
            kids = part.get("/K", [])
            todo += [kid for kid in (kids if isinstance(kids, list) else [kids]) if not isinstance(kid, int)]
