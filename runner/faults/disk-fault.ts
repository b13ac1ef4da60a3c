/** What the file system reports, as a Fault that names the path. */
import { Fault } from "./fault.js";

const hints: Readonly<Record<string, string>> = {
  ENOSPC: "free some space, then run the same command again",
  EDQUOT: "free some space, then run the same command again",
  EACCES: "give the user of this command the right to write there",
  EPERM: "give the user of this command the right to write there",
  EROFS: "choose a directory on a disk that can be written",
  ENOTDIR: "a part of this path is a file, not a directory",
  EEXIST: "a file is where a directory should be; move it away",
  EMFILE: "raise the limit of open files (ulimit -n)",
};

/** A Fault stays what it is. @example throw diskFault(".sync-runner/rejects/orders/r1.jsonl", "written", error) */
export function diskFault(path: string, done: "written" | "read" | "renamed", error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new Fault("DISK_FAILED", `${path} cannot be ${done}: ${code ?? message}`, {
    hint: code === undefined ? undefined : hints[code],
    cause: error,
  });
}

/** A file that could not be opened for want of something on this machine, whoever opened it; undefined for any other error. */
export function machineFault(error: unknown): Fault | undefined {
  const { code = "", path } = Object(error) as NodeJS.ErrnoException;
  if (error instanceof Fault || path === undefined || !Object.hasOwn(hints, code)) return undefined;
  return diskFault(path, "read", error);
}
