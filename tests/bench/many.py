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
NUMBERED = "('{kind}' || lpad(to_hex(n), 32 - length('{kind}'), '0'))::uuid"
TIN = "ZZ8000000000"
OPERATOR, ENTRY, COMPUTATION = "aaaa", "bbbb", "cccc"


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


def bytes_of(column: str) -> str:
    """The pattern's TIN stands in the bodies, as often as it likes."""
    return f"convert_to(replace(convert_from({column}, 'UTF8'), '{TIN}', 'ZZ8' || lpad(n::text, 9, '0')), 'UTF8')"


HIS = {"operator_id": NUMBERED.format(kind=OPERATOR)}
THE_TIN = {"tin": "'ZZ8' || lpad(n::text, 9, '0')"}
COPIED = {
    "operator": {"id": NUMBERED.format(kind=OPERATOR), **THE_TIN},
    "authorisation": {**HIS, "id": "gen_random_uuid()", "number": "number || '-' || n"},
    "incident": {**HIS, "id": "gen_random_uuid()", "reference": "reference || '-' || n"},
    "computation": {**HIS, "id": NUMBERED.format(kind=COMPUTATION)},
    "register_entry": {
        **HIS, **THE_TIN,
        "id": NUMBERED.format(kind=ENTRY),
        "seq": "nextval('register_seq')",
        "public": bytes_of("public"),
        "summary": f"replace(summary::text, '{TIN}', 'ZZ8' || lpad(n::text, 9, '0'))::jsonb",
    },
    "register_restricted": {
        **HIS,
        "id": "gen_random_uuid()",
        "entry_id": NUMBERED.format(kind=ENTRY),
        "status": bytes_of("status"),
        "risk": bytes_of("risk"),
    },
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
