"""What is published, and a follower that keeps what it is given, as the guide for systems says, and can prove it."""

from app.core.isolation import CLIENT, enter
from app.reactions import republish
from app.register.feed import checksum, pages
from app.register.feed.cursor import Cursor


def publish(session, *operators):
    republish(session, [one.id for one in operators])
    session.commit()


class Follower:
    """A mirror of TIN -> seq, the ids it was given, and where it stands."""

    def __init__(self, session, limit=100):
        self.session, self.limit = session, limit
        self.mirror, self.given = {}, []
        self.cursor = None
        enter(session, CLIENT)

    def begin(self, mirror, cursor):
        """From a snapshot."""
        self.mirror, self.cursor = dict(mirror), cursor

    def step(self):
        """One page; whether there is more. The cursor goes out as text and comes back, as it does between systems."""
        known = self.cursor and Cursor.read(str(self.cursor))
        page = pages.read(self.session, known, self.limit)
        self.session.rollback()
        for item in page.items:
            self.given.append(item.id)
            tin, seq = item.subject, seq_of(item)
            self.mirror[tin] = max(seq, self.mirror.get(tin, 0))
        self.cursor = page.cursor
        return page.more

    def catch_up(self):
        while self.step():
            pass

    def proves_itself(self):
        """Whether the register has the same checksum at the cursor. Only where the last page left nothing."""
        found = checksum.at(self.session, Cursor.read(str(self.cursor)))
        self.session.rollback()
        return (found.operators, found.total) == (len(self.mirror), checksum.of(self.mirror.items()))


def seq_of(item):
    start = item.data.index(b'"seq":') + 6
    return int(item.data[start : item.data.index(b",", start)])


def let_rest(bell):
    """As when nobody has waited for a while: its connection is given up."""
    bell.asked_at = 0.0
    if listener := bell.listener:
        listener.join(timeout=10)
