"""The page for whoever connects a system."""

import html
import re

from app.config import settings


def test_the_guide_names_every_scope_and_every_problem(client):
    from app.accounts.clients import Scope
    from app.core.problems import ALL

    page = client.get("/for-systems").text

    assert all(scope in page for scope in Scope)
    assert all(problem.type in page for problem in ALL)


def test_the_guide_says_what_every_status_and_every_code_means(client):
    from app.authorisations.states import Status
    from app.risk.codes import CODES

    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", client.get("/for-systems").text, re.DOTALL)
    told = {word for cell in cells for word in re.findall(r"\w+", cell)}

    assert set(Status) | set(CODES) <= told


def test_the_addresses_in_its_examples_exist(client):
    page = client.get("/for-systems").text
    told = client.get("/openapi.json").json["paths"]
    ours = re.findall(re.escape(settings().base_url) + r"(/[\w/:.]+)", page)
    shown = {address.replace("ZZ1000000001", "{tin}") for address in ours}

    assert shown
    assert shown <= {"/openapi.json", *told}


def test_its_examples_name_the_portal_as_assertions_must(client):
    page = client.get("/for-systems", headers={"Host": "inner.example:8080"}).text
    told = client.get("/.well-known/aeo-configuration").json

    assert f'"aud":"{told["token_endpoint"]}"' in html.unescape(page)
    assert "inner.example" not in page


def test_every_heading_is_led_to_from_the_top(client):
    page = client.get("/for-systems").text
    contents = page[page.index('aria-label="On this page"') :].split("</nav>")[0]

    assert re.findall(r'href="#([\w-]+)"', contents) == re.findall(r'<h2 [^>]*id="([\w-]+)"', page)
