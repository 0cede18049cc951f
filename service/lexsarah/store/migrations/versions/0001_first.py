"""Owner, visibility, roles and policies; documents, cases, facts, evidence, passages, postings, codes, reads, jobs.

Who sees what (docs/data-model.md): a row belongs to an owner (organisation). The policies read the organisation from
the setting ``lexsarah.organisation`` of the transaction; without it nothing but public rows is seen. ``shared``
documents are out of reach of others; only their coded values (table ``codes``) are not.
"""

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE home (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    demonstration boolean NOT NULL DEFAULT false
);
INSERT INTO home DEFAULT VALUES;

CREATE TABLE organisations (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE accounts (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    organisation_id uuid NOT NULL REFERENCES organisations,
    name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
    password_hash text NOT NULL,
    role text NOT NULL CHECK (role IN ('reader', 'editor', 'admin')),
    created_at timestamptz NOT NULL DEFAULT now()
);

-- A secret is kept as its SHA-256 alone: it is 256 random bits, so no salt or slow hash is needed.
CREATE TABLE tokens (
    secret_hash bytea PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisations,
    label text NOT NULL CHECK (length(label) BETWEEN 1 AND 200),
    role text NOT NULL CHECK (role IN ('reader', 'editor', 'admin')),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz,
    UNIQUE (organisation_id, label)
);

CREATE TABLE sessions (
    secret_hash bytea PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisations,
    account_id uuid REFERENCES accounts ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('reader', 'editor', 'admin')),
    csrf text NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE TABLE documents (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    owner_id uuid NOT NULL REFERENCES organisations,
    visibility text NOT NULL CHECK (visibility IN ('own', 'shared', 'public')),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    name text NOT NULL,
    media_type text NOT NULL,
    size_bytes bigint NOT NULL,
    synthetic boolean NOT NULL,
    status text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'read', 'failed')),
    error_code text,
    error_message text,
    title text,
    published date,
    text text,
    blocks jsonb,
    textmap jsonb,
    parser jsonb,
    received_at timestamptz NOT NULL DEFAULT now(),
    read_at timestamptz,
    destroy_on date,
    UNIQUE (owner_id, sha256),
    UNIQUE (id, owner_id),
    CHECK ((status = 'read') = (text IS NOT NULL)),
    CHECK ((status = 'failed') = (error_code IS NOT NULL))
);
CREATE INDEX documents_received ON documents (owner_id, received_at DESC);

