"""Ranking by words and by meaning: postings in blocks, vectors, and what each is derived from.

A *scope* is whose words these are: an organisation's own, or those of everyone (public). A reader sees two: the own and
the public one. Frequencies are summed over these two, so that a rare word of another organisation changes nothing.

``postings`` holds what was added last; ``merge_postings`` moves it into ``blocks``: a row for each scope, term and
slice of 65,536 passage numbers, of 4 bytes a posting (docs/search.md, "Blocks"). Only functions of the owner write
blocks; passages that go take their postings along, wherever these stand.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PUBLIC = "'00000000-0000-0000-0000-000000000000'::uuid"
SCOPE = f"uuid GENERATED ALWAYS AS (CASE WHEN visibility = 'public' THEN {PUBLIC} ELSE owner_id END) STORED"

TABLES = f"""
ALTER TABLE documents ADD COLUMN indexed_by text;

ALTER TABLE passages RENAME COLUMN terms TO length;
ALTER TABLE passages
    ADD COLUMN scope {SCOPE},
    ADD COLUMN role text,
    ADD COLUMN page int,
    ADD COLUMN terms text[] COLLATE "C" NOT NULL DEFAULT '{{}}',
    ADD COLUMN frequencies smallint[] NOT NULL DEFAULT '{{}}',
    ADD COLUMN sha256 bytea,
    ADD CHECK (cardinality(terms) = cardinality(frequencies));
UPDATE passages SET sha256 = sha256(convert_to(text, 'UTF8'));
ALTER TABLE passages ALTER COLUMN sha256 SET NOT NULL;
UPDATE passages p SET (terms, frequencies) = (
    SELECT coalesce(array_agg(term ORDER BY term), '{{}}'), coalesce(array_agg(frequency ORDER BY term), '{{}}')
    FROM postings o WHERE o.passage_id = p.id);
-- What a case is filtered by stands among the terms of its passages, with frequency 0: "=event_type:fall".
UPDATE passages p SET (terms, frequencies) = (
    SELECT p.terms || coalesce(array_agg('=' || field || ':' || value), '{{}}'),
           p.frequencies || coalesce(array_agg(0::smallint), '{{}}')
    FROM codes c WHERE c.case_id = p.case_id);
INSERT INTO postings (term, passage_id, owner_id, visibility, frequency)
    SELECT '=' || field || ':' || value, p.id, p.owner_id, p.visibility, 0
    FROM codes c JOIN passages p USING (case_id);

CREATE TABLE blocks (
    scope uuid NOT NULL,
    term text COLLATE "C" NOT NULL,
    slice int NOT NULL,
    n int NOT NULL CHECK (n > 0),
    postings bytea NOT NULL CHECK (length(postings) = 4 * n),
    PRIMARY KEY (scope, term, slice) INCLUDE (n)
);
-- Never compressed: a block is read whole, and postings compress badly.
ALTER TABLE blocks ALTER COLUMN postings SET STORAGE EXTERNAL;

-- Passages and their length in words, a row for each change: nothing waits for a counter. merge_postings adds them up.
CREATE TABLE passage_counts (
    scope uuid NOT NULL,
    passages bigint NOT NULL,
    length bigint NOT NULL
);
CREATE INDEX passage_counts_scope ON passage_counts (scope);
INSERT INTO passage_counts SELECT scope, count(*), sum(length) FROM passages GROUP BY scope;

