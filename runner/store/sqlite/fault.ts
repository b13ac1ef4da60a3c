/** What SQLite and the file system report, in words that say which file and what to do. */
import { Fault } from "../../faults/fault.js";

const knownErrors: readonly (readonly [pattern: RegExp, says: string, hint: string])[] = [
  [
    /NOTADB|CORRUPT/,
    "is damaged or is not a SQLite database",
    "restore it from a backup, or move it away: without it the next run starts from the beginning",
  ],
  [
    /BUSY|LOCKED/,
    "has been locked by another process for more than 5 s",
    "find the program that keeps it open, e.g. a database browser or a backup, and end it",
  ],
  [/FULL|ENOSPC|EDQUOT/, "cannot grow: the disk is full", "free some space, then run the same command again"],
  [
    /READONLY|PERM|EACCES|EROFS/,
    "cannot be written",
    "check the permissions of the file and of its directory, or choose another place with --store sqlite:PATH",
  ],
  [
    /CANTOPEN|ConnectionFailed|ENOENT|ENOTDIR|EISDIR|EEXIST|ENAMETOOLONG/,
    "cannot be opened",
    "check that the path is a file in a directory that can be written, or choose another with --store sqlite:PATH",
  ],
  [/IOERR|EIO/, "cannot be read or written: the disk reports an error", "check the disk"],
];

/**
 * Turns an error of SQLite or of the file system into a Fault that names the file; a Fault stays what it is.
 *
 * @example throw sqliteFault(".sync-runner/state.db", error)
 */
export function sqliteFault(path: string, error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const found = knownErrors.find(([pattern]) => pattern.test(String(code || message)));
  const says = found?.[1] ?? `failed: ${message}`;
  return new Fault("STORE_FAILED", `the state store ${path} ${says}`, { hint: found?.[2], cause: error });
}

/** Whether another process was only in the way for the moment. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(String((error as NodeJS.ErrnoException).code));
}
