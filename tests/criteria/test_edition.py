"""The edition that comes with the portal: its text is pinned, and its conditions are neither dead nor idle."""

import re
from collections import defaultdict
from random import Random

import pytest

from app.criteria.catalogue import fingerprint
from app.criteria.selection import Applicant, Site, draw_up
from app.criteria.words import Duty, Expect, Level

SAFE_2026_2 = "b72a2f8e0d803266af4b600b3f4740cf29ad9876c1b5ddb12c839e812bf6d277"
LETTERS = {
    "A": "abc", "B": "abcdef", "C": "a", "D": "abcd", "E": "abcdef", "G": "abcdefghijklm", "H": "abcdef",
    "I": "ab", "J": "abcde", "K": "ab", "L": "ab", "M": "abcd", "F AEO": "abc", "F both": "abcd",
}  # fmt: skip


def test_a_published_edition_is_never_changed(data):
    assert fingerprint(data) == SAFE_2026_2


def test_every_safe_letter_for_the_operator_is_carried_by_a_rated_must(catalogue):
    carried = defaultdict(set)
    for criterion in catalogue.criteria:
        if criterion.rated and criterion.duty is Duty.MUST:
            for element, letters in re.findall(r"((?:F AEO|F both|[A-M]))((?:\([a-z]\))+)", criterion.safe_ref):
                carried[element] |= set(re.findall("[a-z]", letters))

    assert {element: "".join(sorted(letters)) for element, letters in carried.items()} == LETTERS


def test_the_texts_are_short(catalogue):
    assert [q.id for q in catalogue.question.values() if len(q.text.split()) > 25] == []
    assert [c.code for c in catalogue.criteria if not 2 <= len(c.officer_checks) <= 4] == []


def test_proportionate_evidence_is_named_where_small_firms_struggle(catalogue):
    assert [c.code for c in catalogue.criteria if c.group in "BEFJKLM" and not c.sme_note] == []


def test_eight_questions_need_an_attachment(catalogue):
    assert sum(q.evidence.expect is Expect.UPLOAD for q in catalogue.question.values()) == 8


def test_no_regime_stands_for_the_record_the_books_or_the_means(catalogue):
    assert [c.code for c in catalogue.criteria if c.group in "ABC" and c.deemed_by] == []


@pytest.fixture(scope="module")
def crowd(catalogue):
    """Two thousand random applicants and what they are asked."""
    random = Random(2026)
    return [(applicant, draw_up(catalogue, applicant)) for applicant in (anybody(catalogue, random) for _ in range(2000))]


def anybody(catalogue, random):
    roles = [entry.code for entry in catalogue.roles]
    modes = [entry.code for entry in catalogue.modes]
    sites = tuple(
        Site(
            f"s{i}",
            random.choice([None, "x", "y"]),
            *(frozenset(random.sample(of, random.randint(1, 3))) for of in (roles, modes)),
        )
        for i in range(random.randint(1, 4))
    )
    facts = {fact.code: random.random() < 0.6 for fact in catalogue.activities}
    return Applicant(
        random.choice([frozenset("c"), frozenset("s"), frozenset("cs")]),
        frozenset(random.sample(roles, random.randint(1, 4))),
        frozenset(random.sample(modes, random.randint(1, 3))),
        sites,
        facts,
        registered_years=random.choice([1, 10]),
    )


def test_every_criterion_is_reached_and_no_condition_of_one_is_idle(catalogue, crowd):
    met, missed = set(), set()
    for applicant, questionnaire in crowd:
        in_play = {point.criterion.code for point in questionnaire.points}
        within = {c.code for c in catalogue.criteria if not applicant.scopes.isdisjoint(c.scope)}
        met |= in_play
        missed |= within - in_play

    assert met == set(catalogue.criterion)
    assert {c.code for c in catalogue.criteria if c.applies_when.model_fields_set} <= missed


def test_every_question_is_reached_and_no_condition_of_one_is_idle(catalogue, crowd):
    plain = {q.id for q in catalogue.question.values() if not q.is_follow_up}
    conditional = {id_ for id_ in plain if catalogue.question[id_].show_if.model_fields_set}
    met, missed = set(), set()
    for _, questionnaire in crowd:
        asked = {one.question.id for one in questionnaire.asked}
        met |= asked
        missed |= {q.id for p in questionnaire.points for q in p.criterion.questions if q.id not in asked}

    assert plain <= met | {"D.5.changes"}  # asked in the review only
    assert conditional <= missed


def test_every_criterion_in_play_has_an_answer_or_one_that_serves_it(crowd):
    unanswerable = {
        point.criterion.code
        for _, questionnaire in crowd
        for point in questionnaire.points
        if not point.asked and not point.served_by and point.criterion.level is Level.ENTITY
    }

    assert unanswerable == set()
