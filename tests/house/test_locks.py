import json
import re
import tomllib

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
