"""A fact can be unsure, and say more of its value: the status of a measure, whether an outcome was caused."""

from importlib import import_module

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE facts ADD COLUMN unsure boolean NOT NULL DEFAULT false;
ALTER TABLE facts ADD COLUMN qualifier text;
"""

KEPT = ("'confidence', f.confidence,", "'confidence', f.confidence, 'unsure', f.unsure, 'qualifier', f.qualifier,")


def upgrade() -> None:
    """Add the columns, and keep them when a reading is withdrawn."""
    op.execute(TABLES)
    function: str = import_module("lexsarah.store.migrations.versions.0002_rereading").WITHDRAW
    start, end = function.index("CREATE FUNCTION"), function.index("REVOKE EXECUTE")
    op.execute(function[start:end].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace(*KEPT))
