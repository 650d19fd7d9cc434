"""What is slow to bring into one form: a run of combining marks, each to be sorted past all before it."""

import time
from contextlib import contextmanager

MARKS = "a" + "\u0300\u0316" * 50_000
SOON = 0.5
"""Seconds of the processor; the marks alone take some twenty times as long."""


@contextmanager
def soon():
    begun = time.process_time()
    yield
    assert time.process_time() - begun < SOON
