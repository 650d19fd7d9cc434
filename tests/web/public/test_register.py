"""The public register, as anybody sees it."""

from datetime import timedelta

import pytest

from app.authorisations.states import State
from app.core import clock
from app.programme.words import AuthorisationType
from app.reactions import republish


@pytest.fixture
def listed(session, make):
    def list_one(*types, held=None, **values):
        operator = make.operator(**{"public_since": clock.today()} | values)
        for kind in types or (AuthorisationType.AEOC,):
            make.authorisation(operator, kind, **held or {})
        republish(session, [operator.id])
        session.commit()
        return operator

    return list_one


def test_an_operator_is_found_by_name_and_shown_with_its_status(client, listed):
    operator = listed(*AuthorisationType, name="Northwind Forwarding Ltd", city="Port Ellery")
    listed(name="Southwind Ltd")

    page = client.get("/register?q=north").text

    assert "1 operator found for “north”" in page
    assert all(word in page for word in (operator.name, operator.tin, "Port Ellery", "AEOC, AEOS", "Valid today"))
    assert "Southwind" not in page


def test_without_a_question_all_that_agreed_are_listed(client, listed):
    listed(name="Open Ltd")
    listed(name="Hidden Ltd", public_since=None)

    page = client.get("/register").text

    assert "1 operator listed" in page
    assert "Open Ltd" in page
    assert "Hidden Ltd" not in page


def test_to_a_signed_in_officer_the_public_register_is_the_publics(session, make, listed, sign_in):
    listed(name="Hidden Ltd", public_since=None)

    assert "Hidden Ltd" not in sign_in(make.officer()).get("/register?q=hidden").text


def test_nobody_found_says_why_and_where_to_go(client, listed):
    page = client.get("/register?q=zephyrine").text

    assert "No operator found for “zephyrine”" in page
    assert "may not have agreed to be listed" in page
    assert 'href="/check"' in page


def test_a_suspended_operator_is_not_valid_today_and_nothing_more(client, listed):
    operator = listed(held={"state": State.SUSPENDED})

    for page in (client.get("/register").text, client.get(f"/register/{operator.tin}").text):
        assert "Not valid today" in page
        assert "uspended" not in page


def test_an_entry_shows_each_authorisation_with_its_dates(client, listed):
    ahead = clock.today() + timedelta(days=5)
    operator = listed(held={"effective_from": ahead}, name="Northwind Forwarding Ltd", roles=["FWD"])

    page = client.get(f"/register/{operator.tin}").text

    assert f"Not valid today, valid from {ahead.day} " in page
    assert "Freight forwarder" in page


def test_where_only_one_of_two_is_valid_the_entry_says_in_part(client, session, make, listed):
    operator = listed(AuthorisationType.AEOC)
    make.authorisation(operator, AuthorisationType.AEOS, state=State.SUSPENDED)
    republish(session, [operator.id])
    session.commit()

    assert "Valid today in part" in client.get(f"/register/{operator.tin}").text


@pytest.mark.parametrize("written", ["{tin}", " {tin} ", "{lower}"])
def test_an_entry_is_found_however_its_number_is_written(client, listed, written):
    tin = listed().tin

    assert client.get("/register/" + written.format(tin=tin, lower=tin.lower())).status_code == 200


def test_no_entry_no_consent_and_no_number_are_one_page(client, listed):
    hidden = listed(public_since=None)

    assert [client.get(f"/register/{tin}").status_code for tin in (hidden.tin, "ZZ404", "nonsense!")] == [404] * 3


def test_pages_carry_the_question_on(client, session, make):
    operators = [make.operator(name=f"Firm {number:02}", public_since=clock.today()) for number in range(21)]
    for operator in operators:
        make.authorisation(operator)
    republish(session, [operator.id for operator in operators])
    session.commit()

    first, second = client.get("/register?q=firm").text, client.get("/register?q=firm&page=2").text

    assert "21 operators found for “firm”, page 1 of 2" in first
    assert "/register?q=firm&amp;page=2" in first
    assert "Firm 20" in second
    assert "Firm 19" not in second


@pytest.mark.parametrize(
    "query", ["page=0", "page=-1", "page=x", "page=99999999999999999999", "type=nonsense", "q=%00", "q=%27%22%3Cb%3E"]
)
def test_a_strange_address_breaks_nothing(client, listed, query):
    listed()

    assert client.get(f"/register?{query}").status_code == 200


def test_what_was_typed_is_kept_and_escaped(client):
    page = client.get("/register?q=<b>north&place=Mire&type=aeos").text

    assert 'value="&lt;b&gt;north"' in page
    assert 'value="Mire"' in page
    assert '<option value="aeos" selected>' in page
