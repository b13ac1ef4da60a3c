/** Opens the SQLite file of the state: private to the user, in WAL mode, and certain to be ours and undamaged. */
import { access, constants, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import Database from "libsql";
import { Fault } from "../../faults/fault.js";
import { isBusy, sqliteFault } from "./fault.js";

/** How long SQLite waits for another process that writes. */
const busyMs = 5000;
/** Marks the file as ours, so that no other program's database is ever written to. "sync" in ASCII. */
const applicationId = 0x73796e63;
const schemaVersion = 1;

const schema = `
  CREATE TABLE IF NOT EXISTS state (
    key TEXT PRIMARY KEY, value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS lease (
    workflow_id TEXT PRIMARY KEY, epoch INTEGER NOT NULL, run_id TEXT NOT NULL, action TEXT NOT NULL,
    owner TEXT NOT NULL, since INTEGER NOT NULL, expires INTEGER NOT NULL, expires_monotonic INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${schemaVersion};
`;

/**
 * Opens or creates the file.
 *
 * @param path absolute
 * @param shown the path as the user gave it, for messages
 * @throws Fault STORE_FAILED when it cannot be opened, STORE_CORRUPT when it belongs to another program or a newer version
 */
export async function openSqliteFile(path: string, shown: string): Promise<Database.Database> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await createFile(path);
    const database = new Database(path, { timeout: busyMs });
    await whenFree(() => prepareFile(database, shown));
    return database;
  } catch (error) {
    throw sqliteFault(shown, error);
  }
}

/**
 * SQLite would create it readable by everybody; its -wal and -shm files copy this mode.
 *
 * A file that is there must not be opened beside SQLite: closing it would drop the locks that another connection of this process
 * holds. The next process to close the file would then believe itself alone with it and delete the -wal file, and what this
 * process writes from then on would be lost without a word (I3).
 */
async function createFile(path: string): Promise<void> {
  try {
    await (await open(path, "ax", 0o600)).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    await access(path, constants.R_OK | constants.W_OK);
  }
}

/** The change to WAL mode and the recovery after a crash answer "busy" at once, without the wait SQLite does elsewhere. */
async function whenFree(work: () => void): Promise<void> {
  const until = performance.now() + busyMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
      await delay(20);
    }
  }
}

function prepareFile(database: Database.Database, shown: string): void {
  if (pragma(database, "quick_check(1)") !== "ok") {
    throw Object.assign(new Error("quick_check failed"), { code: "SQLITE_CORRUPT" });
  }
  const tables = database.prepare("SELECT count(*) AS n FROM sqlite_master").get([]) as { n: number };
  const owner = pragma(database, "application_id");
  if (owner !== applicationId && (owner !== 0 || tables.n > 0)) {
    throw new Fault("STORE_CORRUPT", `${shown} is the database of another program`, {
      hint: "choose another file with --store sqlite:PATH",
    });
  }
  const version = Number(pragma(database, "user_version"));
  if (version > schemaVersion) {
    throw new Fault(
      "STORE_CORRUPT",
      `${shown} was written by a newer sync-runner (its layout is ${version})`,
      {
        hint: "use that version, or choose another file with --store sqlite:PATH",
      },
    );
  }
  pragma(database, "journal_mode = WAL");
  if (version === schemaVersion) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    database.exec(schema);
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

function pragma(database: Database.Database, text: string): unknown {
  const [row] = database.prepare(`PRAGMA ${text}`).all([]);
  return Object.values(row as Record<string, unknown>)[0];
}
