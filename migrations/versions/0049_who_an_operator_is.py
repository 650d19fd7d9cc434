"""Systems with the scope read who an operator is, and find one by its name, whether it agreed to be public or not."""

import sqlalchemy as sa
from alembic import op

from migrations.access import CLIENT, OWNED, isolate, open_to_app

revision = "0049"
down_revision = "0048"

SITES = """
(SELECT coalesce(json_agg(json_build_object('name', s.name, 'street', s.street, 'postcode', s.postcode, 'city', s.city,
    'country', s.country, 'locode', s.locode) ORDER BY s.name, s.id), '[]')
 FROM site s WHERE s.operator_id = o.id AND s.closed_on IS NULL)
"""
FILL = f"""
UPDATE register_restricted r SET master = convert_to(json_build_object('tin', o.tin, 'name', o.name, 'legal_form', o.legal_form,
    'country', o.country, 'established_on', o.established_on, 'street', o.street, 'postcode', o.postcode, 'city', o.city,
    'roles', e.summary -> 'roles', 'modes', o.modes, 'is_public', o.public_since IS NOT NULL, 'sites', {SITES})::text, 'UTF8')
FROM operator o JOIN register_entry e ON e.operator_id = o.id WHERE o.id = r.operator_id
"""
NAMES = """
INSERT INTO register_name (word, operator_id)
SELECT DISTINCT substr(word, 6), e.operator_id FROM register_entry e, jsonb_array_elements_text(e.search_key) word
WHERE word LIKE 'name:%'
"""


def upgrade() -> None:
    op.execute("SELECT set_config('app.audience', 'system', true)")
    op.add_column("register_restricted", sa.Column("master", sa.LargeBinary(), nullable=True))
    op.execute(FILL)
    op.alter_column("register_restricted", "master", nullable=False)
    op.create_table(
        "register_name",
        sa.Column("word", sa.Text(collation="C"), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_register_name_operator_id_operator")),
        sa.PrimaryKeyConstraint("word", "operator_id", name=op.f("pk_register_name")),
    )
    op.create_index(op.f("ix_register_name_operator_id"), "register_name", ["operator_id"])
    op.execute(NAMES)
    open_to_app("register_name")
    isolate("register_name", OWNED)
    op.execute(f"CREATE POLICY systems ON register_name FOR SELECT USING ({CLIENT})")


def downgrade() -> None:
    op.drop_table("register_name")
    op.drop_column("register_restricted", "master")
