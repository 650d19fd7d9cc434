"""A register of as many operators as wanted: one that the portal published itself, written again under other numbers."""

from __future__ import annotations

import time
from contextlib import contextmanager

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

COLUMNS = """
SELECT column_name FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = :table AND is_generated = 'NEVER' AND identity_generation IS NULL
ORDER BY ordinal_position
"""
TIN = "ZZ8000000000"


@contextmanager
def register(number: int):
    """`with register(100_000) as (server, engine)`: a PostgreSQL of its own, with so many operators in it."""
    from app.core.embedded import temporary
    from app.core.migrations import migrate

    with temporary() as server:
        migrate(server.url(user="aeo_owner"))
        engine = create_engine(server.url())
        began = time.perf_counter()
        fill(engine, number)
        print(f"{number:,} operators written in {time.perf_counter() - began:.0f} s")
        yield server, engine
        engine.dispose()


def fill(engine, number: int) -> None:
    from app import models  # noqa: F401
    from app.core.isolation import SYSTEM, enter

    with Session(engine) as session:
        enter(session, SYSTEM)
        pattern(session)
        for table, changes in COPIED.items():
            copy(session, table, changes, number)
        session.commit()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in COPIED:
            connection.execute(text(f"ANALYZE {table}"))


def pattern(session) -> None:
    """The operator that all others are copies of: both authorisations, an incident, published."""
    from app.core import clock
    from app.monitoring.states import Counting, State
    from app.programme.words import AuthorisationType
    from app.reactions import republish
    from tests.makers import Maker

    make = Maker(session)
    operator = make.operator(tin=TIN, name="Northwind Forwarding Ltd", roles=["FWD", "IMP"], public_since=clock.now())
    make.site(operator, locode="ZZEXA")
    for kind in AuthorisationType:
        make.authorisation(operator, kind)
    make.incident(operator, state=State.CONFIRMED, counting=Counting.MEASURES_LATE)
    republish(session, [operator.id])
    session.commit()


def own(text: str) -> str:
    """The pattern's numbers as this operator's own, wherever they stand in the text and however they are written there."""
    theirs = f"replace({text}, '{TIN}', {THE_TIN})"
    theirs = f"replace({theirs}, lower('{TIN}'), lower({THE_TIN}))"
    return rf"regexp_replace({theirs}, '(zz-?aeo[cs]-?\d{{4}}-?\d{{6}})', '\1' || lpad(n::text, 7, '0'), 'gi')"


def bytes_of(column: str) -> str:
    text = own(f"convert_from({column}, 'UTF8')")
    return f"convert_to({text}, 'UTF8')"


def derived(column: str) -> str:
    """An id of this operator's own for each of the pattern's."""
    return f"md5({column}::text || n)::uuid"


THE_TIN = "'ZZ8' || lpad(n::text, 9, '0')"
HIS = {"operator_id": derived("operator_id")}
COPIED = {
    "operator": {"id": derived("operator.id"), "tin": THE_TIN},
    "site": {**HIS, "id": derived("site.id")},
    "authorisation": {**HIS, "id": derived("authorisation.id"), "number": "number || lpad(n::text, 7, '0')"},
    "incident": {**HIS, "id": derived("incident.id"), "reference": "reference || '-' || n"},
    "computation": {**HIS, "id": derived("computation.id")},
    "register_entry": {
        **HIS,
        "id": derived("register_entry.id"),
        "tin": THE_TIN,
        "seq": "nextval('register_seq')",
        "public": bytes_of("public"),
        "summary": f"{own('summary::text')}::jsonb",
        "search_key": f"{own('search_key::text')}::jsonb",
    },
    "register_restricted": {
        **HIS,
        "id": derived("register_restricted.id"),
        "entry_id": derived("entry_id"),
        "status": bytes_of("status"),
        "risk": bytes_of("risk"),
        "master": bytes_of("master"),
    },
    "register_period": {**HIS, "id": derived("register_period.id"), "authorisation_id": derived("authorisation_id")},
    "status_place": {**HIS, "id": derived("status_place.id"), "list_number": "2 + n / 131072", "idx": "n % 131072"},
}  # fmt: skip


def copy(session, table: str, changes: dict[str, str], number: int) -> None:
    """The rows of the pattern, once for each number."""
    columns = session.scalars(text(COLUMNS), {"table": table}).all()
    told = ", ".join(f"{changes.get(column, f'{table}.{quoted(column)}')} AS {quoted(column)}" for column in columns)
    names = ", ".join(map(quoted, columns))
    source = f"(SELECT * FROM {table}) {table}, generate_series(1, {number - 1}) n"
    session.execute(text(f"INSERT INTO {table} ({names}) SELECT {told} FROM {source}"))


def quoted(column: str) -> str:
    return f'"{column}"'
