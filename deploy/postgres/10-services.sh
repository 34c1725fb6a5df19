#!/usr/bin/env bash
# One database and one role for each service; a role may connect to its own database and to no other.
# Runs when the server's volume is empty. It may be run again at any time: what is there stays, what is missing is
# made, and each role gets the password of now. Passwords: YOUYUE_POSTGRES_PASSWORD_<SERVICE>. Run once after the first
# migration, it makes two logs the administrator's: who read a contact (intake), and who signed in (identity). Each
# service reads its own, adds rows, and removes those whose time is over: a trigger of the administrator's refuses more.
# It reads the sequence of their numbers, too: a backup is taken as the service.
set -euo pipefail

run() { psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres "$@"; }

services="directory intake scheduling handling evaluation identity console desk"
for service in $services; do
    password=YOUYUE_POSTGRES_PASSWORD_${service^^}
    [ -n "${!password:-}" ] || { echo "$password is not set" >&2; exit 1; }
    [[ ${!password} != change-me* ]] || { echo "$password is the example's: youyue secrets init draws one" >&2; exit 1; }
done
for service in $services; do
    password=YOUYUE_POSTGRES_PASSWORD_${service^^}
    run --set service="$service" <<SQL
\getenv password $password
SELECT format('CREATE ROLE %I', :'service') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'service') \gexec
ALTER ROLE :"service" LOGIN PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I', :'service', :'service')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'service') \gexec
ALTER DATABASE :"service" OWNER TO :"service";
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
SQL
done
run <<SQL
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
SQL
run --dbname intake <<SQL
SELECT format('ALTER TABLE %s OWNER TO %I', id, current_user),
       format('REVOKE ALL ON %s FROM intake', id),
       format('GRANT SELECT, INSERT, DELETE ON %s TO intake', id),
       format('GRANT SELECT ON SEQUENCE %s TO intake', pg_get_serial_sequence('intake.contact_reads', 'position')),
       format('ALTER FUNCTION intake.contact_reads_stand() OWNER TO %I', current_user)
  FROM (SELECT to_regclass('intake.contact_reads') AS id) AS found WHERE id IS NOT NULL \gexec
SQL
run --dbname identity <<SQL
SELECT format('ALTER TABLE %s OWNER TO %I', id, current_user),
       format('REVOKE ALL ON %s FROM identity', id),
       format('GRANT SELECT, INSERT, DELETE ON %s TO identity', id),
       format('GRANT SELECT ON SEQUENCE %s TO identity', pg_get_serial_sequence('identity.sign_in_log', 'number')),
       format('ALTER FUNCTION identity.sign_in_log_stands() OWNER TO %I', current_user)
  FROM (SELECT to_regclass('identity.sign_in_log') AS id) AS found WHERE id IS NOT NULL \gexec
SQL
