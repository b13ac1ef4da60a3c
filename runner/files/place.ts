/** Where a file of the folder lies: a plain name in the folder itself and nothing else, so that no name leads elsewhere (I7). */
import { constants } from "node:fs";
import { type FileHandle, lstat, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "./refusal.js";

/** How the rows of a file are written, by the ending of its name. */
export type Kind = "csv" | "jsonl";

export interface Place {
  readonly name: string;
  readonly kind: Kind;
  readonly path: string;
  /** The next version while it is written. */
  readonly next: string;
  /** What was confirmed and stands in no version yet, and the lock of whoever writes. */
  readonly pending: string;
}

/** No separator, no drive, no stream of Windows, nothing hidden, nothing that ends up as another name. */
const NAME = /^[\p{L}\p{N}_][^/\\:*?"<>|\p{C}]*\.(csv|jsonl)$/u;
/** What Windows takes for a device, whatever the ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)\./i;
const LONGEST = 200;
const SHOWN = 5;

/**
 * @param folder its real path
 * @throws {Refusal} 400
 * @example placeOf("/srv/exports", "people.csv").path // "/srv/exports/people.csv"
 */
export function placeOf(folder: string, name: string): Place {
  const [, kind] = NAME.exec(name) ?? [];
  if (kind === undefined || DEVICE.test(name) || Buffer.byteLength(name) > LONGEST)
    throw new Refusal(
      400,
      "`file` is no name of a file in the folder of --files: write a plain name that ends in .csv or .jsonl, without folders",
    );
  const beside = (ending: string) => join(folder, `.${name}.${ending}`);
  const own = { name, kind: kind as Kind, path: join(folder, name) };
  return { ...own, next: beside("next"), pending: beside("pending") };
}

/**
 * Whether there is a regular file, not followed through any link.
 *
 * @throws {Refusal} 403 for a link, a folder or a device
 */
export async function isThere(path: string, name: string): Promise<boolean> {
  const facts = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (facts === undefined) return false;
  if (facts.isFile()) return true;
  const what = facts.isSymbolicLink() ? "a link" : "no regular file";
  throw new Refusal(
    403,
    `${name} is ${what}: only regular files in the folder of --files are read and written; put the file itself there`,
  );
}

/** Opens a file to read it. @throws {Refusal} 403, 404 with the names that there are */
export async function openPlace({ path, name }: Place, folder: string): Promise<FileHandle> {
  if (!(await isThere(path, name))) {
    const names = (await readdir(folder)).filter((one) => NAME.test(one)).sort();
    const more = names.length > SHOWN ? ", …" : "";
    const there = names.length === 0 ? "no .csv or .jsonl file" : names.slice(0, SHOWN).join(", ") + more;
    throw new Refusal(404, `there is no ${name} in the folder of --files; there is ${there}`);
  }
  // A link that was put there a moment ago is not followed, and a pipe not waited for.
  const file = await open(
    path,
    constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
  );
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new Refusal(403, `${name} is no regular file`);
}
