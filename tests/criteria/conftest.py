from pathlib import Path

import pytest
import yaml

from app.criteria.catalogue import Catalogue

EDITIONS = Path(__file__).parents[2] / "app/criteria/editions"


@pytest.fixture(scope="session")
def data():
    return yaml.load((EDITIONS / "safe-own-2026-2.yaml").read_text(), yaml.CSafeLoader)


@pytest.fixture(scope="session")
def catalogue(data):
    return Catalogue.read(data)
