"""What is done with outcomes."""

from app.outcomes.service.files import NotReady, drop, receive, store, sweep
from app.outcomes.service.report import report

__all__ = ["NotReady", "drop", "receive", "report", "store", "sweep"]
