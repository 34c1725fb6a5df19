-- a thing is made, and an event tells of it
WITH held AS (SELECT (SELECT sequence FROM known WHERE tenant = $1::text AND kind = 'township' AND id = $1::text) IS NOT DISTINCT FROM $2::int AS current),
fresh AS (
  INSERT INTO inbox (consumer, tenant, source, message_id, type, digest)
  SELECT $3::text, $1::text, $4::text, $5::text, $6::text, $7::bytea
  FROM held WHERE current
  ON CONFLICT DO NOTHING RETURNING true),
made_0 AS (
  INSERT INTO "item" (tenant, id, state, version, data, changed_at)
  SELECT $1::text, id, state, version, data::jsonb, $13::timestamptz
  FROM fresh, (VALUES ($8::text, $9::text, $10::int, $11::int, $12::text, 1)) AS given (id, state, version, seen, data, number)),
entered AS (
  INSERT INTO journal (tenant, id, type, subject, sequence, time, correlation, body, available_at, dedupe_key, asker, public, vouched)
  SELECT $1::text, id, type, subject, sequence, time, correlation, body, available_at, dedupe_key, asker, public, vouched
  FROM fresh, (VALUES ($14::text, $15::text, $16::text, $17::int, $18::timestamptz, $19::text, $20::text, $21::timestamptz, $22::text, $23::text, $24::text, $25::text, 1)) AS given (id, type, subject, sequence, time, correlation, body, available_at, dedupe_key, asker, public, vouched, number)
  ORDER BY number)
SELECT current, EXISTS (SELECT 1 FROM fresh) AS fresh FROM held;

-- a thing is moved, its timers are set anew, and an event tells of it
WITH held_0 AS (
  SELECT count(*) = cardinality($2::text[]) AS current
  FROM (
    SELECT 1 FROM "item"
    WHERE tenant = $1::text AND id = ANY ($2::text[])
    AND version = ($3::int[])[array_position($2::text[], id)]
    ORDER BY id FOR UPDATE) AS locked),
held AS (SELECT (SELECT current FROM held_0) AND (SELECT sequence FROM known WHERE tenant = $1::text AND kind = 'township' AND id = $1::text) IS NOT DISTINCT FROM $4::int AS current),
fresh AS (
  INSERT INTO inbox (consumer, tenant, source, message_id, type, digest)
  SELECT $5::text, $1::text, $6::text, $7::text, $8::text, $9::bytea
  FROM held WHERE current
  ON CONFLICT DO NOTHING RETURNING true),
changed_0 AS (
  INSERT INTO "item" (tenant, id, state, version, data, changed_at)
  SELECT $1::text, id, state, version, data::jsonb, $15::timestamptz
  FROM fresh, (VALUES ($10::text, $11::text, $12::int, $13::int, $14::text, 1)) AS given (id, state, version, seen, data, number)
  ON CONFLICT (tenant, id) DO UPDATE SET state = excluded.state, version = excluded.version,
  data = excluded.data, changed_at = excluded.changed_at),
cancelled AS (
  DELETE FROM journal USING fresh
  WHERE tenant = $1::text AND dedupe_key = ANY ($16::text[]) AND sent_at IS NULL
  RETURNING true),
entered AS (
  INSERT INTO journal (tenant, id, type, subject, sequence, time, correlation, body, available_at, dedupe_key, asker, public, vouched)
  SELECT $1::text, id, type, subject, sequence, time, correlation, body, available_at, dedupe_key, asker, public, vouched
  FROM fresh, (SELECT count(*) FROM cancelled) AS gone, (VALUES ($17::text, $18::text, $19::text, $20::int, $21::timestamptz, $22::text, $23::text, $24::timestamptz, $25::text, $26::text, $27::text, $28::text, 1)) AS given (id, type, subject, sequence, time, correlation, body, available_at, dedupe_key, asker, public, vouched, number)
  ORDER BY number)
SELECT current, EXISTS (SELECT 1 FROM fresh) AS fresh FROM held;

-- another service's thing is learned, and nothing is decided
WITH held AS (SELECT true AS current),
fresh AS (
  INSERT INTO inbox (consumer, tenant, source, message_id, type, digest)
  SELECT $2::text, $1::text, $3::text, $4::text, $5::text, $6::bytea
  FROM held WHERE current
  ON CONFLICT DO NOTHING RETURNING true),
