#!/usr/bin/env bash
# Run once by the PostgreSQL image, on an empty database: the three roles of lexsarah, its database and pgvector.
# The same as EmbeddedServer._make_roles does for the embedded server. Passwords come from the environment and are
# read by psql itself, so they stand in no command line.
set -euo pipefail

: "${LEXSARAH_OWNER_PASSWORD:?}" "${LEXSARAH_APP_PASSWORD:?}" "${LEXSARAH_BACKUP_PASSWORD:?}"

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\getenv owner LEXSARAH_OWNER_PASSWORD
\getenv app LEXSARAH_APP_PASSWORD
\getenv backup LEXSARAH_BACKUP_PASSWORD
CREATE ROLE lexsarah_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner';
CREATE ROLE lexsarah_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app';
CREATE ROLE lexsarah_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS PASSWORD :'backup';
GRANT pg_read_all_data TO lexsarah_backup;
CREATE DATABASE lexsarah OWNER lexsarah_owner;
REVOKE ALL ON DATABASE lexsarah FROM PUBLIC;
GRANT CONNECT ON DATABASE lexsarah TO lexsarah_app, lexsarah_backup;
\connect lexsarah
CREATE EXTENSION vector;
SQL
