import ast
import json
import re
import tomllib
from importlib.metadata import packages_distributions

from app.config import HERE

LOCK = (HERE / "requirements.lock").read_text()
PROJECT = tomllib.loads((HERE / "pyproject.toml").read_text())["project"]


def name_of(requirement):
    return re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower().replace("_", "-").replace(".", "-")


def test_every_package_that_is_asked_for_is_locked():
    asked = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
    locked = {name_of(line) for line in LOCK.splitlines() if "==" in line}

    assert {name_of(one) for one in asked} <= locked


def test_every_locked_package_has_a_hash():
    entries = re.split(r"\n(?=[a-z0-9])", LOCK)

    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_no_lock_names_a_registry():
    packages = json.loads((HERE / "package-lock.json").read_text())["packages"].values()

    assert "http" not in LOCK
    assert [one for one in packages if "resolved" in one] == []


def imported():
    """The packages that the portal's own code imports, by the names under which they are asked for."""
    trees = [ast.parse(path.read_text("utf-8")) for folder in ("app", "migrations") for path in (HERE / folder).rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    made_by = packages_distributions()
    return {name_of(package) for module in modules for package in made_by.get(module.split(".")[0], ())}


COME_ALONG = {
    "click",
    "jinja2",
    "markupsafe",
    "werkzeug",
    "pydantic-core",
    "pydyf",
}  # the parts of Flask, pydantic and WeasyPrint
BY_NAME = {"granian", "govuk-frontend-jinja"}  # a command, and a folder of templates


def test_what_is_imported_is_asked_for_and_the_other_way_round():
    asked, of_one_machine = PROJECT["dependencies"], PROJECT["optional-dependencies"]["embedded"]

    assert imported() - COME_ALONG - set(map(name_of, of_one_machine)) == set(map(name_of, asked)) - BY_NAME
