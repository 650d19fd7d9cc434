"""Records of operators as a look-up node gets them, made without a database."""

from datetime import timedelta

import orjson

from app.authorisations.states import State
from app.core import clock
from app.programme.words import AuthorisationType
from app.register import bodies
from app.register.particulars import Held, Particulars
from app.risk.engine import compute
from app.risk.facts import Authorisation, Covered, Facts, Status, Step, SuspendedPart
from app.risk.policy import load


def held(kind=AuthorisationType.AEOC, state=State.GRANTED, **days):
    """Granted half a year ago."""
    granted = clock.today() - timedelta(days=180)
    dated = dict.fromkeys(("effective_to", "suspended_on", "suspended_until", "ended_on"))
    dated |= {"granted_on": granted, "effective_from": granted} | days
    return Held(number=f"ZZ-{kind.code}-2026-000001", type=kind, state=state, **dated)


def particulars(tin="ZZ1", *authorisations):
    name = f"{tin} Forwarding Ltd"
    return Particulars(
        tin=tin, name=name, city="Exampleton", country="ZZ", roles=("freight_forwarder",), held=authorisations or (held(),)
    )


def facts(known):
    """What follows for the modifier: status today, and what it becomes by itself."""
    return Facts(
        authorisations=tuple(
            Authorisation(one.type, Status(one.status_on(clock.today())), tuple(steps(one)), one.effective_from)
            for one in known.held
        ),
        last_validated_on=clock.today() - timedelta(days=200),
        covered=Covered(roles=known.roles, sites=("ZZEXA",), modes=("sea",)),
        suspended_parts=tuple(suspended(one.type, part) for one in known.held for part in one.suspended_parts),
    )


def suspended(kind, part):
    until = clock.start_of(part.suspended_until) if part.suspended_until else None
    roles = tuple(role.api for role in part.roles)
    return SuspendedPart(kind, part.suspended_on, until=until, roles=roles, sites=part.sites)


def steps(one):
    ahead = one.next_change_after(clock.today())
    while ahead:
        yield Step(clock.start_of(ahead), Status(one.status_on(ahead)))
        ahead = one.next_change_after(ahead)


def record(tin="ZZ1", *authorisations, seq=1, aliases=(), **node):
    """As of the clock's moment."""
    known = particulars(tin, *authorisations)
    modifier = compute(facts(known), load(), clock.now())
    day = known.next_change_after(clock.today())
    ends = [clock.start_of(day)] if day else []
    told = {
        "is_public": False,
        "particulars": known.model_dump(mode="json"),
        "facts": facts(known).to_dict(),
        "aliases": list(aliases),
        "changes_at": min([*ends, modifier.valid_until]).isoformat(),
        "policy": {"id": modifier.policy_id, "sha256": modifier.policy_sha256},
    }
    return {
        "tin": tin,
        "seq": seq,
        "status": orjson.loads(bodies.status(known, clock.today(), seq)),
        "risk": orjson.loads(bodies.risk(known, modifier.to_json())),
        "node": told | node,
    }


def alias(scheme, value, valid_from="2020-01-01", valid_to=None):
    return {"scheme": scheme, "value": value, "valid_from": valid_from, "valid_to": valid_to}
