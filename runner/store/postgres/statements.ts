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
);`;

/** Looked at first, so that a user who may not create anything can use what is there. */
export const hasTables =
  "SELECT to_regclass('sync_runner_state') IS NOT NULL AND to_regclass('sync_runner_lease') IS NOT NULL AS found";

export const getValue = "SELECT value FROM sync_runner_state WHERE key = $1";

export const setValue = `
INSERT INTO sync_runner_state (key, value) VALUES ($1, $2)
ON CONFLICT (key) DO UPDATE SET value = excluded.value RETURNING value`;

export const removeValue = "DELETE FROM sync_runner_state WHERE key = $1 RETURNING key";

export const removeValues = "DELETE FROM sync_runner_state WHERE starts_with(key, $1)";

export const allValues = "SELECT key, value FROM sync_runner_state WHERE starts_with(key, $1) ORDER BY key";

export const getLease = "SELECT * FROM sync_runner_lease WHERE workflow_id = $1";

export const insertLease = `
INSERT INTO sync_runner_lease (workflow_id, epoch, run_id, action, owner, since, expires, expires_monotonic)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING epoch`;

/** $9, $10, $11: epoch, run_id and expires that were seen. */
export const takeLease = `
UPDATE sync_runner_lease
SET epoch = $2, run_id = $3, action = $4, owner = $5, since = $6, expires = $7, expires_monotonic = $8
WHERE workflow_id = $1 AND epoch = $9 AND run_id = $10 AND expires = $11 RETURNING epoch`;

/** Only the current, unreleased lease. $1, $2, $3: workflow_id, epoch, run_id. */
const current = "workflow_id = $1 AND epoch = $2 AND run_id = $3 AND expires > 0";

export const renewLease = `
UPDATE sync_runner_lease SET expires = $4, expires_monotonic = $5 WHERE ${current} RETURNING epoch`;

/**
 * FOR UPDATE waits for whoever is just taking the lease over and then looks again, and holds up whoever comes after. What is
 * answered as `value` is read from the row as it was stored.
 */
export const setFenced = `
WITH held AS (SELECT epoch FROM sync_runner_lease WHERE ${current} FOR UPDATE),
written AS (
  INSERT INTO sync_runner_state (key, value) SELECT $4::text, $5::text FROM held
  ON CONFLICT (key) DO UPDATE SET value = excluded.value RETURNING value
)
SELECT (SELECT count(*) FROM held) AS held, (SELECT value FROM written) AS value`;
