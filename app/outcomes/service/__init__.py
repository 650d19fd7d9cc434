"""What is done with outcomes."""

from app.outcomes.service.files import LINES_AT_MOST, MEGABYTES_AT_MOST, NotReady, drop, receive, store, sweep
from app.outcomes.service.report import report

__all__ = ["LINES_AT_MOST", "MEGABYTES_AT_MOST", "NotReady", "drop", "receive", "report", "store", "sweep"]
