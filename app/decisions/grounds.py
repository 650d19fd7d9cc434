"""Which ground carries which decision, whether the trader is heard first, how long a suspension may last."""

from __future__ import annotations

from collections.abc import Mapping

from app.decisions.states import Ground, Measure

GROUNDS: Mapping[Measure, tuple[Ground, ...]] = {
    Measure.GRANT: (Ground.CRITERIA_MET,),
    Measure.REFUSE: (Ground.CRITERIA_NOT_MET, Ground.COMPLIANCE),
    Measure.SUSPEND: (Ground.COMPLIANCE, Ground.SUSPICION, Ground.SECURITY_RISK, Ground.TIME_TO_CURE, Ground.OWN_REQUEST),
    Measure.REINSTATE: (Ground.MEASURES_VERIFIED,),
    Measure.REVOKE: (Ground.CRITERIA_NOT_MET, Ground.COMPLIANCE, Ground.OWN_REQUEST),
}

WITHOUT_HEARING = frozenset({Ground.SECURITY_RISK, Ground.OWN_REQUEST})
WITH_LENGTH = frozenset({Ground.SUSPICION, Ground.TIME_TO_CURE, Ground.OWN_REQUEST})


def is_heard_first(kind: Measure, ground: Ground) -> bool:
    """Before an adverse decision, unless waiting would be dangerous or the holder asked for it."""
    return kind.is_adverse and ground not in WITHOUT_HEARING
