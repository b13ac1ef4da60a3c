/** Where a file really lies, behind all its links: a name that stays inside a folder says nothing of where it leads (I7). */
import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { whyNot } from "./file.js";

/** What became of the search for a file: where it really lies, that it lies outside, or why it cannot be had. */
export type Found =
  | { readonly path: string }
  | { readonly isOutside: true }
  | { readonly isMissing: true }
  | { readonly why: string };

/**
 * Looks for a regular file that has to lie in one of the folders or below.
 *
 * @example findInside("/me/connectors/x/format.jsonata", ["/me/connectors/x"])
 */
export function findInside(file: string, folders: readonly string[]): Found {
  const isInside = (path: string) =>
    folders.some((folder) => {
      const real = realOf(folder);
      return path.startsWith(real.endsWith(sep) ? real : real + sep);
    });
  try {
    const path = realpathSync(file);
    if (!isInside(path)) return { isOutside: true };
    return statSync(path).isFile() ? { path } : { isMissing: true };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "ENOTDIR") return { why: whyNot(error as NodeJS.ErrnoException) };
    return isInside(join(realOf(dirname(file)), basename(file))) ? { isMissing: true } : { isOutside: true };
  }
}

/** The real path; of what does not exist the path itself. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
