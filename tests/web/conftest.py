"""In the doors' tests a maker commits: the portal looks from another connection."""

import pytest

from tests.web.small import draw, small_portal  # noqa: F401  fixtures


@pytest.fixture
def session(committed):
    return committed
