"""Letters over a real SMTP server: each once, and a second try with the same Message-ID."""

import re
import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from app.accounts.service import invite
from app.accounts.words import MembershipRole
from app.alerts import service
from app.alerts.kinds import LATER, Kind
from app.alerts.models import Letter
from app.config import settings
from app.history.kinds import Kind as Happened
from app.history.models import Event
from app.history.service import record


class Box:
    """Keeps what arrives."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the name aiosmtpd calls
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.fixture
def box(monkeypatch):
    box = Box()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("SMTP_URL", f"smtp://127.0.0.1:{port}")
    settings.cache_clear()
    yield box
    controller.stop()
    settings.cache_clear()


@pytest.fixture
def letter(session, make):
    """A letter that asks for information, not sent yet."""
    application = make.case()
    request = make.request(application)
    event = record(session, Happened.INFORMATION_REQUESTED, about=request, by=None, case=application.id, due_on="2026-12-08")
    service.tell(session, event)
    return session.scalars(select(Letter)).one()


def test_the_signatory_is_told(letter):
    assert letter.kind is Kind.INFORMATION_REQUESTED
    assert letter.variables["reply_by"] == "2026-12-08"


def test_a_letter_is_written_once_for_an_event(session, letter):
    from app.history.models import Event

    service.tell(session, session.get_one(Event, letter.event_id))

    assert session.scalars(select(Letter)).all() == [letter]


def test_a_letter_is_sent_once(session, box, letter):
    service.send(session, letter)
    service.send(session, letter)

    assert len(box.letters) == 1
    assert box.letters[0]["To"] == letter.address


def test_a_second_try_is_the_same_letter(session, box, letter):
    service.send(session, letter)
    letter.sent_at = None  # as after a worker that was killed between sending and writing it down

    service.send(session, letter)

    first, second = box.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_a_server_that_does_not_answer_leaves_the_letter_waiting(session, letter, monkeypatch):
    monkeypatch.setenv("SMTP_URL", "smtp://127.0.0.1:1")
    settings.cache_clear()

    with pytest.raises(ConnectionRefusedError):
        service.send(session, letter)

    assert letter.sent_at is None
    settings.cache_clear()


def test_the_link_with_a_token_stands_in_no_row(session, make, box):
    user = make.user(email_confirmed_at=None)
    event = record(session, Happened.CONFIRMATION_ASKED, about=user, by=user)
    service.tell(session, event)
    letter = session.scalars(select(Letter).where(Letter.kind == Kind.CONFIRM_EMAIL)).one()

    service.send(session, letter)

    token = re.search(r"/account/confirm/(\S+)", text_of(box.letters[0])).group(1)
    assert token not in str(letter.variables)


def text_of(message):
    return message.get_body(("plain",)).get_content()


def test_an_invitation_says_who_invites(session, make):
    ada = make.signatory(make.operator(), name="Ada Trader")
    invite(session, ada.memberships[0].operator_id, by=ada, name="Bo", email="bo@example.com", role=MembershipRole.VIEWER)

    service.tell(session, session.scalars(select(Event).where(Event.kind == Happened.PERSON_INVITED)).one())

    assert "Ada Trader asks you to work in the portal" in service.rendered(session, session.scalars(select(Letter)).one()).text


def test_a_letter_of_before_a_day_was_told_can_still_be_read(session, make):
    review = make.review()
    make.signatory(review.operator)
    service.tell(session, record(session, Happened.REVIEW_QUESTIONED, about=review, by=None, reference=str(review.year)))
    letter = session.scalars(select(Letter)).one()
    letter.variables = {name: value for name, value in letter.variables.items() if name not in LATER}

    assert "asks about something" in service.rendered(session, letter).text
