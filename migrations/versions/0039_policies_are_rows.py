"""Policies of the risk credit are rows: proposed by one, approved by another, in force by periods that are never rewritten."""

import json
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.access import CLIENT, OWNED, isolate, open_to_app
from migrations.words import allow_words, forbid_words

revision = "0039"
down_revision = "0038"

FIRST = Path(__file__).parents[2] / "app" / "risk" / "policies" / "2026.1.json"
FIRST_SHA256 = "dd469bd81fe4dc7454114f55f15166d98042e8913fe838e96b422bee4f47cc2a"
KINDS = (
    *("policy_proposed", "policy_approved", "policy_rejected", "policy_withdrawn", "policy_retired"),
    *("policy_scheduled", "policy_took_effect", "policy_simulated", "policy_shadowed", "policy_shadow_ended"),
)
STATES = ("proposed", "approved", "rejected", "withdrawn", "retired")
RUNS = ("waiting", "running", "done", "failed")
MOMENT = sa.DateTime(timezone=True)


def word(*words):
    return sa.Enum(*words, name="state", native_enum=False, create_constraint=True, length=40)


def refers(table, column, other):
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    allow_words("event", "kind", *KINDS)
    create_policy()
    create_period()
    create_rollout()
    create_simulation()
    create_shadow()
    load_first()


def create_policy() -> None:
    op.create_table(
        "risk_policy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("body", JSONB(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", word(*STATES), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closing_reason", sa.Text(), nullable=False),
        sa.Column("is_shadow", sa.Boolean(), nullable=False),
        sa.CheckConstraint("proposed_by_id <> approved_by_id", name=op.f("ck_risk_policy_four_eyes")),
        sa.CheckConstraint(
            "(approved_at IS NOT NULL) = (state IN ('approved', 'retired'))", name=op.f("ck_risk_policy_approved_once")
        ),
        sa.CheckConstraint(
            "NOT is_shadow OR state IN ('proposed', 'approved')", name=op.f("ck_risk_policy_shadow_of_what_may_come")
        ),
        *(refers("risk_policy", column, "person") for column in ("proposed_by_id", "approved_by_id", "closed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_policy")),
        sa.UniqueConstraint("code", name=op.f("uq_risk_policy_code")),
        sa.UniqueConstraint("sha256", name=op.f("uq_risk_policy_sha256")),
    )
    op.create_index("uq_risk_policy_one_shadow", "risk_policy", ["is_shadow"], unique=True, postgresql_where=sa.text("is_shadow"))
    open_to_app("risk_policy", rights="SELECT, INSERT")
    moving = "state, approved_by_id, approved_at, closed_by_id, closed_at, closing_reason, is_shadow"
    open_to_app("risk_policy", rights=f"UPDATE ({moving})")


def create_period() -> None:
    op.create_table(
        "risk_policy_period",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("policy_id", sa.Uuid(), nullable=False),
        sa.Column("from_at", MOMENT, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        refers("risk_policy_period", "policy_id", "risk_policy"),
        refers("risk_policy_period", "recorded_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_policy_period")),
        sa.UniqueConstraint("position", name=op.f("uq_risk_policy_period_position")),
    )
    op.create_index(op.f("ix_risk_policy_period_policy_id"), "risk_policy_period", ["policy_id"])
    op.create_index("ix_risk_policy_period_from_at", "risk_policy_period", ["from_at"])
    open_to_app("risk_policy_period", rights="SELECT, INSERT")


def create_rollout() -> None:
    op.create_table(
        "risk_policy_rollout",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("reached", sa.Uuid(), nullable=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        refers("risk_policy_rollout", "period_id", "risk_policy_period"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_policy_rollout")),
        sa.UniqueConstraint("period_id", name=op.f("uq_risk_policy_rollout_period_id")),
    )
    open_to_app("risk_policy_rollout", rights="SELECT, INSERT, UPDATE")


def create_simulation() -> None:
    op.create_table(
        "risk_simulation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("policy_id", sa.Uuid(), nullable=False),
        sa.Column("against_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("state", word(*RUNS), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("result", JSONB(), nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        refers("risk_simulation", "policy_id", "risk_policy"),
        refers("risk_simulation", "against_id", "risk_policy"),
        refers("risk_simulation", "asked_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_simulation")),
    )
    op.create_index("ix_risk_simulation_policy_id_asked_at", "risk_simulation", ["policy_id", "asked_at"])
    open_to_app("risk_simulation", rights="SELECT, INSERT, UPDATE")
    isolate("risk_simulation", CLIENT)


def create_shadow() -> None:
    op.create_table(
        "risk_shadow",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("computation_id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("policy_id", sa.Uuid(), nullable=False),
        sa.Column("computed_at", MOMENT, nullable=False),
        sa.Column("output", JSONB(), nullable=False),
        sa.Column("fiscal", sa.Integer(), nullable=False),
        sa.Column("security", sa.Integer(), nullable=False),
        refers("risk_shadow", "computation_id", "computation"),
        refers("risk_shadow", "operator_id", "operator"),
        refers("risk_shadow", "policy_id", "risk_policy"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_shadow")),
    )
    op.create_index(
        "ix_risk_shadow_policy_id_operator_id_computed_at", "risk_shadow", ["policy_id", "operator_id", "computed_at"]
    )
    open_to_app("risk_shadow", rights="SELECT, INSERT")
    isolate("risk_shadow", written_if=OWNED)


def load_first() -> None:
    """The policy that every computation until now rests on."""
    policy, period = uuid5(NAMESPACE_URL, "risk_policy 2026.1"), uuid5(NAMESPACE_URL, "risk_policy_period 2026.1")
    connection = op.get_bind()
    connection.execute(
        sa.text(
            "INSERT INTO risk_policy (id, code, sha256, body, note, state, proposed_at, approved_at, closing_reason, is_shadow)"
            " VALUES (:id, '2026.1', :sha256, CAST(:body AS jsonb), '', 'approved', now(), now(), '', false)"
        ),
        {"id": policy, "sha256": FIRST_SHA256, "body": json.dumps(json.loads(FIRST.read_text("utf-8")))},
    )
    connection.execute(
        sa.text(
            "INSERT INTO risk_policy_period (id, policy_id, from_at, recorded_at, reason)"
            " VALUES (:id, :policy, '2026-01-01T00:00:00Z', now(), '')"
        ),
        {"id": period, "policy": policy},
    )
    connection.execute(
        sa.text(
            "INSERT INTO risk_policy_rollout (id, period_id, total, done, started_at, finished_at)"
            " VALUES (:id, :period, 0, 0, now(), now())"
        ),
        {"id": uuid5(NAMESPACE_URL, "risk_policy_rollout 2026.1"), "period": period},
    )


def downgrade() -> None:
    for table in ("risk_shadow", "risk_simulation", "risk_policy_rollout", "risk_policy_period", "risk_policy"):
        op.drop_table(table)
    forbid_words("event", "kind", *KINDS)
