"""In the doors' tests a maker commits: the portal looks from another connection."""

import pytest


@pytest.fixture
def session(committed):
    return committed
