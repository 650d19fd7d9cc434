"""The verbs of a decision: proposed by one, heard by the trader, decided by another."""

from app.decisions.checks import AlreadyProposed, NotNow, NotReady, WrongDate, WrongGround, WrongLength
from app.decisions.service.decide import SameEyes, StillHearing, decide
from app.decisions.service.hear import open_decision_letter, open_hearing, open_hearing_letter, reply
from app.decisions.service.propose import Groundless, propose, propose_on_application
from app.decisions.service.withdraw import close_open, close_overtaken, withdraw

__all__ = [
    "AlreadyProposed", "Groundless", "NotNow", "NotReady", "SameEyes", "StillHearing", "WrongDate", "WrongGround",
    "WrongLength", "close_open", "close_overtaken", "decide", "open_decision_letter", "open_hearing", "open_hearing_letter",
    "propose", "propose_on_application", "reply", "withdraw",
]  # fmt: skip
