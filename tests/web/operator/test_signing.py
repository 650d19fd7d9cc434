import pytest
from sqlalchemy import select

from app.applications.models import Application
from app.applications.questionnaire import self_assessment
from app.applications.service import fingerprint
from app.applications.states import State


@pytest.fixture
def application(make):
    return make.complete_application()


@pytest.fixture
def browser(sign_in, make, application):
    return sign_in(make.signatory(application.operator, name="Ada Trader"))


def place(application):
    return f"/operator/applications/{application.id}/sign"


def signed(application, **values):
    seen = fingerprint(self_assessment(application))
    return {"name": "Ada Trader", "is_true": "y", "will_tell": "y", "seen": seen} | values


def state_of(session, application):
    session.expire_all()
    return session.scalars(select(Application.state).where(Application.id == application.id)).one()


def test_a_signed_application_is_sent(browser, session, application):
    answer = browser.post(place(application), data=signed(application))

    assert answer.location == f"/operator/applications/{application.id}"
    assert state_of(session, application) is State.SUBMITTED


def test_sent_twice_it_was_sent_once(browser, session, application):
    data = signed(application)
    browser.post(place(application), data=data)

    second = browser.post(place(application), data=data, follow_redirects=True)

    assert "has been sent already" in second.text


def test_a_declaration_is_ticked_and_bears_a_name(browser, session, application):
    page = browser.post(place(application), data={"seen": ""}).text

    assert "Confirm that the answers are complete and true" in page
    assert "Write your full name" in page
    assert state_of(session, application) is State.DRAFT


def test_what_is_missing_is_listed_with_the_way_to_it(sign_in, make, session):
    application = make.application()
    browser = sign_in(make.signatory(application.operator))

    page = browser.post(place(application), data=signed(application)).text

    assert f"/operator/applications/{application.id}/questions/P.1.details" in page
    assert "/operator/business/sites/new" in page
    assert state_of(session, application) is State.DRAFT


def test_there_is_nothing_to_sign_while_something_is_missing(sign_in, make):
    application = make.application()

    page = sign_in(make.signatory(application.operator)).get(place(application)).text

    assert "Sign and send: not yet" in page
    assert 'name="is_true"' not in page
    assert "Within 30 days" in page


def test_an_answer_changed_meanwhile_is_read_first(browser, session, make, application):
    data = signed(application)
    next(answer for answer in application.answers if answer.key in {"P.3.flow", "P.2.group"}).value = "changed"
    session.commit()

    page = browser.post(place(application), data=data).text

    assert "A colleague changed an answer" in page
    assert state_of(session, application) is State.DRAFT


def test_who_is_no_signatory_sees_who_is(sign_in, make, application):
    make.signatory(application.operator, name="Sven Signer")

    page = sign_in(make.member(application.operator)).get(place(application)).text

    assert "Only a signatory can sign" in page
    assert "Sven Signer" in page


def test_and_cannot_sign(sign_in, make, session, application):
    answer = sign_in(make.member(application.operator)).post(place(application), data=signed(application))

    assert answer.status_code == 403
    assert state_of(session, application) is State.DRAFT


def test_a_site_left_out_is_told_before_signing(browser, make, application):
    make.site(application.operator, name="Forgotten yard")

    page = browser.get(place(application)).text

    assert "Does not fit together" in page
    assert "Forgotten yard" in page
