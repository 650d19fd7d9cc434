"""The report as it writes itself from what is known: the auditor corrects it instead of typing it again. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.audits.models import Audit, Observation
from app.audits.states import Seen, VisitMode
from app.core import typesetting
from app.criteria.words import Result

FINE = frozenset({Result.MET, Result.ALTERNATIVE, Result.NOT_APPLICABLE})
COUNTED = {Seen.IN_ORDER: "in order", Seen.FINDING: "with a finding", Seen.NOT_SEEN: "not seen"}
HOW = {VisitMode.ON_SITE: "on site", VisitMode.REMOTE: "by video", VisitMode.MIXED: "on site and by video"}


@dataclass(frozen=True)
class Judged:
    """A criterion that the assessment does not find met."""

    criterion: str
    result: Result
    reason: str
    place: str = ""


def summary(audit: Audit) -> str:
    """The shortest form: how much was looked at, and how much of it was in order."""
    looked, wanting = len(audit.observations), len(not_in_order(audit.observations))
    if not looked:
        return ""
    if looked == 1:
        return f"One criterion was looked at. It was {'not wholly ' * wanting}in order."
    return f"{looked} criteria were looked at. " + (f"{wanting} not wholly in order." if wanting else "All were in order.")


def text(audit: Audit, titles: Mapping[str, str], judged: Sequence[Judged] = ()) -> str:
    """Who looked at what, what was seen, what is wanting. `titles` are those of the criteria, by code."""
    wanting = [f"{name_of(one, titles)}: {notes_of(one)}" for one in not_in_order(audit.observations)]
    papers = [f"{where(one.criterion, titles, one.place)}, {one.result.label.lower()}: {one.reason}" for one in judged]
    return "\n\n".join([visited(audit), *points(audit.observations), *wanting, *headed("From the answers and papers", papers)])


def visited(audit: Audit) -> str:
    sites = listed([site.name for site in audit.sites])
    days = typesetting.days(audit.starts_on, audit.ends_on).replace(typesetting.UNBROKEN, " ")
    team = f"with {listed([member.name for member in audit.team])}" if audit.team else "alone"
    when = f"on {days}" if audit.starts_on == audit.ends_on else f"from {days}"
    return f"{audit.lead.name} visited {sites} {when}, {HOW[audit.mode]}, {team}."


def points(observations: Iterable[Observation]) -> Iterator[str]:
    checks = [check for one in observations for check in one.checks]
    if checks:
        counts = [f"{number} {COUNTED[word]}" for word in Seen if (number := sum(one["seen"] == word for one in checks))]
        yield f"Points looked at: {len(checks)}. Of these {listed(counts)}."


def not_in_order(observations: Iterable[Observation]) -> list[Observation]:
    return [one for one in observations if one.result and one.result not in FINE]


def notes_of(observation: Observation) -> str:
    """What was noted of the points with a finding, and of the whole; nothing twice."""
    notes = [one["note"] or one["check"] for one in observation.checks if one["seen"] == Seen.FINDING]
    return " ".join(part for part in (*notes, observation.text) if part)


def name_of(observation: Observation, titles: Mapping[str, str]) -> str:
    return where(observation.criterion, titles, observation.site.name if observation.site else "")


def where(criterion: str, titles: Mapping[str, str], place: str) -> str:
    """I.2 Outer limit and gates, North Quay"""
    return f"{criterion} {titles.get(criterion, '')}".strip() + (f", {place}" if place else "")


def headed(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{heading}:"
        yield from lines


def listed(names: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1] if names else "") if part)
