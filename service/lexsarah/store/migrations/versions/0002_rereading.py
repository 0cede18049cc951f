"""Several cases of one document share a background; what parsing noted is kept; a document can be read again.

Facts stay append-only: reading again moves what the earlier reading said to ``earlier_readings``, where nothing
searches or counts, and only a document's destruction removes it. What a person has said is never moved: such a document
is not read again.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = """
ALTER TABLE cases ADD COLUMN background jsonb NOT NULL DEFAULT '[]';
ALTER TABLE documents ADD COLUMN issues jsonb NOT NULL DEFAULT '[]';

ALTER TABLE reads DROP CONSTRAINT reads_action_check;
ALTER TABLE reads ADD CONSTRAINT reads_action_check
    CHECK (action IN ('document', 'case', 'original', 'similar', 'search', 'destroy', 'reread'));

CREATE TABLE earlier_readings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    read_at timestamptz,
    withdrawn_at timestamptz NOT NULL DEFAULT now(),
    parser jsonb,
    facts jsonb NOT NULL,
    FOREIGN KEY (document_id, owner_id) REFERENCES documents (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX earlier_readings_document ON earlier_readings (document_id);
"""

# Blocks gained the role of their section, the text map a row a page in place of its start alone.
SHAPES = """
UPDATE documents SET
    blocks = (SELECT coalesce(jsonb_agg(one || 'null' ORDER BY place), '[]')
              FROM jsonb_array_elements(blocks) WITH ORDINALITY AS each (one, place)),
    textmap = jsonb_build_object('runs', textmap -> 'runs', 'pages', (
        SELECT coalesce(
            jsonb_agg(jsonb_build_array(start, 'text_layer', null, null, 0, 0.0, null) ORDER BY place), '[]')
        FROM jsonb_array_elements(textmap -> 'page_starts') WITH ORDINALITY AS each (start, place)))
WHERE status = 'read';
"""

# The app role may not delete cases or facts; this may, for a document of the organisation that asks and nothing else.
WITHDRAW = """
CREATE FUNCTION withdraw_reading(wanted uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM documents
        WHERE id = wanted AND owner_id = current_organisation() AND status = 'read' FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF EXISTS (SELECT 1 FROM facts f JOIN cases c ON c.id = f.case_id
               WHERE c.document_id = wanted AND f.producer_kind = 'human') THEN
        RAISE EXCEPTION 'a person has said something of this document' USING ERRCODE = 'LX002';
    END IF;
    INSERT INTO earlier_readings (document_id, owner_id, read_at, parser, facts)
        SELECT d.id, d.owner_id, d.read_at, d.parser, coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'case', c.title, 'field', f.field, 'value', f.value, 'producer_kind', f.producer_kind,
                'producer_name', f.producer_name, 'producer_version', f.producer_version, 'confidence', f.confidence,
                'made_at', f.made_at, 'evidence', (
                    SELECT coalesce(jsonb_agg(e.quote ORDER BY e.ordinal), '[]') FROM evidence e WHERE e.fact_id = f.id
                )) ORDER BY f.id)
            FROM cases c JOIN facts f ON f.case_id = c.id WHERE c.document_id = d.id), '[]')
        FROM documents d WHERE d.id = wanted;
    DELETE FROM cases WHERE document_id = wanted;
    UPDATE documents SET status = 'queued', text = NULL, blocks = NULL, textmap = NULL, parser = NULL,
        issues = '[]', read_at = NULL WHERE id = wanted;
    RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION withdraw_reading FROM PUBLIC;
GRANT EXECUTE ON FUNCTION withdraw_reading TO lexsarah_app;
GRANT SELECT ON earlier_readings TO lexsarah_app;
"""


def upgrade() -> None:
    """Add the columns, the table of earlier readings and the function that fills it; bring kept readings into shape."""
    op.execute(TABLES)
    op.get_bind().exec_driver_sql(SHAPES)
    op.execute(WITHDRAW)
    op.execute("ALTER TABLE earlier_readings ENABLE ROW LEVEL SECURITY")
    op.execute("CREATE POLICY own ON earlier_readings USING (owner_id = (SELECT current_organisation()))")
