"""The verbs of an assessment: rated, asked about."""

from app.assessment.service.ask import Ask, NotCollected, send_asks
from app.assessment.service.rate import Judgement, NotInPlay, ReasonMissing, SomebodyElseRated, find, rate

__all__ = [
    "Ask", "Judgement", "NotCollected", "NotInPlay", "ReasonMissing", "SomebodyElseRated", "find", "rate", "send_asks",
]  # fmt: skip
