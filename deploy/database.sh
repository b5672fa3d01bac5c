#!/bin/sh
# Run once by the database's image, when its volume is empty: a role and a database of Brobygger's own, with what erasing needs (docs/postgresql.md).
set -eu
psql -v ON_ERROR_STOP=1 -v password="$DATABASE_PASSWORD" -U "${POSTGRES_USER:-postgres}" -d postgres <<'SQL'
create role brobygger login password :'password';
create database brobygger owner brobygger;
\connect brobygger
grant execute on function pg_switch_wal() to brobygger;
grant pg_checkpoint to brobygger;
SQL
