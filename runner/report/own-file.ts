/** A file of results for the user alone: what stands in it is personal data, whatever the file was before. */
import { closeSync, fchmodSync, openSync, writeSync } from "node:fs";
import { diskFault } from "../faults/disk-fault.js";
import type { Fault } from "../faults/fault.js";

export interface OwnFile {
  /** Writes at once and in order, so that it stands there whatever comes. It throws nothing: `close` does. */
  write(text: string): void;
  /** @throws Fault DISK_FAILED when something could not be written */
  close(): void;
}

/** @throws Fault DISK_FAILED */
export function openOwnFile(path: string): OwnFile {
  let file: number;
  try {
    file = openSync(path, "w", 0o600);
    fchmodSync(file, 0o600);
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
