"""Approximate indexes of vectors get more edges: among a million, the old ones missed three of a hundred neighbours.

Measured by ``make bench-search``. Indexes that are there stay as they are until another encoder comes.
"""

from importlib import import_module

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

EDGES = ("m = 16, ef_construction = 64", "m = 24, ef_construction = 100")
MEMORY = ("2 * size + 1200", "2 * size + 1600")


def upgrade() -> None:
    """Replace the function that makes them."""
    functions: str = import_module("lexsarah.store.migrations.versions.0004_ranking").FUNCTIONS
    start = functions.index("CREATE FUNCTION index_vectors")
    made = functions[start : functions.index("END $$;", start) + len("END $$;")]
    changed = made.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace(*EDGES).replace(*MEMORY)
    op.get_bind().exec_driver_sql(changed.replace("%", "%%"))
