/**
 * Makes the SQLite file of a new store: under another name, and given its own when it is whole. So a file that is empty or cut off is
 * never one that a runner was just making (I3).
 */
import { randomBytes } from "node:crypto";
import { constants, copyFile, link, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import Database from "libsql";
import { createTables } from "./layout.js";

/** What the file systems answer that know no second name for a file. */
const NO_LINKS = /^(EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS|EMLINK)$/;

/** Leaves the file that is there when another process was faster. Private to the user; its -wal and -shm files copy the mode. */
export async function createSqliteFile(path: string): Promise<void> {
  const made = `${path}.${randomBytes(6).toString("hex")}.new`;
  try {
    // SQLite would create it readable by everybody.
    await (await open(made, "wx", 0o600)).close();
    const database = new Database(made);
    createTables(database);
    database.close();
    await publish(made, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(made, { force: true });
  }
  await syncDirectory(dirname(path));
}

async function publish(made: string, path: string): Promise<void> {
  try {
    await link(made, path);
  } catch (error) {
    if (!NO_LINKS.test(String((error as NodeJS.ErrnoException).code))) throw error;
    await copyFile(made, path, constants.COPYFILE_EXCL);
  }
}

/** A file is only sure to be found after a power cut when its directory is on the disk too. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
