"""A look-up node, and the ground below it, load without Flask."""

import re
import subprocess
import sys

from app.config import HERE


def loads_without_flask(module):
    check = f"import {module}, sys; sys.exit(any(name == 'flask' or name.startswith('flask_') for name in sys.modules))"
    return subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_the_models_load_without_flask():
    assert loads_without_flask("app.models")


def test_the_worker_loads_without_flask():
    assert loads_without_flask("app.worker")


def test_the_ground_knows_no_customs():
    words = re.compile(r"customs|operator\b|authoris|\bEORI\b|\bTIN\b")
    known = [path.name for path in sorted((HERE / "app/core").rglob("*.py")) if words.search(path.read_text("utf-8"))]

    assert known == ["isolation.py", "problems.py"]
