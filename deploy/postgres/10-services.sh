#!/usr/bin/env bash
# One database and one role for each service; a role may connect to its own database and to no other.
# Runs once, when the server's volume is empty. Passwords: YOUYUE_POSTGRES_PASSWORD_<SERVICE>.
set -euo pipefail

run() { psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres "$@"; }

for service in intake scheduling handling evaluation console; do
    password=YOUYUE_POSTGRES_PASSWORD_${service^^}
    [ -n "${!password:-}" ] || { echo "$password is not set" >&2; exit 1; }
    run --set service="$service" <<SQL
\getenv password $password
CREATE ROLE :"service" LOGIN PASSWORD :'password';
CREATE DATABASE :"service" OWNER :"service";
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
SQL
done
run <<SQL
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
SQL
