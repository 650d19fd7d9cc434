"""The page of a refusal."""

import pytest
from flask import abort
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, NoResultFound, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.orm.exc import StaleDataError

from app.core.errors import Invalid, NotAllowed, TooMany, WrongState
from app.core.once import AlreadySent


@pytest.fixture
def answer(small_portal):
    """What a person gets where a page ends like this."""

    def get(error):
        def view():
            if isinstance(error, int):
                abort(error)
            raise error

        small_portal.add_url_rule("/refused", "refused", view)
        small_portal.config["PROPAGATE_EXCEPTIONS"] = False
        return small_portal.test_client().get("/refused")

    return get


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 429, 500, 503])
def test_every_refusal_has_a_page_with_the_way_on(answer, code):
    response = answer(code)

    assert response.status_code == code
    assert "<h1" in response.text
    assert "Go to the first page" in response.text


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotAllowed("Only a signatory signs."), 403),
        (WrongState("Decided: cannot become Submitted"), 409),
        (Invalid("Enter a name"), 400),
        (TooMany(90), 429),
        (NoResultFound(), 404),
        (StaleDataError(), 409),
        (CSRFError(), 400),
        (OperationalError("SELECT 1", {}, Exception()), 503),
        (InterfaceError("SELECT 1", {}, Exception()), 503),
        (PoolExhausted(), 503),
        (ZeroDivisionError(), 500),
    ],
)
def test_every_refusal_has_its_code(answer, error, code):
    assert answer(error).status_code == code


@pytest.mark.parametrize("error", [NotAllowed("Only a signatory signs."), WrongState("Too late now."), Invalid("Enter a name.")])
def test_a_refusal_is_read_in_its_own_words(answer, error):
    assert str(error) in answer(error).text


def test_what_failed_inside_is_told_to_nobody(answer):
    assert "SELECT 1" not in answer(OperationalError("SELECT 1", {}, Exception())).text


def test_who_tried_too_often_hears_how_long_to_wait(answer):
    response = answer(TooMany(90))

    assert response.headers["Retry-After"] == "90"
    assert "2 minutes" in response.text


def test_a_page_sent_twice_leads_to_what_it_made(answer):
    response = answer(AlreadySent("/operator/show_application"))

    assert (response.status_code, response.location) == (303, "/operator/show_application")


def test_a_lost_database_is_said_without_asking_who_is_there(small_portal, answer):
    @small_portal.context_processor
    def person():
        raise OperationalError("SELECT person", {}, Exception())

    assert "cannot answer just now" in answer(OperationalError("SELECT 1", {}, Exception())).text


def test_a_wrong_method_says_which_are_right(small_portal):
    assert "GET" in small_portal.test_client().post("/home").headers["Allow"]


@pytest.mark.parametrize(("sent", "kept"), [("trace-1.a:b", True), ("<b>x", False), ("a b", False), ("x" * 65, False)])
def test_a_request_is_named_by_its_sender_only_in_plain_signs(client, sent, kept):
    answer = client.get("/healthz", headers={"X-Request-Id": sent})

    assert (answer.headers["X-Request-Id"] == sent) is kept


@pytest.mark.parametrize("address", ["/register?q=%00", "/register?%00=x", "/account/sign-in?next=%00"])
def test_a_search_for_what_no_database_takes_finds_nothing(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/officer?find=%00", "/officer/operators?find=%00", "/officer/cases?find=%00"])
def test_nor_does_an_officers(sign_in, make, address):
    assert sign_in(make.case_officer()).get(address).status_code == 200
