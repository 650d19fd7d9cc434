"""Who an operator is: what authorised systems with the scope read of it, as bytes, and who of them is called so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, load_only

from app.operators.models import Identifier, Operator, Site
from app.register.folding import names, narrowing
from app.register.models import Entry, Restricted, register_name
from app.register.particulars import Particulars
from app.register.queries import ALWAYS, limit_time

HITS = 20


def body_of(operator: Operator, particulars: Particulars) -> bytes:
    """Without what changes beside it: its other numbers are read where they stand, and the number of the entry with it."""
    body = {
        "tin": operator.tin,
        "name": operator.name,
        "legal_form": operator.legal_form,
        "country": operator.country,
        "established_on": operator.established_on,
        "street": operator.street,
        "postcode": operator.postcode,
        "city": operator.city,
        "roles": particulars.roles,
        "modes": operator.modes,
        "is_public": operator.is_public,
        "sites": [site_of(site) for site in operator.open_sites],
    }
    return orjson.dumps(body)


def site_of(site: Site) -> dict[str, object]:
    return {
        "name": site.name,
        "street": site.street,
        "postcode": site.postcode,
        "city": site.city,
        "country": site.country,
        "locode": site.locode,
    }


def read(session: Session, tin: str) -> dict[str, Any] | None:
    """Two queries; None for one without an entry."""
    known = load_only(*ALWAYS), joinedload(Entry.restricted, innerjoin=True).load_only(Restricted.master)
    entry = session.scalars(select(Entry).where(Entry.tin == tin).options(*known)).one_or_none()
    if entry is None:
        return None
    who: dict[str, Any] = orjson.loads(entry.restricted.master)
    return who | {"identifiers": identifiers(session, entry.operator_id), "seq": entry.seq}


def identifiers(session: Session, operator_id: UUID) -> list[dict[str, object]]:
    """Also those it once had: each with its time."""
    query = select(Identifier.scheme, Identifier.value, Identifier.valid_from, Identifier.valid_to)
    theirs = query.where(Identifier.operator_id == operator_id)
    ordered = theirs.order_by(Identifier.scheme, Identifier.valid_from, Identifier.value)
    return [dict(row) for row in session.execute(ordered).mappings()]


def called(session: Session, name: str) -> Sequence[Entry]:
    """Those of whose name every word that was typed begins a word, by name; one more than is told, to say that there are more."""
    typed = narrowing(names(name))
    limit_time(session)
    begins = [
        Entry.operator_id.in_(select(register_name.c.operator_id).where(register_name.c.word.op("^@")(word))) for word in typed
    ]
    query = select(Entry).where(*begins).options(load_only(*ALWAYS)).order_by(Entry.name, Entry.tin)
    return session.scalars(query.limit(HITS + 1)).all() if typed else ()
