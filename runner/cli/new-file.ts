/** Files that a command makes for the user: one that is there is left as it is, whatever it holds. */
import { writeFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { Fault } from "../faults/fault.js";
import { plain } from "../faults/render.js";
import { makeFolder } from "../load/make-folder.js";
import type { Shell } from "./shell.js";

/**
 * Writes a file that is not there yet, with the folders above it, and says so.
 *
 * @returns false when there is one, which is left as it is
 */
export async function writeNew(path: string, text: string, shell: Shell): Promise<boolean> {
  const file = plain(relative(shell.cwd, path));
  try {
    await makeFolder(dirname(path));
    await writeFile(path, text, { flag: "wx" });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    const hint = "Choose a folder in which files can be made.";
    throw new Fault("DISK_FAILED", `${file} cannot be written (${code})`, { cause, hint });
  }
  shell.stdout.write(`wrote ${file}\n`);
  return true;
}
