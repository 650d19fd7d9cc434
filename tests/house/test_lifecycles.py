"""Every lifecycle names every state, and every state can be reached."""

import importlib
import pkgutil

import pytest

import app
from app.core.lifecycle import Lifecycle

LIFECYCLES = {
    f"{module.name}.{name}": thing
    for module in pkgutil.walk_packages(app.__path__, "app.")
    if module.name.endswith(".states")
    for name, thing in vars(importlib.import_module(module.name)).items()
    if isinstance(thing, Lifecycle)
}


@pytest.mark.parametrize("name", LIFECYCLES)
def test_every_state_stands_in_its_lifecycle(name):
    steps = LIFECYCLES[name].steps
    assert set(steps) == set(type(next(iter(steps))))


@pytest.mark.parametrize("name", LIFECYCLES)
def test_every_state_can_be_reached(name):
    steps = LIFECYCLES[name].steps
    first = next(iter(steps))
    reached, ahead = {first}, [first]
    while ahead:
        new = steps[ahead.pop()] - reached
        reached |= new
        ahead += new
    assert reached == set(steps)


def test_there_are_lifecycles():
    assert len(LIFECYCLES) >= 8
