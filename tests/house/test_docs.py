"""What README and docs say is so: links lead somewhere, commands and settings exist, the diagrams are the lifecycles."""

import re
import shlex

import pytest

from app.applications.states import LIFECYCLE as APPLICATION
from app.applications.states import REQUEST_LIFECYCLE as REQUEST
from app.audits.states import LIFECYCLE as AUDIT
from app.authorisations.states import LIFECYCLE as AUTHORISATION
from app.cli import programme
from app.config import HERE, Settings
from app.decisions.states import LIFECYCLE as DECISION
from app.findings.states import ACTION_LIFECYCLE as ACTION
from app.findings.states import LIFECYCLE as FINDING
from app.monitoring.states import LIFECYCLE as INCIDENT
from app.monitoring.states import REVIEW_LIFECYCLE as REVIEW
from app.supervisor.serving import granian

README, RUN, PROCESS = HERE / "README.md", HERE / "docs" / "run.md", HERE / "docs" / "process.md"
PAGES = [README, *sorted((HERE / "docs").rglob("*.md"))]
PICTURES = sorted((HERE / "docs" / "pictures").glob("*.png"))
BLOCK, SPAN = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE), re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]*)(?:#([^)\s]*))?\)")
EDGE = re.compile(r"^\s*(\w+) --> (\w+)", re.MULTILINE)
FOLDERS = ("app/", "deploy/", "docs/", "migrations/", "templates/", "tests/")
LIFECYCLES = {
    "application": APPLICATION,
    "request": REQUEST,
    "audit": AUDIT,
    "finding": FINDING,
    "action": ACTION,
    "decision": DECISION,
    "authorisation": AUTHORISATION,
    "incident": INCIDENT,
    "review": REVIEW,
}


def named(path):
    return str(path.relative_to(HERE))


def commands(page):
    """Everything set as code: the lines of blocks, and spans."""
    text = page.read_text("utf-8")
    lines = [line.partition(" # ")[0] for block in BLOCK.findall(text) for line in block.splitlines()]
    return [line.strip() for line in [*lines, *SPAN.findall(BLOCK.sub("", text))]]


def headings(page):
    """As the reader's browser calls them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page):
    for path, heading in LINK.findall(page.read_text("utf-8")):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), path
        assert not heading or heading in headings(target), f"{path}#{heading}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_file_named_is_there(page):
    paths = [one for one in commands(page) if one.startswith(FOLDERS) and re.fullmatch(r"[\w./-]+", one)]

    assert [one for one in paths if not (HERE / one).exists()] == []


def test_every_target_of_make_that_is_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", (HERE / "Makefile").read_text(), re.MULTILINE))
    asked = {name for page in PAGES for one in commands(page) for name in re.findall(r"\bmake ([a-z-]+)", one)}

    assert {"demo", "test"} <= asked <= targets


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_of_the_programme_is_understood(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for line in (one for one in commands(page) if one.startswith("flask programme ")):
        name, *arguments = shlex.split(line)[2:]
        for file in (one for one in arguments if one.endswith((".yaml", ".json"))):
            (tmp_path / file).touch()
        assert name in programme.commands, line
        programme.commands[name].make_context(name, arguments)


@pytest.mark.parametrize(("page", "number"), [(README, 1), (RUN, 2)], ids=["README.md", "run.md"])
def test_web_servers_are_started_with_bounded_headers(page, number):
    told = re.findall(r"^granian (?:.*\\\n)*.*", page.read_text("utf-8"), re.MULTILINE)
    bounds = " ".join(granian("app.wsgi:app")[-4:])

    assert "headers-size" in bounds
    assert [bounds in one for one in told] == [True] * number


def test_every_command_of_the_programme_is_told_of():
    told = " ".join(line for page in PAGES for line in commands(page))

    assert [name for name in programme.commands if f"programme {name}" not in told] == []


@pytest.mark.parametrize("page", [README, RUN], ids=named)
def test_every_setting_stands_in_the_tables(page):
    settings = {field.validation_alias for field in Settings.model_fields.values()}
    rows = set(re.findall(r"^\| `(\w+)`", page.read_text("utf-8"), re.MULTILINE))

    assert settings <= rows


def test_migrations_that_take_a_column_away_are_told_of():
    taking = {
        path.name[:4]
        for path in (HERE / "migrations" / "versions").glob("*.py")
        if "drop_column" in path.read_text("utf-8").partition("def downgrade")[0]
    }
    (told,) = re.findall(r"took a column away \(so far (.*?)\)", RUN.read_text("utf-8"))

    assert set(re.findall(r"\d{4}", told)) == taking


@pytest.mark.parametrize("name", LIFECYCLES)
def test_the_diagrams_are_the_lifecycles(name):
    (drawn,) = re.findall(rf"state {name} \{{\n(.*?)\n    \}}", PROCESS.read_text("utf-8"), re.DOTALL)
    steps = {(now.value, then.value) for now, thens in LIFECYCLES[name].steps.items() for then in thens}

    assert set(EDGE.findall(drawn)) == steps


def test_every_picture_is_light_and_shown():
    shown = README.read_text("utf-8")

    assert [path.name for path in PICTURES if path.stat().st_size > 120_000 or f"docs/pictures/{path.name}" not in shown] == []
