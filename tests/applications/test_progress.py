from types import SimpleNamespace

import pytest

from app.applications.progress import NO_FILE, UNFINISHED, Stage, gap, progress
from app.applications.questionnaire import self_assessment


def given(value, draft=None):
    return SimpleNamespace(value=value, draft=draft)


@pytest.fixture
def asked(make):
    assessment = self_assessment(make.application())
    return assessment.questionnaire.by_key


def test_a_question_without_an_answer_says_what_to_do(asked):
    assert gap(asked["P.2.group"], None, ()) == "Choose yes or no"


def test_a_given_answer_is_no_gap(asked):
    assert gap(asked["P.2.group"], given("no"), ()) == ""


def test_what_was_begun_is_to_be_finished(asked):
    assert gap(asked["P.2.group"], given("no", draft="perhaps"), ()) == UNFINISHED


def test_where_a_file_is_expected_words_are_not_enough(asked):
    risks = asked["M.1.risks"]

    assert gap(risks, given([{"risk": "Theft"}]), ()) == NO_FILE
    assert gap(risks, given([{"risk": "Theft"}]), {"M.1.risks"}) == ""


def test_what_is_argued_needs_no_file(asked):
    assert gap(asked["M.1.risks"], given({"mode": "not_applicable", "reason": "No goods."}), ()) == ""


def test_a_question_that_may_be_left_open_is_no_gap(asked):
    optional = next(one for one in asked.values() if not one.question.answer.required)

    assert gap(optional, None, ()) == ""


def test_a_section_goes_from_not_started_to_done(make):
    application = make.application()
    questionnaire = self_assessment(application).questionnaire
    section = questionnaire.sections.index(next(s for s in questionnaire.sections if s.group.code == "N"))
    keys = [asked.key for asked in questionnaire.sections[section].asked]

    def stage(count):
        answers = {key: given("some") for key in keys[:count]}
        return progress(questionnaire, answers, keys)[1][section].stage

    assert [stage(0), stage(1), stage(len(keys))] == [Stage.NOT_STARTED, Stage.BEGUN, Stage.DONE]


def test_the_whole_is_the_sum_of_its_sections(make):
    application = make.complete_application()

    whole, sections = progress(
        self_assessment(application).questionnaire, self_assessment(application).answers, self_assessment(application).evidence
    )

    assert whole.asked == sum(section.asked for section in sections)
    assert whole.is_complete
