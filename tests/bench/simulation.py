"""A policy simulated over 100,000 operators: `python -m tests.bench.simulation`. Prints, asserts nothing."""

import json
import os
import random
import sys
import time
from datetime import timedelta

TOLD = (
    ("fully clean", 70),
    ("checked", 15),
    ("with a record", 12),
    ("suspended", 3),
)


def main(number: int) -> None:
    os.environ.update(PORTAL_MODE="test", SECRET_KEY="only-for-a-bench-only-for-a-bench-only")
    from tests.bench.many import register

    with register(number) as (server, engine):
        os.environ["DATABASE_URL"] = server.url()
        vary(engine, number)
        seconds, processor, result = simulated(engine)
        print(f"{number:,} operators, two policies: {seconds:.1f} s, {processor:.1f} s of processor, {os.cpu_count()} cores")
        print({figure: sum(told["after"].values()) for figure, told in result["figures"].items()})


def vary(engine, number: int) -> None:
    """No two programmes have a hundred thousand equal operators: 5,000 different ones, each several times."""
    from sqlalchemy import text
    from sqlalchemy.orm import Session

    from app.core.isolation import SYSTEM, enter

    random.seed(1)
    different = [drawn(kind).to_dict() for kind, parts in TOLD for _ in range(50 * parts)]
    with Session(engine) as session:
        enter(session, SYSTEM)
        session.execute(text("CREATE TEMP TABLE drawn (n int PRIMARY KEY, facts jsonb)"))
        rows = [{"n": n, "facts": json.dumps(facts)} for n, facts in enumerate(different)]
        session.execute(text("INSERT INTO drawn VALUES (:n, CAST(:facts AS jsonb))"), rows)
        numbered = "SELECT id, row_number() OVER (ORDER BY id) AS place FROM computation"
        matched = f"FROM ({numbered}) numbered JOIN drawn ON drawn.n = numbered.place % {len(different)}"
        session.execute(text(f"UPDATE computation SET facts = drawn.facts {matched} WHERE computation.id = numbered.id"))
        session.commit()


def drawn(kind):
    from app.risk.facts import Action, Checks, Incident, IncidentKind, Infringement, Severity
    from tests.risk.cases import FISCAL, SECURITY, TODAY, authorisation, holder, with_status

    def day(within):
        return TODAY - timedelta(days=random.randint(1, within))

    held = [authorisation(one, since=day(3_000)) for one in random.choice([("aeoc", "aeos"), ("aeoc",), ("aeos",)])]
    facts = {"authorisations": tuple(held), "last_validated_on": day(1_400)}
    if kind != "fully clean":
        facts["checks"] = tuple(Checks(day(1_000), "IMP", random.randint(1, 40), random.randint(0, 3)) for _ in range(3))
    if kind == "with a record":
        facts["infringements"] = tuple(Infringement(day(1_000), random.choice(list(Severity)), FISCAL) for _ in range(3))
        facts["incidents"] = (Incident(day(900), random.choice(list(IncidentKind))),)
        facts["actions"] = (Action(day(90), SECURITY),)
        facts["declarations"] = random.randint(100, 50_000)
    made = holder(**facts)
    return with_status(made, *("suspended" for _ in held)) if kind == "suspended" else made


def simulated(engine):
    """As the worker does it, from the rows to the result."""
    from sqlalchemy.orm import Session

    from app.core.isolation import SYSTEM, enter
    from app.risk.policies import queries
    from app.risk.policies.models import RiskPolicy
    from app.risk.policy import read
    from app.risk.simulation import service
    from app.risk.simulation.models import Simulation

    with Session(engine) as session:
        enter(session, SYSTEM)
        live = queries.find(session, "2026.1")
        body = live.body | {"id": "2027.1", "threshold": 70}
        body["rules"] = [rule | ({"c_only": -10} if rule["code"] == "B10" else {}) for rule in live.body["rules"]]
        row = RiskPolicy(code="2027.1", sha256=read(body).sha256, body=body)
        session.add(row)
        session.flush()
        asked = Simulation(policy_id=row.id, against_id=live.id)
        session.add(asked)
        session.commit()
        began, told = time.perf_counter(), os.times()
        *_, counted = service.run(session, asked)
        return time.perf_counter() - began, sum(os.times()[:4]) - sum(told[:4]), counted.to_json()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
