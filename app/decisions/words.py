"""What a decision did, in words that follow “customs simplifications:”."""

from __future__ import annotations

from collections.abc import Mapping

from app.decisions.states import Measure

DONE: Mapping[Measure, str] = {
    Measure.GRANT: "granted",
    Measure.REFUSE: "refused",
    Measure.SUSPEND: "suspended",
    Measure.REINSTATE: "valid again",
    Measure.REVOKE: "revoked",
}
IN_PART: Mapping[Measure, str] = {Measure.SUSPEND: "suspended in part", Measure.REINSTATE: "a part is valid again"}
