"""The verbs of a decision: proposed by one, heard by the trader, decided by another."""

from app.decisions.service.decide import SameEyes, StillHearing, decide
from app.decisions.service.hear import open_hearing, open_letter, reply
from app.decisions.service.propose import NotNow, NotReady, WrongDate, WrongGround, propose, propose_on_application
from app.decisions.service.withdraw import withdraw

__all__ = [
    "NotNow", "NotReady", "SameEyes", "StillHearing", "WrongDate", "WrongGround",
    "decide", "open_hearing", "open_letter", "propose", "propose_on_application", "reply", "withdraw",
]  # fmt: skip
