"""Looking at pages in a real browser: what axe finds, and what does not fit on a small screen."""

import re
import threading
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from werkzeug.serving import make_server

from app.config import HERE

AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}

CHECK = """async (rules) => {
  for (const closed of document.querySelectorAll("details")) closed.open = true;
  const found = await axe.run({ runOnly: rules, resultTypes: ["violations"] });
  return found.violations.map(one => `${one.id}: ${one.help}: ${one.nodes.map(node => node.html).slice(0, 3).join("  ")}`);
}"""
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const out = [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > width + 1);
  return [`${document.documentElement.scrollWidth} pixels wide`, ...out.slice(-3).map(one => one.outerHTML.slice(0, 120))];
}"""


@dataclass(frozen=True)
class Found:
    """What was found at an address: statements to the database, violations of axe's rules, what is too wide."""

    asked: int
    violations: Sequence[str] = ()
    overflow: Sequence[str] = ()


@contextmanager
def listening(app):
    """The portal on a free port, in a thread of this process."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def put_on(page, client):
    """The window is that person's now."""
    page.context.clear_cookies()
    if cookie := client.get_cookie("aeo"):
        page.context.add_cookies([{"name": "aeo", "value": cookie.value, "domain": "127.0.0.1", "path": "/"}])


def look(page, address):
    """What axe finds on this page, and what stands out of it on a telephone."""
    page.set_viewport_size(WIDE)
    page.goto(address)
    page.evaluate(AXE.read_text("utf-8"))
    violations = page.evaluate(CHECK, RULES)
    page.set_viewport_size(NARROW)
    return violations, page.evaluate(OVERFLOW)


class Novelties:
    """What was seen already: a page is new if its view is, or if it is built of anything that no page before it was."""

    def __init__(self, app):
        self.addresses = app.url_map.bind("localhost")
        self.views, self.parts = set(), set()

    def has(self, place, answer):
        if answer.mimetype != "text/html" or 300 <= answer.status_code < 400:
            return False
        assert "{lookback_date}" not in answer.text, f"{place} shows a text of the edition without its date"
        view, built_of = self.addresses.match(place.partition("?")[0])[0], parts(answer.text)
        is_new = bool(built_of - self.parts) or (answer.status_code == 200 and view not in self.views)
        self.parts |= built_of
        if answer.status_code == 200:
            self.views.add(view)
        return is_new


def parts(html):
    """Each tag with its classes, and the one that follows; without words, names and addresses."""
    tags = [re.sub(r"\s(?!class=|role=|type=)[\w-]+=\"[^\"]*\"", "", tag) for tag in re.findall(r"<\w[^>]*>", html)]
    return set(pairwise(tags))
