import pytest

from app.core import clock


def test_a_trader_signs_in_with_a_password(client, trader, give_password, is_signed_in):
    answer = give_password(client, " ADA@example.com ")

    assert answer.status_code == 303
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_read_the_same(client, trader, give_password):
    wrong = give_password(client, "ada@example.com", "Something else 1")
    unknown = give_password(client, "nobody@example.com", "Something else 1")

    assert "is not right" in wrong.text
    assert wrong.text.replace("ada@example.com", "") == unknown.text.replace("nobody@example.com", "")


def test_the_address_is_kept_and_the_password_is_not(client, trader, give_password):
    page = give_password(client, "ada@example.com", "Something else 1").text

    assert 'value="ada@example.com"' in page
    assert "Something else 1" not in page


def test_somebody_who_has_left_does_not_sign_in(client, session, trader, give_password):
    trader.ended_at = clock.now()
    session.commit()

    assert "is not right" in give_password(client, "ada@example.com").text


def test_whose_address_is_not_confirmed_is_led_to_it(client, session, trader, give_password):
    trader.email_confirmed_at = None
    session.commit()

    assert give_password(client, "ada@example.com").location == "/account/confirmation"


def test_who_works_for_several_businesses_chooses_one(client, make, session, trader, give_password):
    from app.accounts.models import Membership
    from app.accounts.words import MembershipRole

    make.keep(Membership(user_id=trader.id, operator_id=make.operator().id, role=MembershipRole.VIEWER))

    assert give_password(client, "ada@example.com").location == "/account/businesses"


def test_a_person_comes_to_the_page_that_was_asked_for(client, trader, give_password):
    asked = client.get("/operator/people?order=name")
    assert asked.location == "/account/sign-in?next=/operator/people?order%3Dname"

    answer = give_password(client, "ada@example.com", next="/operator/people?order=name")

    assert answer.location == "/operator/people?order=name"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "//[evil",
    ],
)
def test_nobody_is_led_out_of_the_portal(client, trader, give_password, elsewhere):
    answer = give_password(client, "ada@example.com", next=elsewhere)

    assert "evil" not in answer.location
    assert answer.location.startswith(("/operator", "/account"))


def test_nothing_of_the_session_before_goes_on(client, trader, give_password):
    with client.session_transaction() as cookie:
        cookie["operator"], cookie["planted"] = "somebody else's", "before"

    give_password(client, "ada@example.com")

    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert "operator" not in cookie
        assert cookie.permanent


def test_a_person_signs_out(client, trader, give_password, is_signed_in):
    give_password(client, "ada@example.com")

    answer = client.post("/account/sign-out")

    assert answer.location == "/account/sign-in"
    assert not is_signed_in(client)


def test_a_copied_cookie_ends_with_the_sign_in_it_was_copied_from(app, client, trader, give_password, is_signed_in):
    give_password(client, "ada@example.com")
    copy = app.test_client()
    copy.set_cookie("aeo", client.get_cookie("aeo").value)
    assert is_signed_in(copy)

    client.post("/account/sign-out")

    assert not is_signed_in(copy)


def test_signing_out_ends_no_other_sign_in(app, client, trader, give_password, is_signed_in):
    elsewhere = app.test_client()
    for browser in (client, elsewhere):
        give_password(browser, "ada@example.com")

    client.post("/account/sign-out")

    assert is_signed_in(elsewhere)


def test_signing_in_again_ends_the_sign_in_before(app, client, trader, give_password, is_signed_in):
    give_password(client, "ada@example.com")
    copy = app.test_client()
    copy.set_cookie("aeo", client.get_cookie("aeo").value)

    give_password(client, "ada@example.com")

    assert is_signed_in(client)
    assert not is_signed_in(copy)


def test_a_cookie_of_before_sign_ins_were_kept_opens_nothing(client, trader, is_signed_in):
    with client.session_transaction() as cookie:
        cookie["_user_id"] = f"{trader.id}:{trader.session_epoch}"

    assert not is_signed_in(client)


def test_signing_out_is_no_link(client):
    assert client.get("/account/sign-out").status_code == 405


def test_who_is_signed_in_is_not_asked_again(sign_in, trader):
    assert sign_in(trader).get("/account/sign-in?next=/operator/people").location == "/operator/people"


def test_a_session_ends_when_the_password_changes(sign_in, session, trader, is_signed_in):
    browser = sign_in(trader)
    assert is_signed_in(browser)

    trader.session_epoch += 1
    session.commit()

    assert not is_signed_in(browser)


def test_the_accounts_of_the_demonstration_are_listed(client, in_demonstration):
    page = client.get("/account/sign-in").text

    assert "decider@customs.example" in page
    assert "Portal-demo-2026!" in page


def test_outside_the_demonstration_no_account_is_listed(client):
    assert "Portal-demo-2026!" not in client.get("/account/sign-in").text


def test_a_form_without_its_token_is_refused(client, trader, give_password, with_tokens, is_signed_in):
    assert give_password(client, "ada@example.com").status_code == 400
    assert not is_signed_in(client)
