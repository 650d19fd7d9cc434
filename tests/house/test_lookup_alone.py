"""A look-up node is a small thing: it loads neither Flask nor a database."""

import subprocess
import sys

import pytest

PARTS = ("app.lookup.store", "app.lookup.app", "app.lookup.follower", "app.lookup.sources.portal")


@pytest.mark.parametrize("part", PARTS)
def test_a_look_up_node_loads_neither_flask_nor_a_database(part):
    looked = f"import sys, {part}; print([one for one in ('flask', 'werkzeug', 'sqlalchemy', 'psycopg') if one in sys.modules])"

    told = subprocess.run([sys.executable, "-c", looked], capture_output=True, text=True, check=True).stdout

    assert told.strip() == "[]"