copied AS (
  INSERT INTO known (tenant, kind, id, sequence, data)
  SELECT $1::text, $7::text, $8::text, $9::int, ($10::text)::jsonb
  FROM fresh
  ON CONFLICT (tenant, kind, id) DO UPDATE SET sequence = excluded.sequence, data = excluded.data
  WHERE known.sequence < excluded.sequence)
SELECT current, EXISTS (SELECT 1 FROM fresh) AS fresh FROM held;

-- a command is refused
WITH held AS (SELECT (SELECT sequence FROM known WHERE tenant = $1::text AND kind = 'township' AND id = $1::text) IS NOT DISTINCT FROM $2::int AS current),
fresh AS (
  INSERT INTO inbox (consumer, tenant, source, message_id, type, digest)
  SELECT $3::text, $1::text, $4::text, $5::text, $6::text, $7::bytea
  FROM held WHERE current
  ON CONFLICT DO NOTHING RETURNING true),
entered AS (
  INSERT INTO journal (tenant, id, type, subject, sequence, time, correlation, body, available_at, dedupe_key, asker, public, vouched)
  SELECT $1::text, id, type, subject, sequence, time, correlation, body, available_at, dedupe_key, asker, public, vouched
  FROM fresh, (VALUES ($8::text, $9::text, $10::text, $11::int, $12::timestamptz, $13::text, $14::text, $15::timestamptz, $16::text, $17::text, $18::text, $19::text, 1)) AS given (id, type, subject, sequence, time, correlation, body, available_at, dedupe_key, asker, public, vouched, number)
  ORDER BY number)
SELECT current, EXISTS (SELECT 1 FROM fresh) AS fresh FROM held;

-- a vote is cast: the ballot counts one more, what was chosen stands beside it
WITH held_0 AS (
  SELECT count(*) = cardinality($2::text[]) AS current
  FROM (
    SELECT 1 FROM "ballot"
    WHERE tenant = $1::text AND id = ANY ($2::text[])
    AND version = ($3::int[])[array_position($2::text[], id)]
    ORDER BY id FOR UPDATE) AS locked),
held AS (SELECT (SELECT current FROM held_0) AND (SELECT sequence FROM known WHERE tenant = $1::text AND kind = 'township' AND id = $1::text) IS NOT DISTINCT FROM $4::int AS current),
fresh AS (
  INSERT INTO inbox (consumer, tenant, source, message_id, type, digest)
  SELECT $5::text, $1::text, $6::text, $7::text, $8::text, $9::bytea
  FROM held WHERE current
  ON CONFLICT DO NOTHING RETURNING true),
changed_0 AS (
  INSERT INTO "ballot" (tenant, id, state, version, data, changed_at)
  SELECT $1::text, id, state, version, data::jsonb, $15::timestamptz
  FROM fresh, (VALUES ($10::text, $11::text, $12::int, $13::int, $14::text, 1)) AS given (id, state, version, seen, data, number)
  ON CONFLICT (tenant, id) DO UPDATE SET state = excluded.state, version = excluded.version,
  data = excluded.data, changed_at = excluded.changed_at),
side_0 AS (
  INSERT INTO "votes" ("tenant", "ballot_id", "voter")
  SELECT given."tenant", given."ballot_id", given."voter"
  FROM fresh, jsonb_populate_recordset(NULL::"votes", ($16::text)::jsonb) AS given),
entered AS (
  INSERT INTO journal (tenant, id, type, subject, sequence, time, correlation, body, available_at, dedupe_key, asker, public, vouched)
  SELECT $1::text, id, type, subject, sequence, time, correlation, body, available_at, dedupe_key, asker, public, vouched
  FROM fresh, (VALUES ($17::text, $18::text, $19::text, $20::int, $21::timestamptz, $22::text, $23::text, $24::timestamptz, $25::text, $26::text, $27::text, $28::text, 1)) AS given (id, type, subject, sequence, time, correlation, body, available_at, dedupe_key, asker, public, vouched, number)
  ORDER BY number)
SELECT current, EXISTS (SELECT 1 FROM fresh) AS fresh FROM held;
