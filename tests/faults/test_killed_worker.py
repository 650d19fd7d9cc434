"""The worker is killed after the mail server took a letter and before that is written down."""

from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import func, select, text

from app.alerts.models import Letter
from app.core.jobs import queue
from tests.faults.visitor import Visitor
from tests.served import free_port, wait_until

LONG_AGO = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
LEFT = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'send_letter' AND status IN ('todo', 'doing')"


class PostOffice:
    """A mail server that takes every letter; whatever `on_first` is happens before it says so for the first time."""

    def __init__(self):
        self.taken, self.on_first = [], None

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  aiosmtpd names it
        self.taken.append(message_from_bytes(envelope.content))
        if len(self.taken) == 1 and self.on_first:
            self.on_first()
        return "250 OK"


@pytest.fixture
def post_office():
    controller = Controller(PostOffice(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


def test_the_letter_comes_a_second_time_as_the_same_letter_and_no_third_time(serve, look_into, post_office):
    handler = post_office.handler
    with serve(SMTP_URL=f"smtp://127.0.0.1:{post_office.port}") as portal, look_into(portal) as session:
        person = session.make.user()
        handler.on_first = portal.worker.kill
        ask_for_a_new_password(portal, person)
        wait_until(lambda: handler.taken and not portal.worker.is_running)
        assert session.scalars(select(Letter.sent_at)).one() is None

        portal.worker.start()
        take_up_what_stalled(session)

        wait_until(lambda: len(handler.taken) == 2)
        wait_until(lambda: nothing_left(session))
        take_up_what_stalled(session)
        wait_until(lambda: nothing_left(session))
        assert len({letter["Message-ID"] for letter in handler.taken}) == 1
        assert len(handler.taken) == 2
        assert session.scalar(select(func.count()).where(Letter.sent_at.is_not(None))) == 1


def ask_for_a_new_password(portal, person):
    visitor = Visitor(portal.address)
    visitor.get("/account/forgotten")
    assert visitor.post("/account/forgotten", email=person.email).status in {200, 303}


def take_up_what_stalled(session):
    """What the minute does, now: the killed worker has not been heard of for an hour."""
    session.execute(text(LONG_AGO))
    connection = session.connection().connection.driver_connection
    queue.configure_task("retry_stalled", connection=connection).defer(timestamp=0)
    session.commit()


def nothing_left(session):
    session.rollback()
    return session.scalar(text(LEFT)) == 0
