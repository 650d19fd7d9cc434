import re
from datetime import timedelta

import pytest
from flask import Flask

from app import extensions
from app.alerts.service import tell
from app.config import settings
from app.core import clock
from app.history.kinds import Kind
from app.history.service import record
from app.portal import configuration
from app.web import doors, errors, headers, identity, incoming, pages


@pytest.fixture
def demonstration(app):
    """The doors for people as a demonstration has them, on the same database."""
    shown = Flask("app", template_folder="../templates", static_folder="web/static", static_url_path="/static")
    shown.config.from_mapping(configuration(settings().model_copy(update={"mode": "demo"})))
    for extension in (extensions.db, extensions.login, extensions.csrf):
        extension.init_app(shown)
    for part in (incoming, identity, pages, headers, errors, doors):
        part.register(shown)
    yield shown
    with shown.app_context():
        extensions.db.engine.dispose()


@pytest.fixture
def mailbox(demonstration):
    return demonstration.test_client()


@pytest.fixture
def write(session):
    def written(kind, thing, **facts):
        tell(session, record(session, kind, about=thing, by=None, **facts))
        session.commit()

    return written


@pytest.fixture
def invitation(make, write):
    invitation = make.invitation(make.operator(), email="bo@example.com")
    write(Kind.PERSON_INVITED, invitation, invited_by="Ada", role="contributor")
    return invitation


def letter_in(page):
    return re.search(r"/demo/mailbox/[0-9a-f-]{36}", page)[0]


def test_outside_of_a_demonstration_there_is_no_mailbox(client):
    assert client.get("/demo/mailbox").status_code == 404


def test_an_empty_one_says_why(mailbox):
    assert "No letter" in mailbox.get("/demo/mailbox").text


def test_letters_stand_there_the_newest_first(make, write, invitation, mailbox):
    with clock.at(clock.now() + timedelta(minutes=1)):
        write(Kind.PASSWORD_RESET_ASKED, make.user(email="ada@example.com"))

    page = mailbox.get("/demo/mailbox").text

    assert page.index("Set a new password") < page.index("Invitation")


def test_they_are_filtered_by_recipient(make, write, invitation, mailbox):
    write(Kind.PASSWORD_RESET_ASKED, make.user(email="ada@example.com"))

    page = mailbox.get("/demo/mailbox?to=ada@example.com").text

    assert "Set a new password" in page
    assert ">Invitation<" not in page


def test_the_link_in_a_letter_works(invitation, mailbox):
    page = mailbox.get(letter_in(mailbox.get("/demo/mailbox").text)).text

    link = re.search(r'href="http://[^/"]+(/account/[^"]+)"', page)[1]
    assert mailbox.get(link).status_code == 200


def test_a_letter_that_is_not_there_is_not_found(mailbox, invitation):
    assert mailbox.get(f"/demo/mailbox/{invitation.id}").status_code == 404


def test_what_people_wrote_is_never_markup(make, write, mailbox):
    business = make.operator(name="<a href=x>Evil</a> Ltd")
    write(Kind.PERSON_INVITED, make.invitation(business), invited_by="<script>alert(1)</script>", role="viewer")

    page = mailbox.get(letter_in(mailbox.get("/demo/mailbox").text)).text

    assert "<a href=x>" not in page
    assert "<script>alert" not in page


def test_many_come_in_pages(invitation, write, mailbox):
    for _ in range(24):
        write(Kind.PERSON_INVITED, invitation)

    assert mailbox.get("/demo/mailbox").text.count(">Invitation<") == 20
    assert mailbox.get("/demo/mailbox?page=2").text.count(">Invitation<") == 5


def test_every_page_of_a_demonstration_leads_to_it(mailbox, client):
    assert 'href="/demo/mailbox"' in mailbox.get("/").text
    assert 'href="/demo/mailbox"' not in client.get("/").text


def test_an_address_nobody_can_have_finds_no_letter(mailbox):
    assert mailbox.get("/demo/mailbox?to=%00").status_code == 200
