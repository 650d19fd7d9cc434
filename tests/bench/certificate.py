"""How long a certificate takes on a warm press: `python -m tests.bench.certificate`."""

from __future__ import annotations

from statistics import median
from time import perf_counter, process_time

from app.authorisations import sheet
from tests import sheets

CASES = {
    "one site": sheets.certificate(),
    "two sites, English and Arabic": sheets.certificate(languages=("en", "ar"), count=2),
    "60 sites, long name": sheets.certificate(name=sheets.LONG_NAME, count=60),
}
RUNS = 20


def timed(context):
    """The wall and the processor's milliseconds of one print."""
    wall, processor = perf_counter(), process_time()
    sheet.render(context)
    return (perf_counter() - wall) * 1000, (process_time() - processor) * 1000


if __name__ == "__main__":
    for name, context in CASES.items():
        sheet.render(context)
        walls, processors = zip(*(timed(context) for _ in range(RUNS)), strict=True)
        walled = f"median {median(walls):.0f} ms, least {min(walls):.0f} ms"
        print(f"{name:<32}{walled}, processor {median(processors):.0f} ms")
