"""A verb says what it refuses: whoever calls it reads there which pages it needs."""

import ast

import pytest

from app.config import HERE

SERVICES = sorted(path for path in (HERE / "app").rglob("*.py") if "service" in (path.stem, path.parent.name))


def refused(verb):
    """The refusals this function raises itself."""
    raised = [node.exc for node in ast.walk(verb) if isinstance(node, ast.Raise) and node.exc]
    return {(one.func if isinstance(one, ast.Call) else one).id for one in raised}


def verbs():
    for path in SERVICES:
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and refused(node):
                yield pytest.param(node, id=f"{path.relative_to(HERE / 'app').as_posix()}:{node.name}")


@pytest.mark.parametrize("verb", list(verbs()))
def test_a_verb_names_its_refusals(verb):
    said = ast.get_docstring(verb) or ""

    assert [name for name in sorted(refused(verb)) if f"`{name}`" not in said] == []
