"""What happened to declarations, as systems tell it; sums of it that pages and the modifier read; statistics over the sums."""

import sqlalchemy as sa
from alembic import op

from migrations.access import OWNED, isolate, open_to_app
from migrations.words import allow_words, forbid_words

revision = "0038"
down_revision = "0037"

KINDS = ("outcomes_reported", "error_found", "error_taken_back")
ROLES = (
    *("MFR", "EXP", "IMP", "BRK", "FWD", "CAR_AIR", "CAR_SEA", "CAR_ROAD", "CAR_RAIL", "WHK", "TOP", "PORT", "AIRP"),
    *("CRR", "POST", "FZO"),
)
SELECTIONS = ("none", "random", "audit", "targeted", "other_party", "other_agency")
SIZES = ("micro", "small", "medium", "large", "unknown")
MODES = ("air", "sea", "inland_waterway", "road", "rail", "post")
COUNTS = (
    *("declarations", "documents", "scans", "goods", "minor", "errors", "offences", "noticed"),
    *("within_1", "within_2", "within_4", "within_8", "within_16", "within_24", "within_48", "within_96", "within_168", "later"),
)
# Why it is controlled is told to a trader by its class, and not before the month after is over: never on the day of a control.
A_MONTH_LATER = "month <= (date_trunc('month', now()) - interval '2 months')::date"
TRADERS = "(SELECT current_setting('app.audience', true)) = 'operator'"
OWN = {"outcome_sum": f"{OWNED} AND {A_MONTH_LATER}", "outcome_day": OWNED, "peer_group": TRADERS}
MADE = (
    *("outcome_report", "outcome", "outcome_file", "outcome_sum", "outcome_day", "outcome_peer_sum", "outcome_peer"),
    *("outcome_source", "outcome_due", "peer_group", "rate_group", "month_band", "benefit_ledger"),
)


def word(name: str, words: tuple[str, ...], nullable: bool = False, check: str = "") -> sa.Column:
    kind = sa.Enum(*words, name=check or name, native_enum=False, create_constraint=True, length=40)
    return sa.Column(name, kind, nullable=nullable)


def plain(kind: sa.types.TypeEngine, *names: str, nullable: bool = False) -> list[sa.Column]:
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def counts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.Integer(), server_default="0", nullable=False) for name in names]


def keyed(table: str, *keys: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*keys, name=f"pk_{table}")


def to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}")


def upgrade() -> None:
    allow_words("event", "kind", *KINDS)
    make_outcomes()
    make_sums()
    make_statistics()
    open_to_app("outcome_report", "outcome", rights="SELECT, INSERT")
    open_to_app(*(table for table in MADE if table not in ("outcome_report", "outcome")))
    for table in MADE:
        isolate(table)
    for table, seen in OWN.items():
        op.execute(f"CREATE POLICY own ON {table} FOR SELECT USING ({seen})")


def make_outcomes() -> None:
    moment, text = sa.DateTime(timezone=True), sa.Text()
    op.create_table(
        "outcome_report",
        *plain(sa.Uuid(), "id"),
        *plain(text, "system"),
        *plain(moment, "at"),
        *plain(sa.Uuid(), "by_id", nullable=True),
        *plain(text, "filename", nullable=True),
        *plain(sa.Integer(), "stored", "corrected", "others"),
        to("outcome_report", "by_id", "person"),
        keyed("outcome_report", "id"),
    )
    op.create_index("ix_outcome_report_at", "outcome_report", ["at"])
    op.create_table(
        "outcome",
        *plain(sa.Uuid(), "id", "report_id"),
        *plain(text, "system", "reference"),
        word("role", ROLES),
        *plain(sa.Integer(), "version"),
        *plain(sa.Uuid(), "operator_id", nullable=True),
        *plain(text, "trader"),
        word("size", SIZES),
        word("mode", MODES, nullable=True),
        *plain(text, "site", nullable=True),
        *plain(moment, "lodged_at"),
        *plain(moment, "selected_at", "released_at", nullable=True),
        word("selection", SELECTIONS),
        word("examined", ("none", "documents", "scan", "physical"), check="examination"),
        *plain(sa.Boolean(), "notice"),
        word("result", ("clean", "minor", "material_error", "offence"), nullable=True, check="found"),
        word("domain", ("fiscal", "security"), nullable=True),
        *plain(sa.Boolean(), "attributed", "disclosed", "withdrawn"),
        sa.CheckConstraint("version >= 1", name="version_counted"),
        to("outcome", "report_id", "outcome_report"),
        to("outcome", "operator_id", "operator"),
        keyed("outcome", "id"),
        sa.UniqueConstraint("system", "reference", "role", "version", name="uq_outcome_system_reference_role_version"),
    )
    op.create_table(
        "outcome_file",
        *plain(sa.Uuid(), "id", "by_id"),
        *plain(text, "system", "filename", "content"),
        *plain(moment, "sent_at"),
        to("outcome_file", "by_id", "person"),
        keyed("outcome_file", "id"),
    )


def make_sums() -> None:
    make("outcome_sum", [*of_operator("month"), word("role", ROLES), word("selection", SELECTIONS)], counts(*COUNTS))
    make("outcome_day", [*of_operator("on"), word("role", ROLES)], counts("checks", "errors"))
    of_peers = [*plain(sa.Date(), "month"), word("role", ROLES), word("size", SIZES)]
    make("outcome_peer_sum", [*of_peers, word("selection", SELECTIONS)], counts(*COUNTS))
    of_peers = [*plain(sa.Date(), "month"), word("role", ROLES), word("size", SIZES)]
    make("outcome_peer", [*of_peers, *plain(sa.BigInteger(), "trader")], [])
    of_system = [*plain(sa.Text(), "system"), *plain(sa.Date(), "month")]
    make("outcome_source", of_system, counts("declarations", "controls", "sampled"))
    make("outcome_due", of_operator(), plain(sa.DateTime(timezone=True), "since"))


def make_statistics() -> None:
    tally = counts(*COUNTS, "controls", "chosen", "warned")
    make("peer_group", [word("role", ROLES), *plain(sa.Text(), "size")], [*plain(sa.Integer(), "traders"), *tally])
    of_band = [*plain(sa.Text(), "band"), word("role", ROLES), word("selection", SELECTIONS)]
    make("rate_group", of_band, counts(*COUNTS))
    make("month_band", of_operator("month"), plain(sa.Text(), "band"))
    numbers = [*plain(sa.Integer(), "broken", "kept"), *plain(sa.Float(), "gap"), *plain(sa.Integer(), "declarations")]
    make("benefit_ledger", of_operator(), numbers)
    op.create_index("ix_benefit_ledger_order", "benefit_ledger", ["broken", "gap"])


def of_operator(*days: str) -> list[sa.Column]:
    return [*plain(sa.Uuid(), "operator_id"), *plain(sa.Date(), *days)]


def make(table: str, keys: list[sa.Column], more: list[sa.Column]) -> None:
    """A table without an id: its keys are the first columns."""
    names = [column.name for column in keys]
    references = [to(table, "operator_id", "operator")] if "operator_id" in names else []
    op.create_table(table, *keys, *more, *references, keyed(table, *names))


def downgrade() -> None:
    for table in reversed(MADE):
        op.drop_table(table)
    forbid_words("event", "kind", *KINDS)
