"""How long a questionnaire takes to be drawn up: `python -m tests.bench.questionnaire`. Prints, asserts nothing."""

from statistics import median
from time import process_time

import yaml

from app.criteria.catalogue import Catalogue
from app.criteria.selection import draw_up
from tests.criteria.conftest import EDITIONS
from tests.criteria.test_counts import ROWS, applicant

RUNS = 50


def milliseconds(catalogue, largest):
    spent = []
    for _ in range(RUNS):
        begun = process_time()
        draw_up(catalogue, largest)
        spent.append((process_time() - begun) * 1000)
    return median(spent)


if __name__ == "__main__":
    newest = max(EDITIONS.glob("*.yaml"))
    catalogue = Catalogue.read(yaml.load(newest.read_text("utf-8"), yaml.CSafeLoader))
    for name, row in ROWS.items():
        print(f"{name:<50}{milliseconds(catalogue, applicant(catalogue, row)):>8.1f} ms")
