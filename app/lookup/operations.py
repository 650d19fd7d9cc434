"""What look-ups answer, under the names, scopes and parameters that the same addresses have at the portal."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from app.lookup import batches, operators
from app.lookup.request import HttpRequest
from app.lookup.response import HttpResponse
from app.lookup.store import View

ADDRESS = re.compile(r"/api/v1/(?:operators/([^/]+)/(status|risk)|((?:status|risk):batch))")
STATUS, RISK = "aeo.status", "aeo.risk"


class Operation(NamedTuple):
    """What is done at an address, for whom, and by which parameters."""

    name: str
    scope: str
    parameters: tuple[str, ...]
    answer: Callable[[HttpRequest, View], HttpResponse]


OPERATIONS = {
    ("GET", "status"): Operation("show_status", STATUS, ("scheme", "for", "as_of", "known_at"), operators.status),
    ("GET", "risk"): Operation("show_risk", RISK, ("scheme", "role", "site", "mode", "as_of", "known_at"), operators.risk),
    ("POST", "status:batch"): Operation("show_statuses", STATUS, (), batches.statuses),
    ("POST", "risk:batch"): Operation("show_risks", RISK, (), batches.risks),
}
