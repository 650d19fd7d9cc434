"""The task list of an application: four steps, a row per section, and the way on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from app.accounts.models import User
from app.applications import policy
from app.applications.progress import Progress, Stage, is_answered
from app.applications.questionnaire import SelfAssessment
from app.criteria.catalogue import Catalogue
from app.criteria.selection import Asked, Section
from app.programme.words import Mode, Role
from app.web.formats import count
from app.web.meanings import GOOD, QUIET, TRADER

FIRST, SECOND = "P", "ABCDN"  # groups of the catalogue; whatever else there is stands in the third step
TITLES = ("The business", "Records and standing", "Security")
OPTIONAL = "May be left open"
MINUTES = 3  # for one question, as tried out


@dataclass(frozen=True)
class Task:
    """A row of the list."""

    text: str
    href: str
    tag: str
    meaning: str
    hint: str = ""


@dataclass(frozen=True)
class Step:
    title: str
    tasks: list[Task]


def steps(assessment: SelfAssessment, user: User, signatories: list[str]) -> list[Step]:
    """All there is to do, in the order in which it is best done."""
    rows: list[list[Task]] = [list(of_business(assessment)), [], []]
    for section, done in assessment.by_section:
        rows[step_of(section)].append(of_section(assessment, section, done))
    listed = [Step(title, tasks) for title, tasks in zip(TITLES, rows, strict=True) if tasks]
    return [*listed, Step("Check and sign", list(signing(assessment, signatories)))]


def step_of(section: Section) -> int:
    return 0 if section.group.code in FIRST else 1 if section.group.code in SECOND else 2


def of_business(assessment: SelfAssessment) -> Iterator[Task]:
    """What comes before the questions, because they follow from it."""
    here, sites = assessment.application.id, len(assessment.applicant.sites)
    has_roles = bool(assessment.applicant.roles)
    yield Task("Roles and modes of transport", url_for(".show_business"), *("Done", GOOD) if has_roles else ("Missing", TRADER))
    yield Task("Sites", url_for(".show_business", _anchor="sites"), *(f"Done, {sites}", GOOD) if sites else ("None yet", TRADER))
    unsaid = len(assessment.facts_unsaid)
    state = (f"{unsaid} to answer", TRADER) if unsaid else ("Done", GOOD)
    yield Task("What the business does", url_for(".state_application_activities", application_id=here), *state)


def of_section(assessment: SelfAssessment, section: Section, done: Progress) -> Task:
    href = url_for(".show_application_section", application_id=assessment.application.id, code=section.group.code)
    return Task(section.group.title, href, *tag_of(done))


def tag_of(done: Progress) -> tuple[str, str]:
    """The words and the colour of a section's state."""
    if not done.asked:
        return "Nothing asked", QUIET
    if done.stage is Stage.DONE:
        return f"Done{f', {done.optional} left open' if done.optional else ''}", GOOD
    if done.stage is Stage.BEGUN:
        return f"{done.answered} of {done.asked}", TRADER
    return Stage.NOT_STARTED.label if done.gaps else OPTIONAL, QUIET


def counted(done: Progress) -> str:
    """How far it has come: 10 of 50 questions answered, 37 missing, 3 may be left open"""
    parts = [f"{done.answered} of {count(done.asked, 'question')} answered"]
    parts += [f"{len(done.gaps)} missing"] if done.gaps else []
    return ", ".join(parts + ([f"{done.optional} may be left open"] if done.optional else []))


def signing(assessment: SelfAssessment, signatories: list[str]) -> Iterator[Task]:
    """What is missing leads the way; there is nothing to sign before nothing is missing."""
    who = f"Only a signatory can sign: {' or '.join(signatories)}" if signatories else "Nobody can sign yet: invite a signatory"
    href = url_for(".sign_application", application_id=assessment.application.id)
    if assessment.is_complete:
        yield Task("Sign and send", href, "Ready to sign", TRADER, who)
        return
    missing = len(assessment.progress.gaps)
    yield Task("See what is missing", href, count(missing, "answer") if missing else "About the business", TRADER)
    yield Task("Sign and send", "", "Cannot start yet", QUIET, f"Once nothing is missing. {who}")


def next_question(assessment: SelfAssessment, user: User, after: str = "") -> Asked | None:
    """The next question that this person can still do something about: from here on, then from the beginning."""
    asked = list(assessment.questionnaire.asked)
    at = next((place for place, one in enumerate(asked, start=1) if one.key == after), 0)
    application, answers, files = assessment.application, assessment.answers, assessment.evidence.keys()
    return next(
        (
            one
            for one in asked[at:] + asked[:at]
            if one.key != after
            and not is_answered(one, answers.get(one.key), files)
            and policy.can_answer(user, application, one.question)
        ),
        None,
    )


@dataclass(frozen=True)
class Panel:
    """Why these questions, and who has answered them."""

    acts_as: str
    sites: int
    asked: int
    distinct: int
    of: int
    people: list[tuple[str, int]]
    minutes: int


def panel(assessment: SelfAssessment) -> Panel:
    counted: dict[str, int] = {}
    for key in assessment.questionnaire.by_key.keys() & assessment.answers.keys():
        name = assessment.answers[key].answered_by.name
        counted[name] = counted.get(name, 0) + 1
    return Panel(
        acts_as=in_words(assessment),
        sites=len(assessment.applicant.sites),
        asked=assessment.progress.asked,
        distinct=len({asked.question.id for asked in assessment.questionnaire.asked}),
        of=questions_of(assessment.catalogue),
        people=sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])),
        minutes=MINUTES * assessment.progress.left,
    )


def questions_of(catalogue: Catalogue) -> int:
    return len(catalogue.question)


def in_words(assessment: SelfAssessment) -> str:
    """an importer and a freight forwarder by air and sea; nothing where there are more roles than a sentence holds"""
    if len(assessment.applicant.roles) > 3:
        return ""
    roles = [with_article(role.label.lower()) for role in Role if role in assessment.applicant.roles]
    modes = [mode.label.lower() for mode in Mode if mode in assessment.applicant.modes]
    return " by ".join(listed(words) for words in (roles, modes) if words)


def with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def listed(words: list[str]) -> str:
    """air, sea and road"""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
