"""Who an operator is: by its number, by another of its numbers, or by its name."""

from __future__ import annotations

from typing import Any

import orjson
from flask import request
from flask.typing import ResponseReturnValue

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.errors import NotFound
from app.api.guard import admit
from app.api.headers import cacheable, uncached
from app.api.operations import IF_NONE_MATCH, SCHEME, TIN, Parameter, described
from app.api.parameters import tin_asked
from app.core import clock
from app.extensions import db
from app.register import master, queries, reading
from app.register.models import Entry
from app.register.parameters import SCHEMES, no_such_value, number_of
from app.register.standing import stand

OF_SCHEME = Parameter("scheme", "query", "What the value is one of.", "eori", SCHEMES, is_required=True)
VALUE = Parameter("value", "query", "The number, however it is written.", "ZZ800000001", is_required=True)
NAME = Parameter("name", "query", "Beginnings of the words of a name, in any order.", "northwind forw", is_required=True)
SEARCH_COUNTS, LONGEST = 1_000, 200
PROBLEMS = ("invalid-request", "unauthenticated", "insufficient-scope", "rate-limited")


@api.get(f"{BASE}/operators/<tin>")
@described(
    "Ask who an operator is",
    "Master data, roles, sites and the other numbers with their times: of every operator in the register, public or not.",
    scopes=(Scope.OPERATOR,),
    parameters=(TIN, SCHEME, IF_NONE_MATCH),
    answers=(schemas.OperatorAnswer,),
    problems=(*PROBLEMS, "not-found", "invalid-identifier"),
)
def show_operator(tin: str) -> ResponseReturnValue:
    admit()
    return who_is(tin_asked(tin))


@api.get(f"{BASE}/operators")
@described(
    "Find an operator by another of its numbers",
    "Exactly, and by the number it has today. The same answer as by its TIN.",
    scopes=(Scope.OPERATOR,),
    parameters=(OF_SCHEME, VALUE, IF_NONE_MATCH),
    answers=(schemas.OperatorAnswer,),
    problems=(*PROBLEMS, "not-found", "invalid-identifier"),
)
def find_operator() -> ResponseReturnValue:
    admit()
    scheme, number = number_of(given(VALUE), given(OF_SCHEME))
    return who_is(queries.tins_of(db.session, {(scheme, number)}).get((scheme, number)) if scheme else number)


@api.get(f"{BASE}/operators:search")
@described(
    "Find operators by name",
    f"At most {master.HITS}, by name; each word typed is the beginning of one. One search counts as {SEARCH_COUNTS:,} numbers.",
    scopes=(Scope.SEARCH,),
    parameters=(NAME,),
    answers=(schemas.SearchAnswer,),
    problems=PROBLEMS,
)
def search_operators() -> ResponseReturnValue:
    admit(SEARCH_COUNTS)
    name = given(NAME)
    if len(name) > LONGEST:
        raise no_such_value(NAME.name, f"At most {LONGEST} characters")
    entries = master.called(db.session, name)
    hits = [hit(entry) for entry in entries[: master.HITS]]
    return uncached(orjson.dumps({"operators": hits, "more": len(entries) > master.HITS}))


def given(parameter: Parameter) -> str:
    """One that must be there."""
    value = request.args.get(parameter.name)
    if not value:
        raise no_such_value(parameter.name, parameter.description)
    return value


def who_is(tin: str | None) -> ResponseReturnValue:
    who = master.read(db.session, tin) if tin else None
    if who is None:
        raise NotFound
    return cacheable(orjson.dumps(who))


def hit(entry: Entry) -> dict[str, Any]:
    """With the status of today."""
    known = reading.particulars(entry)
    standing = stand(known.held, clock.today())
    return {
        "tin": known.tin,
        "name": known.name,
        "city": known.city,
        "country": known.country,
        "status": standing and standing.status,
    }
