"""Operators drawn at random, however they stand."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import strategies as st

from app.programme.words import AuthorisationType, Domain
from app.risk.ageing import add_months
from app.risk.engine import Shipment
from app.risk.facts import (
    Action,
    Authorisation,
    Checks,
    Covered,
    Facts,
    Incident,
    IncidentKind,
    Infringement,
    InsolvencyAlert,
    LateNotice,
    Severity,
    Status,
    Step,
    SuspendedPart,
)
from tests.risk.cases import TODAY, authorisation

DAYS = st.dates(add_months(TODAY, -100), add_months(TODAY, 3))
PAST = st.dates(add_months(TODAY, -60), TODAY)
MAYBE = st.none() | DAYS
DISPUTES = st.none() | st.dates(TODAY - timedelta(days=40), TODAY)
DOMAINS = st.sampled_from([(Domain.FISCAL,), (Domain.SECURITY,), tuple(Domain)])
MOMENTS = st.builds(lambda day, hour: datetime.combine(day, time(hour), UTC), DAYS, st.integers(0, 23))

INFRINGEMENTS = st.builds(
    Infringement, on=DAYS, severity=st.sampled_from(Severity), domains=DOMAINS, disclosed=st.booleans(), disputed_on=DISPUTES
)
INCIDENTS = st.builds(Incident, on=DAYS, kind=st.sampled_from(IncidentKind), disputed_on=DISPUTES)
ACTIONS = st.builds(Action, due_on=DAYS, domains=DOMAINS, disputed_on=DISPUTES)
NOTICES = st.builds(LateNotice, on=DAYS, disputed_on=DISPUTES)
ALERTS = st.builds(InsolvencyAlert, on=DAYS, disputed_on=DISPUTES)
SAMPLES = st.tuples(DAYS, st.integers(0, 300), st.integers(0, 30), DISPUTES).map(
    lambda drawn: Checks(drawn[0], "IMP", drawn[1], min(drawn[1], drawn[2]), drawn[3])
)
STEPS = st.lists(st.builds(Step, at=MOMENTS, status=st.sampled_from(Status)), max_size=2).map(tuple)

ROLES, PLACES = ("importer", "freight_forwarder", "warehouse_keeper"), ("ZZEXA", "ZZMIL")


def a_few(strategy, most=4):
    return st.lists(strategy, max_size=most).map(tuple)


PARTS = st.builds(
    SuspendedPart,
    type=st.sampled_from(AuthorisationType),
    on=st.dates(add_months(TODAY, -3), TODAY),
    until=st.none() | MOMENTS,
    roles=st.lists(st.sampled_from(ROLES), max_size=2, unique=True).map(tuple),
    sites=st.lists(st.sampled_from(PLACES), max_size=1).map(tuple),
)
SHIPMENTS = st.builds(Shipment, role=st.none() | st.sampled_from(ROLES), site=st.none() | st.sampled_from(PLACES))


def held(statuses):
    return st.lists(
        st.builds(
            Authorisation,
            type=st.sampled_from(AuthorisationType),
            status=statuses,
            then=STEPS,
            held_since=MAYBE,
            provisional=st.booleans(),
        ),
        max_size=2,
        unique_by=lambda authorisation: authorisation.type,
    ).map(tuple)


def operators(authorisations):
    return st.builds(
        Facts,
        authorisations=authorisations,
        last_validated_on=MAYBE,
        validation_refused=st.booleans(),
        validation_postponed=st.integers(0, 3),
        declarations=st.sampled_from([0, 100, 5_000, 7_500, 60_000]),
        checks=a_few(SAMPLES),
        infringements=a_few(INFRINGEMENTS),
        incidents=a_few(INCIDENTS),
        actions=a_few(ACTIONS),
        late=a_few(NOTICES, 2),
        insolvency=st.none() | ALERTS,
        covered=st.just(Covered(ROLES, PLACES, ("sea",))),
        suspended_parts=a_few(PARTS, 2),
    )


ANY = operators(held(st.sampled_from(Status)))
HOLDERS = operators(
    st.sampled_from([(authorisation("aeoc"), authorisation("aeos")), (authorisation("aeos"),), (authorisation("aeoc"),)])
)
