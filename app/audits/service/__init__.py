"""The verbs of a site visit: planned, held, reported."""

from app.audits.service.observe import Checked, NothingSeen, SomebodyElseSaw, add_photo, observe
from app.audits.service.plan import Plan, cancel, change, close_open, plan
from app.audits.service.report import TooEarly, Unwritten, report, write

__all__ = [
    "Checked", "NothingSeen", "Plan", "SomebodyElseSaw", "TooEarly", "Unwritten", "add_photo", "cancel", "change",
    "close_open", "observe", "plan", "report", "write",
]  # fmt: skip
