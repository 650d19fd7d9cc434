"""The whole portal with the worker, a real browser, and people in it."""

from contextlib import ExitStack

import pytest

from tests.chromium import chromium, window  # noqa: F401  a fixture
from tests.journeys.person import Person
from tests.served import served


@pytest.fixture(scope="module")
def portal(server, demonstration, tmp_path_factory):
    """The portal on a copy of the demonstration, for all tests of a module."""
    with served(server, demonstration, tmp_path_factory.mktemp("portal")) as portal:
        yield portal
        assert "Traceback" not in portal.logs, portal.logs


@pytest.fixture
def arrive(request, chromium, portal):  # noqa: F811
    """`arrive()` is somebody at a browser of their own; `arrive(java_script_enabled=False)` has a plain one."""
    with ExitStack() as windows:
        people = []

        def arrives(**options):
            person = Person(windows.enter_context(window(chromium, portal.address, **options)))
            people.append(person)
            return person

        failed = request.session.testsfailed
        yield arrives
        for person in people:
            if request.session.testsfailed > failed:
                print(f"\n{person.path}\n{person.text}")  # noqa: T201  where everybody stood when it failed
            assert not person.trouble, f"{person.path}: {person.trouble}"
