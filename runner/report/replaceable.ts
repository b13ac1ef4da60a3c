/** What a command may replace: a file that an earlier command wrote for the same purpose, told by what stands in it, never by its name. */
import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
} from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { diskFault } from "../faults/disk-fault.js";
import { Fault } from "../faults/fault.js";

/** Files that a command writes. */
export interface Replaceable {
  /** What names the file, e.g. `--trace`. */
  readonly option: string;
  /** What such files hold, e.g. `a trace`. */
  readonly what: string;
  /** Whether a file that begins so is one of them. */
  readonly isOurs: (beginning: string) => boolean;
  /** They are always written for their owner alone, and their text does not tell enough. */
  readonly isPrivate?: boolean;
  /** The folders above it are made where there are none. */
  readonly isWithFolders?: boolean;
}

/** So much of a file tells what it is. */
const BEGINNING = 65_536;
/** The folder that holds what is remembered between runs. */
const STATE = ".sync-runner";

/**
 * Ends a command before it writes into a file of somebody else, or of the state.
 *
 * @returns whether there is a file, which may be replaced
 * @throws Fault USAGE; DISK_FAILED for a folder that is not there
 */
export function refuseForeign(
  path: string,
  { option, what, isOurs, isPrivate, isWithFolders }: Replaceable,
): boolean {
  const refuse = (why: string) =>
    new Fault("USAGE", `${option} cannot be ${basename(path)}: ${why}`, {
      hint: `Name a file that is not there yet; only ${what} that an earlier command wrote is replaced.`,
    });
  if (basename(path) === "-") throw refuse("`-` is no file");
  const real = realPath(path);
  if (real === undefined) throw refuse("it is a link that leads nowhere");
  if (real.split(sep).includes(STATE)) throw refuse(`${STATE} holds what is remembered between runs`);
  const found = statSync(real, { throwIfNoEntry: false });
  if (!found && isWithFolders) return false;
  try {
    accessSync(found ? real : dirname(real), constants.W_OK);
  } catch (error) {
    throw diskFault(path, "written", error);
  }
  if (!found) return false;
  if (found.isBlockDevice()) throw refuse("it is a disk");
  // A pipe or a terminal holds nothing, and a folder cannot be opened.
  if (!found.isFile() || found.size === 0) return true;
  // Windows keeps its rights elsewhere.
  const isShared = isPrivate === true && sep === "/" && (found.mode & 0o077) !== 0;
  if (isShared || !isOurs(beginningOf(real)))
    throw refuse(`what stands there is not ${what} of this command`);
  return true;
}

/** Where a file is or will be, behind all links; undefined for a link that leads nowhere. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw diskFault(path, "written", error);
  }
  // A pipe behind /dev/stdout has no path.
  if (statSync(path, { throwIfNoEntry: false })) return path;
  if (lstatSync(path, { throwIfNoEntry: false })) return undefined;
  const folder = realPath(dirname(path));
  return folder === undefined ? undefined : join(folder, basename(path));
}

function beginningOf(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const bytes = Buffer.alloc(BEGINNING);
    return bytes.toString("utf8", 0, readSync(file, bytes, 0, BEGINNING, 0));
  } catch (error) {
    throw diskFault(path, "read", error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
