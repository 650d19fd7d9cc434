"""What is done with outcomes."""

from app.outcomes.service.files import LARGEST, NotReady, drop, receive, store, sweep
from app.outcomes.service.report import report

__all__ = ["LARGEST", "NotReady", "drop", "receive", "report", "store", "sweep"]
