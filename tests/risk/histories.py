"""A business to which things happen, one after the other, under a stopped clock; each with a commit and what must not lag."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import orjson
from hypothesis import strategies as st
from sqlalchemy import select

from app.authorisations import service as authorisations
from app.authorisations.states import IN_FORCE, State
from app.core import clock
from app.history.kinds import Kind
from app.history.service import record
from app.monitoring.service import count_late
from app.monitoring.states import Counting, ReviewState
from app.monitoring.states import State as IncidentState
from app.programme.words import AuthorisationType
from app.reactions import committing, republish
from app.register import bodies, reading
from app.register.models import Entry
from app.risk import queries
from app.risk.engine import compute
from app.risk.facts import Facts
from app.risk.policy import load

BEGINS = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
VERBS = (
    "grant",
    "suspend",
    "suspend_a_while",
    "reinstate",
    "revoke",
    "end",
    "incident",
    "rename",
    "renew",
    "list",
    "miss",
    "send",
    "suspend_part",
    "suspend_part_a_while",
    "reinstate_part",
    "end_part",
)
STEPS = st.lists(
    st.tuples(st.integers(1, 24 * 40), st.sampled_from(VERBS), st.sampled_from(AuthorisationType)), min_size=2, max_size=9
)


class History:
    """Grown step by step. `moments` are those at which something was published."""

    def __init__(self, session, make):
        self.session, self.make = session, make
        self.now = BEGINS
        self.moments = []
        with clock.at(self.now):
            self.application = make.application(make.operator())
            self.by = make.decision_maker()
        self.operator = self.application.operator
        self.held, self.review = {}, None
        self.happen("grant", AuthorisationType.AEOC)

    def wait(self, **time):
        self.now += timedelta(**time)

    def happen(self, verb, kind=AuthorisationType.AEOC):
        """Do it if it can be done now."""
        with clock.at(self.now), committing(self.session):
            done = getattr(self, verb)(kind, self.held.get(kind))
        if done is not False:
            self.moments.append(self.now)

    def grant(self, kind, held):
        if held and held.state in IN_FORCE:
            return False
        day = clock.today() + timedelta(days=len(self.moments) % 3 * 4)
        granted = authorisations.grant(
            self.session, self.application, kind, by=self.by, effective_from=day, validated_on=clock.today()
        )
        self.held[kind] = granted
        return True

    def suspend(self, kind, held, until=None):
        if not held or held.state is not State.GRANTED:
            return False
        authorisations.suspend(self.session, held, by=self.by, until=until, ground="compliance")
        return True

    def suspend_a_while(self, kind, held):
        return self.suspend(kind, held, clock.today() + timedelta(days=10))

    def reinstate(self, kind, held):
        if not held or held.state is not State.SUSPENDED:
            return False
        authorisations.reinstate(self.session, held, by=self.by)
        return True

    def end(self, kind, held):
        """What the worker does, at whatever minute it comes to it."""
        if not (held and held.state is State.SUSPENDED and held.suspended_until and held.suspended_until <= clock.today()):
            return False
        authorisations.end_suspension(self.session, held)
        return True

    def suspend_part(self, kind, held, until=None):
        if not held or held.state is not State.GRANTED:
            return False
        site = "ZZEXA" if until else "ZZMIL"
        authorisations.suspend_part(self.session, held, by=self.by, roles=["FWD"], sites=[site], until=until)
        return True

    def suspend_part_a_while(self, kind, held):
        return self.suspend_part(kind, held, clock.today() + timedelta(days=10))

    def reinstate_part(self, kind, held):
        """The oldest."""
        if not held or not held.suspended_parts:
            return False
        authorisations.reinstate_part(self.session, held.suspended_parts[0], by=self.by)
        return True

    def end_part(self, kind, held):
        parts = held.suspended_parts if held else ()
        over = [one for one in parts if one.suspended_until and one.suspended_until <= clock.today()]
        for one in over:
            authorisations.end_part(self.session, one)
        return bool(over)

    def revoke(self, kind, held):
        if not held or held.state not in IN_FORCE:
            return False
        authorisations.revoke(self.session, held, by=self.by)
        return True

    def incident(self, kind, held):
        """Customs learns of it twenty days later."""
        happened = clock.now() - timedelta(days=20)
        kept = {"state": IncidentState.CONFIRMED, "counting": Counting.FOUND_BY_CUSTOMS, "occurred_at": happened}
        made = self.make.incident(self.operator, by=self.by, **kept)
        record(self.session, Kind.INCIDENT_CONFIRMED, about=made, by=self.by)

    def miss(self, kind, held):
        """The second reminder of a review went out; it counts in a few days."""
        if self.review and self.review.state is ReviewState.OPEN:
            return False
        year = self.review.year + 1 if self.review else 2026
        self.review = self.make.review(self.operator, year=year, due_on=clock.today() - timedelta(days=30))
        count_late(self.session, self.review, reminded_on=clock.today() - timedelta(days=9))
        return True

    def send(self, kind, held):
        if not (self.review and self.review.state is ReviewState.OPEN):
            return False
        self.review.state, self.review.sent_at = ReviewState.SENT, clock.now()
        record(self.session, Kind.REVIEW_SENT, about=self.review, by=self.by)
        return True

    def rename(self, kind, held):
        self.operator.name += "a"
        record(self.session, Kind.BUSINESS_DESCRIBED, about=self.operator, by=None)

    def list(self, kind, held):
        self.operator.public_since = None if self.operator.public_since else clock.today()
        record(self.session, Kind.CONSENT_CHANGED, about=self.operator, by=None)

    def renew(self, kind, held):
        republish(self.session, [self.operator.id])

    @contextmanager
    def at(self, moment):
        self.session.expire_all()
        with clock.at(moment):
            yield

    def present(self):
        """What is answered at this moment: the status and the modifier, as the API does it."""
        entry = self.session.scalars(select(Entry).where(Entry.operator_id == self.operator.id)).one()
        last = queries.latest(self.session, self.operator.id)
        stale = compute(Facts.from_dict(last.facts), load(), clock.now()).to_json() if reading.is_stale(entry) else None
        risk = bodies.risk(reading.particulars(entry), stale) if stale else entry.restricted.risk
        return orjson.loads(reading.status(entry)), orjson.loads(risk)
