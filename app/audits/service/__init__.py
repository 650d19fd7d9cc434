"""The verbs of a site visit: planned, held, reported."""

from app.audits.service.observe import Checked, NothingSeen, SomebodyElseSaw, add_photo, observe
from app.audits.service.plan import Plan, call_off, cancel, change, plan
from app.audits.service.report import TooEarly, Unwritten, report, write

__all__ = [
    "Checked", "NothingSeen", "Plan", "SomebodyElseSaw", "TooEarly", "Unwritten",
    "add_photo", "call_off", "cancel", "change", "observe", "plan", "report", "write",
]  # fmt: skip
