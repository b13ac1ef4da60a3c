/**
 * The steps of the store as SQL. Each is one statement and so one transaction: a process that is frozen between two statements
 * of a longer one would keep the lease locked in the server, and nobody could take it over.
 */

/** Whatever the user's databases sort by, keys are compared byte by byte. */
const key = 'text COLLATE "C"';

/** Several at once are one transaction. The lock is for those who start together: IF NOT EXISTS alone lets two create the same. */
export const createTables = `
SELECT pg_advisory_xact_lock(8319395793566789475);
CREATE TABLE IF NOT EXISTS sync_runner_state (key ${key} PRIMARY KEY, value text NOT NULL);
CREATE TABLE IF NOT EXISTS sync_runner_lease (
  workflow_id ${key} PRIMARY KEY, epoch bigint NOT NULL, run_id text NOT NULL, action text NOT NULL,
  owner text NOT NULL, since bigint NOT NULL, expires bigint NOT NULL, expires_monotonic bigint NOT NULL
);
ALTER TABLE sync_runner_lease
  ADD COLUMN IF NOT EXISTS lineage text NOT NULL DEFAULT '', ADD COLUMN IF NOT EXISTS revision bigint NOT NULL DEFAULT 0;`;

/** Looked at first, so that a user who may not create anything can use what is there. Version 0.1.0 made two columns less. */
export const hasTables = `
SELECT to_regclass('sync_runner_state') IS NOT NULL AND (
  SELECT count(*) FROM pg_attribute
  WHERE attrelid = to_regclass('sync_runner_lease') AND attname IN ('lineage', 'revision') AND NOT attisdropped
) = 2 AS found`;

export const getValue = "SELECT value FROM sync_runner_state WHERE key = $1";

export const getValues = "SELECT key, value FROM sync_runner_state WHERE key = ANY ($1::text[])";

export const setValue = `
INSERT INTO sync_runner_state (key, value) VALUES ($1, $2)
ON CONFLICT (key) DO UPDATE SET value = excluded.value RETURNING value`;

export const removeValue = "DELETE FROM sync_runner_state WHERE key = $1 RETURNING key";

export const removeValues = "DELETE FROM sync_runner_state WHERE starts_with(key, $1)";

export const listValues = `
SELECT key, value FROM sync_runner_state
WHERE key >= $1 AND key < $2 AND key IS DISTINCT FROM $3 ORDER BY key LIMIT $4`;

export const getLease = "SELECT * FROM sync_runner_lease WHERE workflow_id = $1";

export const insertLease = `
INSERT INTO sync_runner_lease
  (workflow_id, epoch, run_id, action, owner, since, expires, expires_monotonic, lineage, revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1) ON CONFLICT DO NOTHING RETURNING lineage, revision`;

/** $10, $11, $12: epoch, run_id and expires that were seen. */
export const takeLease = `
UPDATE sync_runner_lease
SET epoch = $2, run_id = $3, action = $4, owner = $5, since = $6, expires = $7, expires_monotonic = $8,
  lineage = CASE lineage WHEN '' THEN $9 ELSE lineage END, revision = revision + 1
WHERE workflow_id = $1 AND epoch = $10 AND run_id = $11 AND expires = $12 RETURNING lineage, revision`;

/** Only the current, unreleased lease. $1, $2, $3: workflow_id, epoch, run_id. */
const current = "workflow_id = $1 AND epoch = $2 AND run_id = $3 AND expires > 0";

export const renewLease = `
UPDATE sync_runner_lease SET expires = $4, expires_monotonic = $5 WHERE ${current} RETURNING epoch`;

/** What the server says when the last statement finds that not all is stored as it was given. */
export const alteredWords = "was stored as another value";

/**
 * $4, $5: keys, and values or NULL for what is removed. The update of the lease waits for whoever is just taking it over and then
 * looks again, and holds up whoever comes after. What was stored is compared as it stands in the rows; a difference ends in an error,
 * so that nothing of it stays.
 */
export const commit = `
WITH held AS (UPDATE sync_runner_lease SET revision = revision + 1 WHERE ${current} RETURNING revision),
change AS (SELECT one.key, one.value FROM held, unnest($4::text[], $5::text[]) AS one (key, value)),
removed AS (
  DELETE FROM sync_runner_state WHERE key IN (SELECT key FROM change WHERE value IS NULL) RETURNING key
),
written AS (
  INSERT INTO sync_runner_state (key, value) SELECT key, value FROM change WHERE value IS NOT NULL
  ON CONFLICT (key) DO UPDATE SET value = excluded.value RETURNING key, value
),
altered AS (
  SELECT key FROM change LEFT JOIN written USING (key)
  WHERE change.value IS NOT NULL AND written.value IS DISTINCT FROM change.value
  UNION ALL
  SELECT key FROM change JOIN sync_runner_state USING (key) LEFT JOIN removed USING (key)
  WHERE change.value IS NULL AND removed.key IS NULL
)
SELECT CASE count(altered.key) WHEN 0 THEN held.revision ELSE (count(altered.key) || ' ${alteredWords}')::bigint END AS revision
FROM held LEFT JOIN altered ON true GROUP BY held.revision`;
