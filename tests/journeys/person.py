"""Somebody at a browser: goes, reads, fills in, presses. Whatever goes wrong on the way is noticed."""

import re
import time

from tests.house.looking import WIDE, look

PATIENCE = 30
PASSWORD = "Portal-demo-2026!"


class Person:
    """A window of the browser, and what a person does in it."""

    def __init__(self, page):
        self.page = page
        self.trouble = []
        page.on("pageerror", lambda error: self.trouble.append(f"script: {error}"))
        page.on("console", lambda line: line.type == "error" and self.trouble.append(f"console: {line.text}"))
        page.on("response", lambda answer: answer.status >= 500 and self.trouble.append(f"{answer.status}: {answer.url}"))

    def go(self, path):
        self.page.goto(path)
        return self

    def press(self, text, beside=""):
        """A button or a link that is called so, in the page rather than in its menu, or in the line that says `beside`."""
        self.find(text, beside).click()
        self.page.wait_for_load_state("load")
        return self

    def find(self, text, beside=""):
        main = self.page.locator("main")
        lines = main.locator("tr, li").filter(has_text=beside)
        for where in (lines.last,) if beside else (main, self.page):
            for role in ("button", "link"):
                if (found := where.get_by_role(role, name=beginning(text))).count():
                    return found.first
        raise AssertionError(f"{self.path} has nothing called “{text}” to press:\n{self.text}")

    def fill(self, **labelled):
        """By the first words of the label, underscores for blanks."""
        for label, value in labelled.items():
            self.write(label.replace("_", " "), value)
        return self

    def write(self, label, value):
        box = self.labelled(label)
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(label=value)
        else:
            box.fill(str(value))
        return self

    def tick(self, *labels):
        """Boxes and buttons to choose from."""
        for label in labels:
            self.labelled(label).check()
        return self

    def labelled(self, label):
        """The box whose label is this, else whose label begins so."""
        exact = self.page.get_by_label(label, exact=True)
        return exact.first if exact.count() else self.page.get_by_label(beginning(label)).first

    def write_day(self, legend, day):
        """Into the three boxes of a date."""
        group = self.page.get_by_role("group", name=beginning(legend))
        for box, part in zip(group.get_by_role("textbox").all(), (day.day, day.month, day.year), strict=True):
            box.fill(str(part))
        return self

    @property
    def text(self):
        return self.page.locator("main").inner_text()

    @property
    def heading(self):
        return self.page.locator("h1").first.inner_text()

    @property
    def path(self):
        return re.sub(r"^https?://[^/]+", "", self.page.url)

    def sees(self, *texts):
        for text in texts:
            assert text in self.text, f"{self.path} does not say “{text}”:\n{self.text}"
        return self

    def downloads(self, text):
        """What is behind a link that saves a file."""
        with self.page.expect_download() as download:
            self.find(text).click()
        return download.value.path().read_bytes()

    def is_sound(self):
        """axe finds nothing on this page, and nothing stands out of a telephone. What was typed into it is gone."""
        violations, overflow = look(self.page, self.path)
        self.page.set_viewport_size(WIDE)
        assert not [*violations, *overflow], f"{self.path}: {violations} {overflow}"
        return self

    def waits_for(self, path, text):
        """Loads the page again until it says so: the worker takes a moment."""
        end = time.monotonic() + PATIENCE
        while text not in self.go(path).text:
            assert time.monotonic() < end, f"{path} never says “{text}”:\n{self.text}"
            time.sleep(0.2)
        return self

    def sign_in(self, email, password=PASSWORD):
        self.go("/account/sign-in").write("E-mail address", email).write("Password", password).press("Sign in")
        if "/second-factor" in self.path:
            self.write("Code", self.page.locator("#demo-code").inner_text()).press("Continue")
        return self


def beginning(words):
    """What is called so, or begins so."""
    escaped = re.escape(words).replace("/", r"\/")
    return re.compile(rf"^\s*{escaped}")
