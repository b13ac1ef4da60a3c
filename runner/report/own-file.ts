/** A file of results for the user alone: what stands in it is personal data, whatever rights the file had before. */
import { closeSync, fchmodSync, fstatSync, openSync, writeSync } from "node:fs";
import { diskFault } from "../faults/disk-fault.js";
import type { Fault } from "../faults/fault.js";
import { type Replaceable, refuseForeign } from "./replaceable.js";

export interface OwnFile {
  /** Writes at once and in order, so that it stands there whatever comes. It throws nothing: `close` does. */
  write(text: string): void;
  /** @throws Fault DISK_FAILED when something could not be written */
  close(): void;
}

/**
 * Opens a file of results anew.
 *
 * @throws Fault USAGE for a file that no earlier command wrote as such results; DISK_FAILED
 */
export function openOwnFile(path: string, results: Replaceable): OwnFile {
  const isThere = refuseForeign(path, results);
  let file: number;
  try {
    // What somebody has made since it was looked for is no older result.
    file = openSync(path, isThere ? "w" : "wx", 0o600);
    // A device belongs to everybody.
    if (fstatSync(file).isFile()) fchmodSync(file, 0o600);
  } catch (error) {
    throw diskFault(path, "written", error);
  }
  let failed: Fault | undefined;
  return {
    write(text) {
      if (failed || text === "") return;
      try {
        writeSync(file, text);
      } catch (error) {
        failed = diskFault(path, "written", error);
      }
    },
    close() {
      closeSync(file);
      if (failed) throw failed;
    },
  };
}
