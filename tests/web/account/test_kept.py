import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import select

from app.accounts.models import Invitation, Membership
from app.accounts.words import MembershipRole
from app.core import clock
from app.web.kept import Kept
from tests.makers import PASSWORD

HERE = {"Origin": "http://localhost"}
TYPED = {
    "name": "Bo “the Clerk” Jr",
    "note": "One line\r\nand two",
    "email": "bo@example.com",
    "role": "contributor",
    "form_id": "x",
}
INVITE = "/operator/people/invite"


def hidden(page, name):
    return unescape(re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)[1])


def fields_of(page):
    """What a browser would send from the last form with an address."""
    form = page[page.rindex('<form method="post" action="/operator') :]
    return {unescape(a): unescape(b) for a, b in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)}


def test_what_was_typed_comes_back_after_sign_in(client, session, trader, give_password):
    page = client.post(INVITE, data=TYPED, headers=HERE)
    assert page.status_code == 401
    assert "Nothing you typed is lost" in page.text

    page = give_password(client, trader.email, kept=hidden(page.text, "kept")).text

    assert "Your answers are still here" in page
    sent = fields_of(page)
    client.post(INVITE, data=sent)
    assert session.scalars(select(Invitation.email)).one() == "bo@example.com"
    assert (sent["name"], sent["note"]) == (TYPED["name"], TYPED["note"])


def test_a_wrong_password_loses_nothing(client, trader, give_password):
    page = client.post(INVITE, data=TYPED, headers=HERE).text

    again = give_password(client, trader.email, "wrong", kept=hidden(page, "kept")).text

    assert hidden(again, "kept") == hidden(page, "kept")


def test_the_second_factor_loses_nothing(client, session, trader, give_password):
    import pyotp

    trader.totp_secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    session.commit()
    page = client.post(INVITE, data=TYPED, headers=HERE).text
    page = give_password(client, trader.email, kept=hidden(page, "kept")).text

    data = {"code": pyotp.TOTP(trader.totp_secret).now(), "kept": hidden(page, "kept")}
    assert "Your answers are still here" in client.post("/account/second-factor", data=data).text


def test_it_works_with_tokens_and_without_any_cookie(client, session, trader, with_tokens):
    page = client.post(INVITE, data=TYPED, headers=HERE).text
    sign_in = {
        "email": trader.email,
        "password": PASSWORD,
        "kept": hidden(page, "kept"),
        "csrf_token": hidden(page, "csrf_token"),
    }

    page = client.post("/account/sign-in", data=sign_in).text

    client.post(INVITE, data=fields_of(page))
    assert session.scalars(select(Invitation.email)).one() == "bo@example.com"


def test_a_token_of_the_form_is_not_kept(client, trader, give_password):
    page = client.post(INVITE, data=TYPED | {"csrf_token": "old"}, headers=HERE).text

    page = give_password(client, trader.email, kept=hidden(page, "kept")).text

    assert fields_of(page)["csrf_token"] != "old"


@pytest.mark.parametrize(
    "sender",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://[evil"},
        {"Origin": "null"},
    ],
)
def test_what_another_site_sends_is_not_kept(client, sender):
    answer = client.post(INVITE, data=TYPED, headers=sender)

    assert answer.location == "/account/sign-in"


def test_a_session_that_ended_elsewhere_keeps_what_was_typed(sign_in, session, trader):
    browser = sign_in(trader)
    trader.session_epoch += 1
    session.commit()

    assert "Nothing you typed is lost" in browser.post(INVITE, data=TYPED, headers=HERE).text


def test_more_than_a_megabyte_is_not_carried(client):
    answer = client.post(INVITE, data=TYPED | {"name": "x" * 1_100_000}, headers=HERE)

    assert answer.status_code == 413
    assert "back button" in answer.text


def test_files_are_asked_for_again(client, trader, give_password):
    from io import BytesIO

    page = client.post(INVITE, data=TYPED | {"file": (BytesIO(b"x"), "x.pdf")}, headers=HERE).text

    assert "choose them again" in give_password(client, trader.email, kept=hidden(page, "kept")).text


def test_a_page_that_was_changed_on_the_way_is_dropped(client, trader, give_password):
    answer = give_password(client, trader.email, kept="WyIvIixbXV0.x.y")

    assert answer.status_code == 303


def test_it_is_kept_for_twelve_hours(client, trader, give_password):
    then = datetime(2026, 11, 24, 12, tzinfo=UTC)
    with clock.at(then):
        token = hidden(client.post(INVITE, data=TYPED, headers=HERE).text, "kept")

    with clock.at(then + timedelta(hours=12, seconds=1)):
        assert give_password(client, trader.email, kept=token).status_code == 303


def test_passwords_of_the_account_door_are_never_kept(client):
    answer = client.post("/account/password", data={"present": "a", "password": "b"}, headers=HERE)

    assert answer.location == "/account/sign-in"


@pytest.fixture
def consultant(make, trader):
    """Ada also works for a second business."""
    other = make.operator(name="Other Business")
    make.keep(Membership(user_id=trader.id, operator_id=other.id, role=MembershipRole.SIGNATORY))
    return other


def test_who_works_for_several_businesses_says_for_which_it_was(client, session, trader, consultant, give_password):
    page = client.post(INVITE, data=TYPED, headers=HERE).text
    page = give_password(client, trader.email, kept=hidden(page, "kept")).text
    button = unescape(re.search(r'formaction="([^"]*)"[^>]*>\s*Send for Other Business', page)[1])

    answer = client.post(button, data=fields_of(page))
    assert (answer.status_code, answer.location) == (307, INVITE)

    client.post(answer.location, data=fields_of(page))
    assert session.scalars(select(Invitation.operator_id)).one() == consultant.id


def test_a_session_that_knew_the_business_still_does(sign_in, session, trader, consultant, give_password):
    browser = sign_in(trader)
    browser.post(f"/account/businesses/{consultant.id}")
    trader.session_epoch += 1
    session.commit()
    page = browser.post(INVITE, data=TYPED, headers=HERE).text

    page = give_password(browser, trader.email, kept=hidden(page, "kept")).text

    assert "Send my answers" in page
    browser.post(INVITE, data=fields_of(page))
    assert session.scalars(select(Invitation.operator_id)).one() == consultant.id


def test_answers_are_not_sent_for_a_business_of_others_nor_elsewhere(sign_in, make, trader):
    browser, own = sign_in(trader), trader.memberships[0].operator_id

    assert browser.post(f"/account/businesses/{make.operator().id}/answers?to={INVITE}").status_code == 403
    assert "evil" not in browser.post(f"/account/businesses/{own}/answers?to=https://evil.example").location


def test_what_was_chosen_is_read_in_words():
    data = {"counting": "measures_late", "note": "seen_it here"}

    kept = Kept("/officer/x", list(data.items()), files=False, operator="")

    assert kept.typed == [("counting", "Measures late"), ("note", "seen_it here")]
