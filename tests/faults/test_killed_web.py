"""The web server is killed while answers pour in: whatever was confirmed is kept."""

import http.client
import itertools
import threading

from sqlalchemy import select

from app.applications.models import Answer
from tests.faults.visitor import Visitor
from tests.served import wait_until

KEYS = ("P.3.flow", "A.6.checks", "A.6.disclosure", "B.4.split")  # answered in words
ENOUGH = 25


class Writer(threading.Thread):
    """Somebody who saves one answer again and again, and knows which was confirmed last."""

    def __init__(self, portal, token, address):
        super().__init__()
        self.visitor, self.address = Visitor(portal.address, token), address
        self.sent = self.confirmed = 0

    def run(self):
        try:
            for self.sent in itertools.count(1):
                self.visitor.get(self.address)
                if self.visitor.post(self.address, answer=f"Answer {self.sent}").status == 303:
                    self.confirmed = self.sent
        except (OSError, http.client.HTTPException):
            return  # the server is gone


def test_what_was_confirmed_before_the_kill_is_kept(serve, look_into):
    with serve() as portal, look_into(portal) as session:
        application = session.make.application(session.make.operator(activities={"handles_goods": True}))
        user = session.make.signatory(application.operator)
        pages = {key: f"/operator/applications/{application.id}/questions/{key}" for key in KEYS}
        writers = {key: Writer(portal, session.make.signed_in(user), page) for key, page in pages.items()}
        for writer in writers.values():
            writer.start()
        wait_until(lambda: sum(writer.confirmed for writer in writers.values()) >= ENOUGH)

        portal.web.kill()

        for writer in writers.values():
            writer.join()
        session.expire_all()
        stored = {one.key: int(one.value.split()[1]) for one in session.scalars(select(Answer))}
        for key, writer in writers.items():
            assert stored.get(key, 0) in {writer.confirmed, writer.sent}, key
