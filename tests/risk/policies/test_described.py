"""What the page about policies says is so."""

import re

from app.config import HERE
from app.risk.policies.states import LIFECYCLE
from app.risk.rows import KINDS
from tests.risk.policies.test_examples import EXAMPLES

TEXT = (HERE / "docs" / "policies.md").read_text("utf-8")


def test_the_diagram_is_the_lifecycle():
    steps = {(now.value, then.value) for now, thens in LIFECYCLE.steps.items() for then in thens}

    assert set(re.findall(r"^\s*(\w+) --> (\w+)", TEXT, re.MULTILINE)) == steps


def test_every_kind_of_rule_and_every_example_is_described():
    assert [kind for kind in KINDS if f"`{kind}`" not in TEXT] == []
    assert [name for name in EXAMPLES if f"`{name}.json`" not in TEXT] == []
