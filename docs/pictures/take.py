"""Take the pictures of the README from a running demonstration: `.venv/bin/python docs/pictures/take.py http://localhost:8000`."""

import json
import os
import re
import sys
from base64 import b64encode
from contextlib import contextmanager
from html import escape
from io import BytesIO
from pathlib import Path
from urllib.request import Request, urlopen

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
ADDRESS = (sys.argv[1:] or ["http://localhost:8000"])[0]
SIZE = {"width": 1280, "height": 960}
AT_MOST = 120_000
PASSWORD = "Portal-demo-2026!"  # noqa: S105  printed on the sign-in page of every demonstration
APPLICANT, QUESTION = "office@zephyr.example", "B.1.systems"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
SMALL = re.compile(r"[\[{][^\[\]{}]*[\]}]")  # an object or a list without another one inside
ANSWER = "<body style='margin:32px;background:#f7f5f0'><pre style='font:16px/1.45 monospace;white-space:pre-wrap'>{}</pre></body>"


def keep(page, name, *, top=None):
    """In so few colours that it is light; from an element on if one is named."""
    if top is not None:
        page.locator(top).first.evaluate("it => window.scrollTo(0, it.getBoundingClientRect().top + window.scrollY - 16)")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    for colours in (256, 128, 64, 32):
        picture.quantize(colours, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)
        if (HERE / f"{name}.png").stat().st_size < AT_MOST:
            break
    print(f"{name}.png {(HERE / f'{name}.png').stat().st_size // 1000} kB")  # noqa: T201  speaks to the person at the terminal


@contextmanager
def window(browser):
    context = browser.new_context(base_url=ADDRESS, viewport=SIZE, locale="en-GB")
    yield context.new_page()
    context.close()


def sign_in(page, email):
    """With the second factor where it is asked for; whether it worked."""
    page.goto("/account/sign-in")
    page.get_by_label("E-mail").first.fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    while "second-factor" in page.url:
        while not page.locator("#demo-code").count():
            page.wait_for_timeout(5_000)
            page.reload()
        page.get_by_label("Code").first.fill(page.locator("#demo-code").inner_text())
        page.get_by_role("button", name="Continue").click()
    return "sign-in" not in page.url


def set_password(page, email):
    """By the link in the mailbox: of most businesses nobody has a password yet."""
    page.goto("/account/forgotten")
    page.get_by_label("E-mail").first.fill(email)
    page.locator("main form button").first.click()
    page.wait_for_timeout(4_000)
    page.goto(f"/demo/mailbox?to={email}")
    page.locator("main a[href*='/demo/mailbox/']").first.click()
    page.locator("main a[href*='/account/reset/']").first.click()
    for box in page.locator("input[type=password]").all():
        box.fill(PASSWORD)
    page.locator("main form button").last.click()


def of_anybody(browser):
    with window(browser) as page:
        page.goto("/")
        keep(page, "public-home")
        page.goto("/register?place=exampleton")
        keep(page, "public-register")
        page.goto("/for-systems")
        keep(page, "system-guide", top="h1")


def of_a_trader(browser):
    with window(browser) as page:
        sign_in(page, "signatory@northwind.example")
        page.goto("/operator")
        keep(page, "trader-home")
        page.goto("/operator/certificate")
        code = re.search(r"/v/([0-9A-Z]+)", page.content())[1]
    with window(browser) as page:
        page.goto(f"/v/{code}")
        keep(page, "public-check")
    with window(browser) as page:
        if not sign_in(page, APPLICANT):
            set_password(page, APPLICANT)
            sign_in(page, APPLICANT)
        page.goto("/operator/applications")
        page.locator("main a[href*='/operator/applications/']").first.click()
        keep(page, "trader-tasks")
        page.goto(f"{page.url.rstrip('/')}/questions/{QUESTION}")
        keep(page, "trader-question")


def of_officers(browser):
    with window(browser) as page:
        sign_in(page, "officer@customs.example")
        page.goto("/officer")
        keep(page, "officer-desk")
        case = open_case(page, "Tern Harbour")
        keep(page, "officer-case")
        page.goto(f"{case}/criteria/next")
        keep(page, "officer-bench")
        page.goto("/officer/operators?find=Northwind")
        page.locator("main a", has_text="Northwind").first.click()
        page.goto(f"{page.url}/risk")
        keep(page, "officer-risk")
    with window(browser) as page:
        sign_in(page, "decider@customs.example")
        page.goto(f"{open_case(page, 'Ravelmoor')}/decision")
        keep(page, "officer-decision")


def open_case(page, name):
    page.goto(f"/officer/operators?find={name}")
    page.locator("main a", has_text=name).first.click()
    page.locator("main a[href*='/officer/cases/']").first.click()
    return page.url


def of_a_system(browser):
    basic = b64encode(b"demo-risk-engine:demo-secret-2026").decode()
    token = asked("/oauth/token", f"Basic {basic}", b"grant_type=client_credentials")["access_token"]
    path = "/api/v1/operators/ZZ1000000001/risk"
    told = SMALL.sub(in_one_line, json.dumps(asked(path, f"Bearer {token}"), indent=2))
    with window(browser) as page:
        page.set_content(ANSWER.format(escape(f"GET {path}\n\n{told}")))
        keep(page, "system-answer")


def in_one_line(small):
    line = " ".join(small[0].split())
    return line if len(line) < 100 else small[0]


def asked(path, authorization, body=None):
    request = Request(ADDRESS + path, body, {"Authorization": authorization})  # noqa: S310  our own http address
    with urlopen(request) as answer:  # noqa: S310
        return json.load(answer)


if __name__ == "__main__":
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS)
        for audience in (of_anybody, of_a_trader, of_officers, of_a_system):
            audience(chromium)
        chromium.close()