-- Foreign keys are not bound by policies: owner and parent go together, so that nobody hangs a row of his own on a case
-- of another.
CREATE TABLE cases (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    document_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    visibility text NOT NULL,
    span_start int NOT NULL,
    span_end int NOT NULL,
    title text NOT NULL,
    is_deviation_report boolean NOT NULL,
    happened_on date,
    UNIQUE (document_id, span_start),
    UNIQUE (id, owner_id),
    FOREIGN KEY (document_id, owner_id) REFERENCES documents (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX cases_owner ON cases (owner_id);

-- Append-only: the app role may insert and read, a correction is a new row. Only a document's destruction removes them.
CREATE TABLE facts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    visibility text NOT NULL,
    field text NOT NULL,
    value jsonb NOT NULL,
    producer_kind text NOT NULL CHECK (producer_kind IN ('rule', 'model', 'human')),
    producer_name text NOT NULL,
    producer_version text NOT NULL,
    confidence double precision CHECK (confidence BETWEEN 0 AND 1),
    made_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (id, owner_id),
    FOREIGN KEY (case_id, owner_id) REFERENCES cases (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX facts_case ON facts (case_id);

CREATE TABLE evidence (
    fact_id bigint NOT NULL,
    ordinal smallint NOT NULL,
    owner_id uuid NOT NULL,
    visibility text NOT NULL,
    span_start int NOT NULL,
    span_end int NOT NULL CHECK (span_end > span_start),
    quote text NOT NULL,
    page int,
    PRIMARY KEY (fact_id, ordinal),
    FOREIGN KEY (fact_id, owner_id) REFERENCES facts (id, owner_id) ON DELETE CASCADE
);

CREATE TABLE passages (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    visibility text NOT NULL,
    span_start int NOT NULL,
    span_end int NOT NULL,
    section text,
    text text NOT NULL,
    terms int NOT NULL,
    UNIQUE (id, owner_id),
    FOREIGN KEY (case_id, owner_id) REFERENCES cases (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX passages_case ON passages (case_id);

CREATE TABLE postings (
    term text COLLATE "C" NOT NULL, -- by code point: a query asks for all terms that begin with a word
    passage_id bigint NOT NULL,
    owner_id uuid NOT NULL,
    visibility text NOT NULL,
    frequency smallint NOT NULL,
    PRIMARY KEY (term, passage_id),
    FOREIGN KEY (passage_id, owner_id) REFERENCES passages (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX postings_passage ON postings (passage_id);

-- The coded case: closed-vocabulary values of the resolved view. Each row has its own visibility, so that of a shared
-- document only what may cross organisations does.
CREATE TABLE codes (
    case_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    visibility text NOT NULL,
    field text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (case_id, field, value),
    FOREIGN KEY (case_id, owner_id) REFERENCES cases (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX codes_value ON codes (field, value);

-- What was asked, behind an opaque id: search text is personal data and never stands in an address or a log.
CREATE TABLE searches (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    owner_id uuid NOT NULL REFERENCES organisations,
    question jsonb NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now()
);

-- Every read of a case or document (SoLPuL 2001:454, 10 §): ids only, append-only.
CREATE TABLE reads (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    owner_id uuid NOT NULL,
    account_id uuid,
    document_id uuid NOT NULL,
    action text NOT NULL CHECK (action IN ('document', 'case', 'original', 'similar', 'search', 'destroy'))
);
"""

POLICIES = """
CREATE FUNCTION current_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('lexsarah.organisation', true), '')::uuid;

CREATE FUNCTION refuse_synthetic() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.synthetic AND NOT (SELECT demonstration FROM home) THEN
        RAISE EXCEPTION 'synthetic document outside a demonstration home' USING ERRCODE = 'LX001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER synthetic BEFORE INSERT OR UPDATE ON documents FOR EACH ROW EXECUTE FUNCTION refuse_synthetic();

-- Sign-in happens before an organisation is known: these alone look across, by a secret or an exact name. Temporary
-- tables come last in their search path: left out, they would come first, and anyone could put one in a table's place.
CREATE FUNCTION organisation_named(wanted text) RETURNS uuid
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO organisations (name) VALUES (wanted) ON CONFLICT (name) DO NOTHING;
    SELECT id FROM organisations WHERE name = wanted;
$$;
CREATE FUNCTION account_named(wanted text)
    RETURNS TABLE (account_id uuid, organisation_id uuid, role text, password_hash text)
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id, organisation_id, role, password_hash FROM accounts WHERE name = wanted;
$$;
CREATE FUNCTION token_with(hash bytea) RETURNS TABLE (organisation_id uuid, role text)
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT organisation_id, role FROM tokens WHERE secret_hash = hash AND (expires_at IS NULL OR expires_at > now());
$$;
CREATE FUNCTION session_with(hash bytea) RETURNS TABLE (organisation_id uuid, account_id uuid, role text, csrf text)
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT organisation_id, account_id, role, csrf FROM sessions WHERE secret_hash = hash AND expires_at > now();
$$;
CREATE FUNCTION may_sign_in() RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    RETURN EXISTS (SELECT 1 FROM accounts)
        OR EXISTS (SELECT 1 FROM tokens WHERE expires_at IS NULL OR expires_at > now());

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION organisation_named, account_named, token_with, session_with, may_sign_in
    FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO lexsarah_app, lexsarah_backup;
GRANT EXECUTE ON FUNCTION organisation_named, account_named, token_with, session_with, may_sign_in
    TO lexsarah_app;
GRANT SELECT ON home, alembic_version TO lexsarah_app;
GRANT SELECT ON organisations TO lexsarah_app;
GRANT SELECT, INSERT, DELETE ON accounts, tokens, sessions TO lexsarah_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON documents TO lexsarah_app;
GRANT SELECT, INSERT ON cases, facts, evidence, passages, postings, codes, reads TO lexsarah_app;
GRANT SELECT, INSERT, DELETE ON searches TO lexsarah_app;
"""

OWN = "owner_id = (SELECT current_organisation())"
SEEN = f"({OWN} OR visibility = 'public')"
CODED = f"({OWN} OR visibility IN ('public', 'shared'))"


def upgrade() -> None:
    """Make everything."""
    op.execute(TABLES)
    op.execute(POLICIES)
    for table in ("documents", "cases", "facts", "evidence", "passages", "postings", "codes"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        seen = CODED if table == "codes" else SEEN
        op.execute(f"CREATE POLICY seen ON {table} FOR SELECT USING {seen}")
        op.execute(f"CREATE POLICY added ON {table} FOR INSERT WITH CHECK ({OWN})")
    op.execute(f"CREATE POLICY changed ON documents FOR UPDATE USING ({OWN}) WITH CHECK ({OWN})")
    op.execute(f"CREATE POLICY destroyed ON documents FOR DELETE USING ({OWN})")
    for table in ("searches", "reads"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY own ON {table} USING ({OWN}) WITH CHECK ({OWN})")
    for table in ("accounts", "tokens", "sessions"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY own ON {table} USING (organisation_id = (SELECT current_organisation()))")
    op.execute("ALTER TABLE organisations ENABLE ROW LEVEL SECURITY")
    op.execute("CREATE POLICY own ON organisations FOR SELECT USING (id = (SELECT current_organisation()))")
    jobs = SchemaManager.get_schema()
    # The driver behind op.execute reads % as a placeholder and : as a bind; the raw cursor does not.
    op.get_bind().exec_driver_sql(jobs.replace("%", "%%"))
    op.execute(
        "DO $$ DECLARE one record; BEGIN FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' "
        "AND tablename LIKE 'procrastinate%' LOOP "
        "EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO lexsarah_app', one.tablename); END LOOP; END $$"
    )
    op.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO lexsarah_app")