-- An encoder by the hash of its weights. New vectors are made with the wanted one; the complete one answers questions.
CREATE TABLE encoders (
    id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash text NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{{64}}$'),
    dimensions int NOT NULL CHECK (dimensions BETWEEN 1 AND 2000),
    complete boolean NOT NULL DEFAULT false,
    wanted boolean NOT NULL DEFAULT true,
    known_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE vectors (
    encoder_id smallint NOT NULL REFERENCES encoders ON DELETE CASCADE,
    scope {SCOPE},
    passage_id bigint NOT NULL,
    owner_id uuid NOT NULL,
    visibility text NOT NULL,
    vector halfvec NOT NULL,
    PRIMARY KEY (encoder_id, scope, passage_id),
    FOREIGN KEY (passage_id, owner_id) REFERENCES passages (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX vectors_passage ON vectors (passage_id);
ALTER TABLE vectors ALTER COLUMN vector SET STORAGE PLAIN;

-- Passages that wait for a vector of the wanted encoder.
CREATE TABLE unencoded (
    passage_id bigint PRIMARY KEY,
    owner_id uuid NOT NULL,
    FOREIGN KEY (passage_id, owner_id) REFERENCES passages (id, owner_id) ON DELETE CASCADE
);
CREATE INDEX unencoded_owner ON unencoded (owner_id, passage_id);
INSERT INTO unencoded SELECT id, owner_id FROM passages;
"""

FUNCTIONS = f"""
-- A posting: 16 bits of the passage's number, 6 of its frequency, 10 of the passage's length in words.
CREATE FUNCTION posting(passage bigint, frequency smallint, length int) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN int4send(((passage & 65535)::int << 16) | (least(frequency, 63)::int << 10) | least(length, 1023));

CREATE FUNCTION seen_scopes() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
    RETURN ARRAY[{PUBLIC}, current_organisation()];

-- Merging and removing take turns: each would overwrite the block that the other has read.
CREATE FUNCTION lock_blocks(wanted uuid) RETURNS void LANGUAGE sql
    RETURN pg_advisory_xact_lock(hashtextextended('lexsarah blocks ' || wanted::text, 0));

-- Moves the postings of at most so many passages into blocks; returns of how many it did.
CREATE FUNCTION merge_postings(most int) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    wanted uuid;
    moved int := 0;
    these bigint[];
BEGIN
    FOREACH wanted IN ARRAY seen_scopes() LOOP
        CONTINUE WHEN wanted IS NULL;
        PERFORM lock_blocks(wanted);
        SELECT array_agg(id) INTO these FROM (
            SELECT p.id FROM passages p WHERE p.scope = wanted AND EXISTS (
                SELECT 1 FROM postings o WHERE o.passage_id = p.id)
            ORDER BY p.id LIMIT most - moved) AS first;
        CONTINUE WHEN these IS NULL;
        WITH gone AS (
            DELETE FROM postings WHERE passage_id = ANY(these) RETURNING term, passage_id, frequency)
        INSERT INTO blocks (scope, term, slice, n, postings)
            SELECT wanted, g.term, (g.passage_id >> 16)::int, count(*),
                   string_agg(posting(g.passage_id, g.frequency, p.length), ''::bytea ORDER BY g.passage_id)
            FROM gone g JOIN passages p ON p.id = g.passage_id GROUP BY g.term, g.passage_id >> 16
        ON CONFLICT (scope, term, slice) DO UPDATE
            SET n = blocks.n + excluded.n, postings = blocks.postings || excluded.postings;
        WITH counted AS (DELETE FROM passage_counts WHERE scope = wanted RETURNING passages, length)
        INSERT INTO passage_counts SELECT wanted, sum(passages), sum(length) FROM counted HAVING count(*) > 0;
        moved := moved + cardinality(these);
    END LOOP;
    RETURN moved;
END $$;

CREATE FUNCTION count_added() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO passage_counts SELECT scope, count(*), sum(length) FROM added GROUP BY scope;
    INSERT INTO unencoded SELECT id, owner_id FROM added;
    RETURN NULL;
END $$;
CREATE TRIGGER counted AFTER INSERT ON passages REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_added();

-- Cuts the postings of passages that go out of the blocks. Those not merged yet go by their foreign key.
CREATE FUNCTION cut_removed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    one record;
    held bytea;
    entry bytea;
    place int;
    further int;
BEGIN
    INSERT INTO passage_counts SELECT scope, -count(*), -sum(length) FROM removed GROUP BY scope;
    PERFORM lock_blocks(scope) FROM (SELECT DISTINCT scope FROM removed ORDER BY scope) AS each;
    FOR one IN
        SELECT r.scope, t.term, (r.id >> 16)::int AS slice, array_agg(posting(r.id, t.frequency, r.length)) AS entries
        FROM removed r, unnest(r.terms, r.frequencies) AS t (term, frequency)
        GROUP BY r.scope, t.term, r.id >> 16
    LOOP
        SELECT b.postings INTO held FROM blocks b
            WHERE b.scope = one.scope AND b.term = one.term AND b.slice = one.slice;
        CONTINUE WHEN NOT FOUND;
        FOREACH entry IN ARRAY one.entries LOOP
            place := position(entry IN held);
            -- The same four bytes across two postings are none.
            WHILE place > 0 AND place % 4 <> 1 LOOP
                further := position(entry IN substring(held FROM place + 1));
                place := CASE WHEN further = 0 THEN 0 ELSE place + further END;
            END LOOP;
            IF place > 0 THEN
                held := substring(held FOR place - 1) || substring(held FROM place + 4);
            END IF;
        END LOOP;
        IF length(held) = 0 THEN
            DELETE FROM blocks b WHERE b.scope = one.scope AND b.term = one.term AND b.slice = one.slice;
        ELSE
            UPDATE blocks b SET postings = held, n = length(held) / 4
                WHERE b.scope = one.scope AND b.term = one.term AND b.slice = one.slice
                AND b.n <> length(held) / 4;
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER cut AFTER DELETE ON passages REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION cut_removed();

-- A new index of a document of the organisation that asks: the app role may not remove passages or codes itself.
CREATE FUNCTION clear_index(wanted uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM documents
        WHERE id = wanted AND owner_id = current_organisation() AND status = 'read' FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM passages WHERE case_id IN (SELECT id FROM cases WHERE document_id = wanted);
    DELETE FROM codes WHERE case_id IN (SELECT id FROM cases WHERE document_id = wanted);
    RETURN true;
END $$;

-- Encoders have no content and no owner. These alone look across organisations, and tell ids and numbers.
CREATE FUNCTION encoder_with(asked text, size int) RETURNS smallint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found smallint;
BEGIN
    SELECT id INTO found FROM encoders WHERE hash = asked AND wanted;
    IF found IS NOT NULL THEN
        RETURN found;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('lexsarah encoders', 0));
    INSERT INTO encoders (hash, dimensions) VALUES (asked, size) ON CONFLICT (hash) DO NOTHING;
    DELETE FROM encoders WHERE hash <> asked AND NOT complete;
    UPDATE encoders SET wanted = hash = asked;
    SELECT id INTO found FROM encoders WHERE hash = asked;
    DELETE FROM unencoded;
    INSERT INTO unencoded SELECT p.id, p.owner_id FROM passages p WHERE NOT EXISTS (
        SELECT 1 FROM vectors v WHERE v.encoder_id = found AND v.scope = p.scope AND v.passage_id = p.id);
    RETURN found;
END $$;
CREATE FUNCTION owners_waiting(indexed_by_now text) RETURNS SETOF uuid
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT owner_id FROM unencoded
    UNION SELECT owner_id FROM documents WHERE status = 'read' AND indexed_by IS DISTINCT FROM indexed_by_now;
$$;

-- From now on questions are answered with this one; the vectors of others go. False if a passage has none yet.
CREATE FUNCTION complete_encoder(asked smallint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    old text;
BEGIN
    IF EXISTS (SELECT 1 FROM unencoded) OR NOT EXISTS (SELECT 1 FROM encoders WHERE id = asked AND wanted) THEN
        RETURN false;
    END IF;
    UPDATE encoders SET complete = true WHERE id = asked AND NOT complete;
    FOR old IN SELECT i.indexname FROM pg_indexes i JOIN encoders e
            ON starts_with(i.indexname, format('vectors_%s_', e.id))
        WHERE i.schemaname = 'public' AND e.id <> asked LOOP
        EXECUTE format('DROP INDEX %I', old);
    END LOOP;
    DELETE FROM encoders WHERE id <> asked;
    RETURN true;
END $$;

-- An approximate index for a scope that has grown too large to be searched through.
CREATE FUNCTION index_vectors(asked smallint, whose uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    size int;
    kilobytes bigint;
    name text := format('vectors_%s_%s', asked, replace(whose::text, '-', ''));
BEGIN
    IF whose <> ALL (array_remove(seen_scopes(), NULL)) OR to_regclass(name) IS NOT NULL THEN
        RETURN false;
    END IF;
    SELECT dimensions INTO size FROM encoders WHERE id = asked;
    -- A graph that outgrows its memory is finished on the disk, many times as slowly: as much as it will need, 4 GB at
    -- most. By one process: side by side they would share memory that containers are short of (/dev/shm).
    SELECT count(*) * (2 * size + 1200) / 1000 INTO kilobytes FROM vectors WHERE encoder_id = asked AND scope = whose;
    PERFORM set_config('maintenance_work_mem', greatest(65536, least(4194304, kilobytes))::text, true);
    PERFORM set_config('max_parallel_maintenance_workers', '0', true);
    EXECUTE format(
        'CREATE INDEX %I ON vectors USING hnsw ((vector::halfvec(%s)) halfvec_ip_ops) '
        'WITH (m = 16, ef_construction = 64) WHERE encoder_id = %s AND scope = %L', name, size, asked, whose);
    RETURN true;
END $$;

REVOKE EXECUTE ON FUNCTION merge_postings, clear_index, encoder_with, owners_waiting, complete_encoder,
    index_vectors FROM PUBLIC;
GRANT EXECUTE ON FUNCTION merge_postings, clear_index, encoder_with, owners_waiting, complete_encoder,
    index_vectors TO lexsarah_app;
GRANT SELECT ON blocks, passage_counts, encoders TO lexsarah_app;
GRANT SELECT, INSERT ON vectors TO lexsarah_app;
GRANT SELECT, DELETE ON unencoded TO lexsarah_app;
"""

SEEN = f"scope IN ({PUBLIC}, (SELECT current_organisation()))"


def upgrade() -> None:
    """Add columns, tables and functions; bring what was indexed into the new shape."""
    op.get_bind().exec_driver_sql(TABLES)
    op.get_bind().exec_driver_sql(FUNCTIONS.replace("%", "%%"))
    for table in ("blocks", "passage_counts", "vectors"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY seen ON {table} FOR SELECT USING ({SEEN})")
    op.execute("CREATE POLICY added ON vectors FOR INSERT WITH CHECK (owner_id = (SELECT current_organisation()))")
    op.execute("ALTER TABLE unencoded ENABLE ROW LEVEL SECURITY")
    op.execute("CREATE POLICY own ON unencoded USING (owner_id = (SELECT current_organisation()))")
