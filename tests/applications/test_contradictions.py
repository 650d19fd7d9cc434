from app.applications.contradictions import contradictions
from app.applications.questionnaire import self_assessment


def odd(application):
    assessment = self_assessment(application)
    return contradictions(assessment.questionnaire, assessment.answers, assessment.profile)


def test_a_site_left_out_of_the_answer_is_told(make):
    application = make.application()
    for name in ("Harbour", "Airport"):
        make.site(application.operator, name=name)
    make.answer(application, "P.3.sites", [{"name": "harbour"}])

    assert [one.text for one in odd(application)] == ["Not in your answer by the same name: Airport"]


def test_an_answer_that_names_all_sites_is_fine(make):
    application = make.application()
    make.site(application.operator, name="Harbour")
    make.answer(application, "P.3.sites", [{"name": "Harbour"}])

    assert odd(application) == []


def test_before_it_is_answered_nothing_contradicts(make):
    application = make.application()
    make.site(application.operator, name="Harbour")

    assert odd(application) == []
