"""What is done with outcomes."""

from app.outcomes.service.files import LARGEST, LARGEST_MB, NotReady, drop, receive, store, sweep
from app.outcomes.service.report import report

__all__ = ["LARGEST", "LARGEST_MB", "NotReady", "drop", "receive", "report", "store", "sweep"]
