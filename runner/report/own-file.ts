/** A file of results for the user alone: what stands in it is personal data, whatever the file was before. */
import { closeSync, existsSync, fchmodSync, openSync, writeSync } from "node:fs";
import { basename } from "node:path";
import { diskFault } from "../faults/disk-fault.js";
import { Fault } from "../faults/fault.js";

export interface OwnFile {
  /** Writes at once and in order, so that it stands there whatever comes. It throws nothing: `close` does. */
  write(text: string): void;
  /** @throws Fault DISK_FAILED when something could not be written */
  close(): void;
}

/** Names of files that people write: an option that names one of these is a slip. */
const WRITTEN =
  /(?:\.(?:ya?ml|jsonata|schema\.json|[cm]?[jt]s|md|lock)|(?:^|[/\\])(?:\.env[^/\\]*|package(?:-lock)?\.json))$/i;

/**
 * Opens a file of results anew.
 *
 * @throws Fault USAGE for a file that is there and that somebody has written, such as a manifest; DISK_FAILED
 */
export function openOwnFile(path: string): OwnFile {
  if (WRITTEN.test(path) && existsSync(path)) {
    const hint = "Name another file for the results; what was written by earlier commands is replaced.";
    throw new Fault("USAGE", `${basename(path)} is there, and looks like a file of the project`, { hint });
  }
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
