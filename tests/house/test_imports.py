"""A look-up node, and the ground below it, load without Flask."""

import subprocess
import sys


def loads_without_flask(module):
    check = f"import {module}, sys; sys.exit(any(name == 'flask' or name.startswith('flask_') for name in sys.modules))"
    return subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_the_models_load_without_flask():
    assert loads_without_flask("app.models")


def test_the_worker_loads_without_flask():
    assert loads_without_flask("app.worker")
