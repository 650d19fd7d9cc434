"""Working the statistics out anew, in a few statements over sums: each night, and whenever somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from app.core import clock
from app.outcomes.filed import COUNTS
from app.programme.rules import rules
from app.statistics import bookkeeping
from app.statistics.models import peer_group, rate_group
from app.statistics.period import period
from app.statistics.words import FEWEST_DECLARATIONS, FEWEST_TRADERS, Standing

SUMS = ", ".join(f"sum({name}) AS {name}" for name in COUNTS)
NAMES = ", ".join(COUNTS)

# Of the last computation before the month, else of the first one ever: who held a status before the portal came has none before.
BANDS = """
INSERT INTO month_band (operator_id, month, band)
SELECT told.operator_id, told.month,
       CASE WHEN held.since IS NULL THEN :outside ELSE coalesce(last.output #>> '{figures,fiscal,band}', :closed) END
FROM (SELECT DISTINCT operator_id, month FROM outcome_sum WHERE month BETWEEN :first AND :last) told
LEFT JOIN LATERAL (
    SELECT min(effective_from) AS since FROM authorisation
    WHERE authorisation.operator_id = told.operator_id AND effective_from <= told.month
) held ON true
LEFT JOIN LATERAL (
    (SELECT output FROM computation
     WHERE computation.operator_id = told.operator_id AND computed_at <= told.month::timestamp AT TIME ZONE :zone
     ORDER BY computed_at DESC LIMIT 1)
    UNION ALL
    (SELECT output FROM computation WHERE computation.operator_id = told.operator_id ORDER BY computed_at LIMIT 1)
    LIMIT 1
) last ON true
ON CONFLICT DO NOTHING
"""

RATES = f"""
INSERT INTO rate_group (band, role, selection, {NAMES})
SELECT band, role, selection, {SUMS}
FROM (
    SELECT band, role, selection, {NAMES} FROM outcome_sum JOIN month_band USING (operator_id, month)
    WHERE month BETWEEN :first AND :last
    UNION ALL
    SELECT :outside, role, selection, {NAMES} FROM outcome_peer_sum WHERE month BETWEEN :first AND :last
) told
GROUP BY band, role, selection
"""  # noqa: S608  names of columns

SIZED = """
CASE WHEN people IS NULL THEN 'unknown' WHEN people < 10 THEN 'micro' WHEN people < 50 THEN 'small'
     WHEN people < 250 THEN 'medium' ELSE 'large' END
"""

PEERS = f"""
WITH told AS (
    SELECT role, size, selection, NULL::uuid AS operator_id, {NAMES}
    FROM outcome_peer_sum WHERE month BETWEEN :first AND :last
    UNION ALL
    SELECT role, {SIZED}, selection, operator_id, {NAMES}
    FROM outcome_sum JOIN month_band USING (operator_id, month) JOIN operator ON operator.id = operator_id
    WHERE month BETWEEN :first AND :last AND band = :outside
), counted AS (
    SELECT role, coalesce(size, 'any') AS size, {SUMS},
           sum(declarations) FILTER (WHERE selection <> 'none') AS chosen,
           sum(noticed) FILTER (WHERE selection <> 'none') AS warned,
           count(DISTINCT operator_id) AS known
    FROM told WHERE selection NOT IN ('random', 'audit') GROUP BY GROUPING SETS ((role, size), (role))
), seen AS (
    SELECT role, coalesce(size, 'any') AS size, count(DISTINCT trader) AS number
    FROM outcome_peer WHERE month BETWEEN :first AND :last GROUP BY GROUPING SETS ((role, size), (role))
)
INSERT INTO peer_group (role, size, traders, {NAMES}, chosen, warned)
SELECT role, size, known + coalesce(number, 0), {NAMES}, coalesce(chosen, 0), coalesce(warned, 0)
FROM counted LEFT JOIN seen USING (role, size)
WHERE known + coalesce(number, 0) >= :traders AND declarations >= :declarations
"""  # noqa: S608  the same

FORGOTTEN = "DELETE FROM outcome_peer WHERE month < :first"


def refresh(session: Session) -> None:
    """In one transaction: until its end everybody reads the last ones."""
    asked = parameters()
    session.execute(text(FORGOTTEN), {"first": asked["first"]})
    session.execute(text(BANDS), asked)
    for table, statement in ((rate_group, RATES), (peer_group, PEERS)):
        session.execute(delete(table))
        session.execute(text(statement), asked)
    bookkeeping.write(session)


def parameters() -> Mapping[str, Any]:
    months = period(clock.today())
    return {
        "first": months.first,
        "last": months.last,
        "zone": rules().time_zone,
        "outside": Standing.OUTSIDE.value,
        "closed": Standing.CLOSED.value,
        "traders": FEWEST_TRADERS,
        "declarations": FEWEST_DECLARATIONS,
    }
