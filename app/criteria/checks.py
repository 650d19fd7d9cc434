"""What must fit together in an edition beyond the shape of its parts. Each complaint begins with the code at fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from app.criteria.conditions import AnswerIs, Condition
from app.criteria.words import AnswerKind, ColumnKind, Level

if TYPE_CHECKING:
    from app.criteria.catalogue import AnswerSpec, Catalogue, Criterion, Question

LISTS = ("scopes", "roles", "modes", "regimes", "evidence_kinds", "prefill_sources", "activities", "groups", "criteria")
WITH_OPTIONS = frozenset({AnswerKind.CHOICE, AnswerKind.MULTI_CHOICE})
YES_NO = frozenset({"yes", "no"})
RESERVED = frozenset({"row"})  # names the line in the answer to a table with fixed rows


def faults(catalogue: Catalogue) -> Iterator[str]:
    for check in CHECKS:
        yield from check(catalogue)


def unique(catalogue: Catalogue) -> Iterator[str]:
    for name in LISTS:
        yield from _twice(name, (entry.code for entry in getattr(catalogue, name)))
    yield from _twice("questions", (question.id for criterion in catalogue.criteria for question in criterion.questions))
    for criterion, question in _questions(catalogue):
        for parts in (question.answer.options, question.answer.columns, question.answer.rows):
            yield from (f"{question.id}: {complaint}" for complaint in _twice("it", (part.code for part in parts)))
        if not question.id.startswith(f"{criterion.code}."):
            yield f"{question.id}: a question's id begins with its criterion, here {criterion.code}"


def codes(catalogue: Catalogue) -> Iterator[str]:
    """Every code used stands in its list."""
    known = {name: {entry.code for entry in getattr(catalogue, name)} for name in LISTS}
    for fact in catalogue.activities:
        yield from _unknown(fact.code, "scope", fact.scope, known["scopes"])
        yield from _unknown(fact.code, "role", fact.suggested_for, known["roles"])
    for criterion in catalogue.criteria:
        yield from _unknown(criterion.code, "group", [criterion.group], known["groups"])
        yield from _unknown(criterion.code, "scope", criterion.scope, known["scopes"])
        yield from _unknown(criterion.code, "regime", criterion.deemed_by, known["regimes"])
    for _, question in _questions(catalogue):
        yield from _unknown(question.id, "kind of evidence", question.evidence.kinds, known["evidence_kinds"])
        sources = [source for source in (question.prefill_from, question.answer.options_from) if source]
        yield from _unknown(question.id, "source", sources, known["prefill_sources"])
        yield from _unknown(question.id, "criterion", question.also_serves, known["criteria"])


def conditions(catalogue: Catalogue) -> Iterator[str]:
    known = {name: {entry.code for entry in getattr(catalogue, name)} for name in LISTS}
    for code, condition in _conditions(catalogue):
        yield from _unknown(code, "scope", condition.any_scope or (), known["scopes"])
        yield from _unknown(code, "role", condition.any_role or (), known["roles"])
        yield from _unknown(code, "mode", condition.any_mode or (), known["modes"])
        yield from _unknown(code, "activity", condition.activities, known["activities"])
    for criterion in catalogue.criteria:
        if criterion.applies_when.answer:
            yield f"{criterion.code}: applies_when cannot look at an answer"


def facts(catalogue: Catalogue) -> Iterator[str]:
    """A fact is asked only where a condition uses it, and only after the facts it depends on."""
    earlier: set[str] = set()
    for fact in catalogue.activities:
        needed = fact.show_if.all_activities or frozenset()
        if fact.show_if.model_fields_set - {"all_activities"} or not needed <= earlier:
            yield f"{fact.code}: show_if of a fact names earlier facts under all_activities, nothing else"
        for scope in sorted(fact.scope - _scopes_using(catalogue, fact.code)):
            yield f"{fact.code}: asked in scope {scope}, where no condition uses it"
        earlier.add(fact.code)


def answers(catalogue: Catalogue) -> Iterator[str]:
    for _, question in _questions(catalogue):
        for complaint in _complaints(question.answer):
            yield f"{question.id}: {complaint}"
        for column in question.answer.columns:
            if column.code in RESERVED:
                yield f"{question.id}: a column cannot be called {column.code}"
            if (column.kind is ColumnKind.CHOICE) != bool(column.options):
                yield f"{question.id}: column {column.code}: a choice has options, nothing else has"
            if column.unit and column.kind is not ColumnKind.NUMBER:
                yield f"{question.id}: column {column.code}: only a number has a unit"


def follow_ups(catalogue: Catalogue) -> Iterator[str]:
    for criterion in catalogue.criteria:
        earlier: dict[str, Question] = {}
        for question in criterion.questions:
            if question.show_if.answer:
                yield from _follows(question, question.show_if.answer, earlier)
            earlier[question.id] = question


def places(catalogue: Catalogue) -> Iterator[str]:
    for criterion, question in _questions(catalogue):
        if question.every_site and criterion.level is not Level.SITE:
            yield f"{question.id}: every_site is for criteria of level site"


CHECKS = (unique, codes, conditions, facts, answers, follow_ups, places)


def _questions(catalogue: Catalogue) -> Iterator[tuple[Criterion, Question]]:
    return ((criterion, question) for criterion in catalogue.criteria for question in criterion.questions)


def _conditions(catalogue: Catalogue) -> Iterator[tuple[str, Condition]]:
    yield from ((fact.code, fact.show_if) for fact in catalogue.activities)
    yield from ((criterion.code, criterion.applies_when) for criterion in catalogue.criteria)
    yield from ((question.id, question.show_if) for _, question in _questions(catalogue))


def _scopes_using(catalogue: Catalogue, fact: str) -> frozenset[str]:
    used = {
        scope for c, q in _questions(catalogue) if fact in c.applies_when.activities | q.show_if.activities for scope in c.scope
    }
    leading = {scope for other in catalogue.activities if fact in other.show_if.activities for scope in other.scope}
    return frozenset(used | leading)


def _twice(where: str, codes: Iterable[str]) -> Iterator[str]:
    return (f"{code}: used twice in {where}" for code, count in Counter(codes).items() if count > 1)


def _unknown(where: str, what: str, used: Iterable[str], known: set[str]) -> Iterator[str]:
    return (f"{where}: unknown {what} {code}" for code in sorted(set(used) - known))


def _complaints(answer: AnswerSpec) -> Iterator[str]:
    """What an answer has and should not, or lacks and should not."""
    if (answer.kind is AnswerKind.TABLE) != bool(answer.columns):
        yield "a table has columns, nothing else has"
    if answer.rows and answer.kind is not AnswerKind.TABLE:
        yield "only a table has rows"
    if answer.single_row and (answer.rows or answer.kind is not AnswerKind.TABLE):
        yield "single_row is for a table without fixed rows"
    if answer.unit and answer.kind is not AnswerKind.NUMBER:
        yield "only a number has a unit"
    if (answer.kind in WITH_OPTIONS) != bool(answer.options or answer.options_from):
        yield "a choice has options, nothing else has"
    if answer.options and answer.options_from:
        yield "options are listed or taken from a source, not both"


def _follows(question: Question, wanted: AnswerIs, earlier: dict[str, Question]) -> Iterator[str]:
    asked = earlier.get(wanted.question)
    if asked is None:
        yield f"{question.id}: follows {wanted.question}, which is no earlier question of the same criterion"
        return
    options = YES_NO if asked.answer.kind is AnswerKind.YES_NO else {option.code for option in asked.answer.options}
    for code in sorted(wanted.any_of - options):
        yield f"{question.id}: {code} is no answer to {asked.id}"
