/** The tables of the SQLite file, and how the file of an older version becomes one of this. */
import type Database from "libsql";
import { Fault } from "../../faults/fault.js";

/** Marks the file as ours, so that no other program's database is ever written to. "sync" in ASCII. */
const applicationId = 0x73796e63;
/** 1 is that of version 0.1.0. */
const layout = 2;

const generation = {
  lineage: "lineage TEXT NOT NULL DEFAULT ''",
  revision: "revision INTEGER NOT NULL DEFAULT 0",
} as const;

/** Makes the tables in a new file. */
export function createTables(database: Database.Database): void {
  inTransaction(
    database,
    `CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
     CREATE TABLE lease (
       workflow_id TEXT PRIMARY KEY, epoch INTEGER NOT NULL, run_id TEXT NOT NULL, action TEXT NOT NULL,
       owner TEXT NOT NULL, since INTEGER NOT NULL, expires INTEGER NOT NULL, expires_monotonic INTEGER NOT NULL,
       ${generation.lineage}, ${generation.revision}
     ) STRICT, WITHOUT ROWID;
     PRAGMA application_id = ${applicationId};
     PRAGMA user_version = ${layout};`,
  );
}

/**
 * Refuses what is not ours, and takes over what an older version made.
 *
 * @param shown the path as the user gave it, for messages
 * @throws Fault STORE_CORRUPT
 */
export function adoptTables(database: Database.Database, shown: string): void {
  const owner = pragma(database, "application_id");
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").raw().all([]) as [
    string,
  ][];
  if (owner !== applicationId && tables.length > 0) {
    throw new Fault("STORE_CORRUPT", `${shown} is the database of another program`, {
      hint: "choose another file with --store sqlite:PATH",
    });
  }
  if (!["state", "lease"].every((wanted) => tables.some(([name]) => name === wanted))) {
    throw emptyFault(shown, "holds no tables of sync-runner");
  }
  const version = Number(pragma(database, "user_version"));
  if (version > layout) {
    throw new Fault(
      "STORE_CORRUPT",
      `${shown} was written by a newer sync-runner (its layout is ${version})`,
      { hint: "use that version, or choose another file with --store sqlite:PATH" },
    );
  }
  if (version < layout) upgrade(database);
}

/** A file that is no store any more, if it was one: never a new store (I3). */
export function emptyFault(shown: string, says: string): Fault {
  return new Fault("STORE_CORRUPT", `the state store ${shown} ${says}: it was emptied or cut off`, {
    hint:
      "put the right file back; or remove this one and go on without what was stored " +
      "(`sync-runner state accept WORKFLOW_ID`)",
  });
}

export function pragma(database: Database.Database, text: string): unknown {
  const [row] = database.prepare(`PRAGMA ${text}`).all([]);
  return Object.values(row as Record<string, unknown>)[0];
}

/** Another process may be doing the same. */
function upgrade(database: Database.Database): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const there = database.prepare("SELECT name FROM pragma_table_info('lease')").raw().all([]) as [string][];
    for (const [name, column] of Object.entries(generation)) {
      if (!there.some(([one]) => one === name)) database.exec(`ALTER TABLE lease ADD COLUMN ${column}`);
    }
    database.exec(`PRAGMA user_version = ${layout}; COMMIT`);
  } catch (error) {
    if (database.inTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function inTransaction(database: Database.Database, statements: string): void {
  database.exec(`BEGIN IMMEDIATE; ${statements} COMMIT`);
}
