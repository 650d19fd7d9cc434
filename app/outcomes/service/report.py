"""Taking up what a system says happened to declarations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.core import ids, jobs, many
from app.core.errors import allow
from app.core.isolation import as_system
from app.history.kinds import Kind
from app.history.service import record
from app.outcomes import adding, policy
from app.outcomes.adding import Change
from app.outcomes.filed import Filed, filed
from app.outcomes.models import Outcome, Report
from app.outcomes.reported import Reported
from app.outcomes.whose import Traders
from app.outcomes.words import TAKEN, Result
from app.programme.words import Role

Key = tuple[str, Role]
FILE = many.from_rows(cast("Table", Outcome.__table__), ["id", "report_id", "system", *Filed._fields])


@dataclass
class Fault:
    """The outcome that an event is about."""

    id: UUID
    operator_id: UUID | None


@dataclass
class Taken:
    """What of a report is new, beside what was known of the same declarations."""

    known: dict[Key, Filed]
    results: list[Result] = field(default_factory=list)
    new: list[tuple[UUID, Filed]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def take(self, one: Filed) -> None:
        before = self.known.get(one.key)
        result = compared(one, before)
        self.results.append(result)
        if result in TAKEN:
            self.new.append((ids.fresh(), one))
            self.changes += [(before, -1)] if before else []
            self.changes.append((one, 1))
            self.known[one.key] = one


def report(
    session: Session, system: str, told: Sequence[Reported], *, by: User | None, filename: str | None = None
) -> list[Result]:
    """One result for each, in their order. `by` is None where a system tells it itself: the door has asked for its right.

    Nothing is overwritten: a correction is a newer version, and the sums follow it in this transaction.
    """
    allow(by is None or policy.can_import(by), "Only the programme manager brings outcomes in.")
    with as_system(session):
        session.execute(select(func.pg_advisory_xact_lock(adding.number_of(f"outcomes {system}"))))
        traders, taken = Traders(session, told), Taken(newest_versions(session, system, told))
        for one in told:
            taken.take(filed(one, traders.of(one)))
        keep(session, system, taken, by, filename)
    return taken.results


def newest_versions(session: Session, system: str, told: Iterable[Reported]) -> dict[Key, Filed]:
    """The newest version of each declaration that was told of before."""
    columns = [getattr(Outcome, name) for name in Filed._fields]
    newest = select(*columns).ext(distinct_on(Outcome.reference, Outcome.role))
    ours = newest.where(Outcome.system == system, Outcome.reference.in_({one.reference for one in told}))
    rows = session.execute(ours.order_by(Outcome.reference, Outcome.role, Outcome.version.desc()))
    return {one.key: one for one in (Filed(*row) for row in rows)}


def compared(one: Filed, before: Filed | None) -> Result:
    if before is None:
        return Result.STORED
    if one.version == before.version:
        return Result.KNOWN if one.says_the_same(before) else Result.CONFLICT
    return Result.CORRECTED if one.version > before.version else Result.SUPERSEDED


def keep(session: Session, system: str, taken: Taken, by: User | None, filename: str | None) -> None:
    stored, corrected = taken.results.count(Result.STORED), taken.results.count(Result.CORRECTED)
    others = len(taken.results) - stored - corrected
    whole = Report(system=system, by_id=by and by.id, filename=filename, stored=stored, corrected=corrected, others=others)
    session.add(whole)
    session.flush()
    if taken.new:
        beside = {"report_id": whole.id, "system": system}
        many.put(session, FILE, [{"id": number, **beside, **one._asdict()} for number, one in taken.new])
        adding.add(session, system, taken.changes)
        record(session, Kind.OUTCOMES_REPORTED, about=whole, by=by, client_id=system, stored=stored, corrected=corrected)
        tell(session, system, taken, by)


def tell(session: Session, system: str, taken: Taken, by: User | None) -> None:
    """What is held against an operator, or no longer, is an event and counts at once; other checks count within seconds."""
    ours = [(one, sign) for one, sign in taken.changes if one.operator_id]
    numbers = {one.key: number for number, one in taken.new}
    told = set()
    for one, change in faults(ours):
        kind = Kind.ERROR_FOUND if change > 0 else Kind.ERROR_TAKEN_BACK
        about = Fault(numbers[one.key], one.operator_id)
        facts: dict[str, Any] = {"client_id": system, "reference": one.reference, "as": one.role, "on": one.on.isoformat()}
        record(session, kind, about=about, by=by, **facts)
        told.add(one.operator_id)
    if adding.mark(session, {one.operator_id for one, _ in ours if one.operator_id and one.is_check} - told):
        jobs.defer(session, "renew_checked")


def faults(changes: Iterable[Change]) -> Iterator[Change]:
    """By operator and declaration: one error more, or one less."""
    found: dict[tuple[UUID | None, Key], list[Change]] = defaultdict(list)
    for one, sign in changes:
        if one.counts_against:
            found[one.operator_id, one.key].append((one, sign))
    for told in found.values():
        if change := sum(sign for _, sign in told):
            yield told[-1][0], change
