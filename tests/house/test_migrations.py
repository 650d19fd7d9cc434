"""The tables are those of the models; every operator-owned one has its wall; each migration goes down and up."""

import re
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, create_engine, func, select, text
from sqlalchemy.exc import IntegrityError

from app.audits.models import Observation
from app.core.migrations import MIGRATIONS, configuration, migrate
from app.models import Base
from tests.makers import Maker

OPEN_TO_ALL = {
    "person",
    "officer_grant",
    "recovery_code",
    "api_client",
    "limit_counter",
    "sent_form",
    "criteria_edition",
    "risk_policy",
    "risk_policy_period",
    "risk_policy_rollout",
    "register_epoch",
    "signing_key",
    "used_assertion",
}
NEVER_REWRITTEN = ("event", "event_seal", "register_publication", "register_period")


def test_migrations_are_numbered_and_say_why():
    for number, path in enumerate(sorted(Path(MIGRATIONS, "versions").glob("*.py")), 1):
        source = path.read_text()
        assert path.name.startswith(f"{number:04}_")
        assert f'revision = "{number:04}"' in source
        assert source.startswith('"""'), f"{path.name} does not say why"


def test_there_is_one_head():
    assert len(ScriptDirectory.from_config(configuration()).get_heads()) == 1


def test_the_tables_are_those_of_the_models(server, template):
    command.check(configuration(server.url(template, user="aeo_owner")))


def test_the_checks_are_those_of_the_models(rows):
    found = {name for (name,) in rows("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conname LIKE 'ck\\_%'")}
    assert found == {check.name for table in Base.metadata.tables.values() for check in checks(table)}


def test_every_word_of_a_check_is_one_of_the_model(rows):
    stored = dict(rows("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c'"))
    for table in Base.metadata.tables.values():
        for column in table.columns:
            words = getattr(column.type, "enums", None)
            if words:
                name = f"ck_{table.name}_{column.type.name}"
                assert set(re.findall(r"'([a-zA-Z_]+)'", stored[name])) == set(words), name


def checks(table):
    return [one for one in table.constraints if isinstance(one, CheckConstraint)]


def test_every_table_of_an_operator_has_a_forced_wall(rows):
    walled = {name for (name,) in rows("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")}
    assert set(Base.metadata.tables) - walled == OPEN_TO_ALL


def test_every_wall_has_a_gate(rows):
    walled = {name for (name,) in rows("SELECT relname FROM pg_class WHERE relrowsecurity")}
    assert {name for (name,) in rows("SELECT tablename FROM pg_policies WHERE policyname = 'isolation'")} == walled


def test_the_portal_may_not_rewrite_history(rows):
    granted = rows(
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
        f" WHERE grantee = 'aeo_app' AND table_name IN {NEVER_REWRITTEN}"
    )
    assert {tuple(row) for row in granted} == {(table, right) for table in NEVER_REWRITTEN for right in ("SELECT", "INSERT")}


def test_the_portal_is_no_superuser_and_passes_no_wall(rows):
    assert rows("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'aeo_app'") == [(False, False)]


def test_each_migration_goes_down_and_up(server):
    server.drop_database("aeo_steps")
    server.create_database("aeo_steps")
    url = server.url("aeo_steps", user="aeo_owner")
    steps = len(list(Path(MIGRATIONS, "versions").glob("*.py")))

    for number in range(1, steps + 1):
        migrate(url, f"{number:04}")
        command.downgrade(configuration(url), "-1")
        migrate(url, f"{number:04}")

    command.check(configuration(url))
    server.drop_database("aeo_steps")


def test_going_back_deletes_nothing_that_was_seen_not_even_by_a_superuser(server, committed):
    make = Maker(committed)
    audit = make.audit(make.case())
    seen = {"audit_id": audit.id, "operator_id": audit.operator_id, "criterion": "G.2", "observed_by_id": audit.lead_id}
    committed.add(Observation(**seen, text="Nobody was there", result=None))
    committed.commit()

    with pytest.raises(IntegrityError, match='"result" of relation "observation" contains null values'):
        command.downgrade(configuration(server.url("aeo_fresh", user="postgres")), "0014")

    assert committed.scalar(select(func.count()).select_from(Observation)) == 1


@pytest.fixture
def rows(server, template):
    """`rows(sql)` asks a migrated database."""
    engine = create_engine(server.url(template, user="aeo_owner"))

    def ask(sql):
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql))]

    yield ask
    engine.dispose()
