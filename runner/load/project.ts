/**
 * Where a project is. State and connectors belong to the project of a pipeline, not to the directory that a command happens to be
 * started in: one pipeline has one state and one lock wherever it is started from (I4).
 */
import { existsSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/** What only the folder of a project holds. */
const MARKS = [".sync-runner", ".git", "package.json"];

/**
 * The project of a folder: the nearest folder at or above it that holds `.sync-runner/`, `.git` or `package.json`; where there is
 * none, the nearest one that holds `connectors/`, else the folder itself. An installed package is part of the project that installed it: what is kept below `node_modules` is
 * gone with the next installation.
 *
 * @example projectOf("/srv/recruiting/pipelines") // "/srv/recruiting", which holds a package.json
 */
export function projectOf(folder: string): string {
  return above(folder, MARKS) ?? above(folder, ["connectors"]) ?? folder;
}

/** The nearest folder at or above one that holds any of these. */
function above(folder: string, names: readonly string[]): string | undefined {
  const holds = (one: string) =>
    !one.split(sep).includes("node_modules") && names.some((name) => existsSync(join(one, name)));
  for (let one = folder; ; one = dirname(one)) {
    if (holds(one)) return one;
    if (dirname(one) === one) return undefined;
  }
}
