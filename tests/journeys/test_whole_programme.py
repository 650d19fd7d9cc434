"""From registration to the certificate, the answer to a risk engine and the suspension: in the browser, on real parts."""

import json
import re
from base64 import b64encode
from io import BytesIO
from urllib.request import Request, urlopen

import zxingcpp
from pypdf import PdfReader

from app.core import clock
from tests.journeys.answering import answer

TIN, EMAIL = "ZZ7000000042", "ada@quillhaven.example"
AT_MOST = 400  # questions: more would mean going round in circles


def test_a_broker_is_authorised_and_suspended(arrive, portal):
    trader = arrive()
    register(trader)
    describe(trader)
    apply(trader)
    case = re.search(r"/applications/([0-9a-f-]{36})", trader.path).group(1)
    sign(trader, case)

    officer, decider = arrive().sign_in("officer@customs.example"), arrive().sign_in("decider@customs.example")
    assess(officer, case)
    propose(officer, case, "aeoc")
    propose(officer, case, "aeos")
    decide(decider, f"/officer/cases/{case}/decision")

    trader.waits_for("/operator/certificate", "Download")
    link = trader.page.locator("a[href$='/pdf']").first.get_attribute("href")
    certificate = trader.page.request.get(portal.address + link).body()
    words = PdfReader(BytesIO(certificate)).pages[0].extract_text()
    assert "Quillhaven Customs Brokers" in words
    assert TIN in words
    check = code_on(certificate)
    path = check[check.index("/v/") :]
    anybody = arrive().go(path).sees("Valid today")

    token = token_of(portal.address)
    status = asks(portal.address, f"/api/v1/operators/{TIN}/status", token)
    risk = asks(portal.address, f"/api/v1/operators/{TIN}/risk", token)
    assert (status["status"], status["type"]) == ("valid", "aeof")
    assert risk["modifier"] < 0
    assert risk["reasons"]

    officer.go(f"/officer/operators?find={TIN}").press("Quillhaven")
    for held in sorted({a.get_attribute("href") for a in officer.page.locator("a[href*='/officer/authorisations/']").all()}):
        suspend(officer, held)
        decide(decider, held)
    assert asks(portal.address, f"/api/v1/operators/{TIN}/status", token)["status"] == "suspended"
    assert asks(portal.address, f"/api/v1/operators/{TIN}/risk", token)["modifier"] == 0
    anybody.go(path).sees("Not valid today")
    trader.go("/operator").sees("Suspended")


def register(trader):
    trader.go("/").press("Register your business")
    trader.fill(Legal_name="Quillhaven Customs Brokers", Legal_form="Ltd", Country="Example country (ZZ)")
    trader.fill(Street_and_number="3 Quay Road", Postcode="1000", Town_or_city="Exampleton", Your_full_name="Ada Quill")
    trader.write("Trader number (TIN)", TIN).write("E-mail address", EMAIL)
    trader.write("Password", "four plain words together").press("Register")
    trader.sees("Confirm your e-mail address")
    trader.waits_for(f"/demo/mailbox?to={EMAIL}", "Confirm").press("Confirm").press("http://").press("Confirm")
    trader.sees("Your e-mail address is confirmed")


def describe(trader):
    trader.go("/operator/business/roles").tick("Customs broker", "Road").press("Save")
    trader.go("/operator/business/details").write("People who work there", 4).press("Save")
    trader.go("/operator/business/sites/new").fill(Name_of_the_site="Office", Street_and_number="3 Quay Road")
    trader.fill(Town_or_city="Exampleton", Country="Example country (ZZ)").press("Save").sees("The site is saved")


def apply(trader):
    trader.go("/operator/applications/new").tick("AEOC", "AEOS").press("Start")
    trader.press("Say what the business does").press("Save and continue").press("Begin with the first question")
    for _ in range(AT_MOST):
        if "/questions/" not in trader.path:
            break
        answer(trader)


def sign(trader, case):
    trader.go(f"/operator/applications/{case}/sign")
    trader.page.check("input[name=is_true]")
    trader.page.check("input[name=will_tell]")
    trader.page.fill("input[name=name]", "Ada Quill")
    trader.press("Sign and send")
    trader.waits_for(f"/operator/applications/{case}/stage", "customs")


def assess(officer, case):
    officer.go(f"/officer/cases/{case}/accept").press("Accept")
    for _ in range(AT_MOST):
        officer.go(f"/officer/cases/{case}/criteria/next")
        if not officer.page.locator("input[name=result][value=met]").count():
            break
        officer.page.check("input[name=result][value=met]", force=True)
        officer.press("Save")


def propose(officer, case, asked):
    officer.go(f"/officer/cases/{case}/decision/{asked}/grant")
    day = clock.today()
    boxes = officer.page.locator("input[name=effective_from]").all()
    for box, part in zip(boxes, (day.day, day.month, day.year), strict=True):
        box.fill(str(part))
    officer.page.fill("textarea[name=reasons]", "Every must is met.")
    officer.press("Propose")


def decide(decider, address):
    decider.go(address)
    for choice in decider.page.locator("input[type=radio][value=sign]").all():
        choice.check(force=True)
    decider.press("Sign")


def suspend(officer, authorisation):
    officer.go(f"{authorisation}/suspend")
    officer.page.check("input[name=ground][value=security_risk]", force=True)
    officer.page.fill("textarea[name=reasons]", "Goods left the closed area without release.")
    officer.press("Propose")


def asks(address, path, token=None):
    """What a risk engine is answered."""
    request = Request(f"{address}{path}", headers={"Authorization": f"Bearer {token}"} if token else {})
    with urlopen(request) as answer:
        return json.load(answer)


def token_of(address):
    secret = b64encode(b"demo-risk-engine:demo-secret-2026").decode()
    request = Request(f"{address}/oauth/token", b"grant_type=client_credentials", {"Authorization": f"Basic {secret}"})
    with urlopen(request) as answer:
        return json.load(answer)["access_token"]


def code_on(certificate):
    """What the QR code of the sheet leads to, read from its picture."""
    pictures = (picture.image for page in PdfReader(BytesIO(certificate)).pages for picture in page.images)
    return next(found[0].text for picture in pictures if (found := zxingcpp.read_barcodes(picture)))
