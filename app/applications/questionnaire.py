"""The questionnaire of one application, drawn up for its applicant, with what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from app.applications.activities import unsaid
from app.applications.cells import Lists
from app.applications.models import Answer, Application, Evidence
from app.applications.profile import applicant_of, look_back, profile_of
from app.applications.progress import Progress, progress
from app.applications.states import WITH_TRADER
from app.core.errors import WrongState
from app.criteria.applicant import Applicant
from app.criteria.catalogue import Catalogue
from app.criteria.selection import Asked, Questionnaire, Section, draw_up
from app.programme.rules import rules


class NoLongerAsked(WrongState):
    """Roles, sites or facts have changed since the page was opened."""

    def __init__(self) -> None:
        super().__init__("This question is not asked any more: what the business does, or its sites, has changed.")


@dataclass(frozen=True)
class SelfAssessment:
    """All that pages and verbs ask of an application's questions, worked out once."""

    application: Application
    profile: Mapping[str, Any]
    catalogue: Catalogue
    applicant: Applicant
    questionnaire: Questionnaire
    answers: Mapping[str, Answer]
    evidence: Mapping[str, list[Evidence]]

    def asked(self, key: str) -> Asked:
        """The question of this key, or `NoLongerAsked`."""
        if key not in self.questionnaire.by_key:
            raise NoLongerAsked
        return self.questionnaire.by_key[key]

    def value(self, key: str) -> Any:
        return self.answers[key].value if key in self.answers else None

    @cached_property
    def lists(self) -> Lists:
        """What answers need beside the edition: the sites, the lists and the currency of the programme."""
        sites = {site["id"]: site["name"] for site in self.profile["sites"]}
        return Lists(sites=sites, sources={"programme.partners": rules().partners}, currency=rules().currency)

    @cached_property
    def facts_unsaid(self) -> list[str]:
        """The activity facts that nobody has answered: without them the questions are not all known."""
        return unsaid(self.catalogue, self.applicant)

    @property
    def is_complete(self) -> bool:
        """Nothing is in the way of the signature: neither a question nor what the questions follow from."""
        return bool(self.applicant.sites) and not self.facts_unsaid and self.progress.is_complete

    @cached_property
    def _progress(self) -> tuple[Progress, tuple[Progress, ...]]:
        return progress(self.questionnaire, self.answers, self.evidence.keys())

    @property
    def progress(self) -> Progress:
        return self._progress[0]

    @property
    def by_section(self) -> list[tuple[Section, Progress]]:
        return list(zip(self.questionnaire.sections, self._progress[1], strict=True))

    @property
    def look_back(self) -> date:
        """The day from which on the questions ask about events."""
        return look_back(self.profile)

    def place_name(self, place: str | None) -> str:
        """How a site or a class of sites is called; nothing for the business as a whole."""
        if place is None:
            return ""
        return self.lists.sites.get(place, place)

    def sites_of(self, place: str) -> list[str]:
        """The names of the sites of a class."""
        return [self.lists.sites[site.key] for site in self.applicant.classes.get(place, ())]


def self_assessment(application: Application) -> SelfAssessment:
    """Drawn up from the business as it stands, or from the profile once the application is sent."""
    frozen = application.profile if application.state not in WITH_TRADER else None
    profile = frozen or profile_of(application.operator)
    catalogue = application.edition.catalogue
    answers = {answer.key: answer for answer in application.answers}
    evidence: dict[str, list[Evidence]] = {}
    for item in application.evidence:
        evidence.setdefault(item.key, []).append(item)
    applicant = applicant_of(profile, application.scopes)
    values = {key: answer.value for key, answer in answers.items()}
    drawn = draw_up(catalogue, applicant, values)
    return SelfAssessment(application, profile, catalogue, applicant, drawn, answers, evidence)
