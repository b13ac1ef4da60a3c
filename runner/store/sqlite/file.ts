/** Opens the SQLite file of the state: private to the user, in WAL mode, and certain to be ours and undamaged. */
import { access, constants, mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import Database from "libsql";
import { createSqliteFile } from "./create.js";
import { isBusy, sqliteFault } from "./fault.js";
import { adoptTables, emptyFault, pragma } from "./layout.js";

/** How long SQLite waits for another process that writes. */
const busyMs = 5000;

/** Up to this size every page is looked at when the file is opened (about 40 ms); in a larger one a damaged page is found when it is read. */
const CHECKED_BYTES = 32 * 2 ** 20;

/** What every SQLite database begins with. */
const HEADER_BYTES = 100;

/**
 * Opens or creates the file.
 *
 * A file that is there must not be opened beside SQLite: closing it would drop the locks that another connection of this process
 * holds. The next process to close the file would then believe itself alone with it and delete the -wal file, and what this
 * process writes from then on would be lost without a word (I3).
 *
 * @param path absolute
 * @param shown the path as the user gave it, for messages
 * @throws Fault STORE_FAILED when it cannot be opened, STORE_CORRUPT when it is empty, of another program or of a newer version
 */
export async function openSqliteFile(path: string, shown: string): Promise<Database.Database> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    if (!(await exists(path))) await createSqliteFile(path);
    await access(path, constants.R_OK | constants.W_OK);
    const { size } = await stat(path);
    // SQLite would take it for a new database, and throw away the -wal file beside it.
    if (size < HEADER_BYTES) throw emptyFault(shown, size === 0 ? "is empty" : `has ${size} bytes`);
    const database = new Database(path, { timeout: busyMs });
    await whenFree(() => prepareFile(database, shown, size));
    return database;
  } catch (error) {
    throw sqliteFault(shown, error);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
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

function prepareFile(database: Database.Database, shown: string, size: number): void {
  if (size <= CHECKED_BYTES) check(database, "1");
  adoptTables(database, shown);
  // That the file is shorter than it says SQLite finds without being asked.
  if (size > CHECKED_BYTES) check(database, "lease");
  pragma(database, "journal_mode = WAL");
}

function check(database: Database.Database, what: string): void {
  if (pragma(database, `quick_check(${what})`) === "ok") return;
  throw Object.assign(new Error("quick_check failed"), { code: "SQLITE_CORRUPT" });
}
