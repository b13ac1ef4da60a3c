/** The files of results that a run is asked for: looked at before anything begins, so that nothing is lost by a slip. */
import { resolve } from "node:path";
import { Fault } from "../faults/fault.js";
import { realPath, refuseForeign } from "../report/replaceable.js";
import { ITEMS, TRACE } from "../report/results.js";
import { storeUrl } from "./settings.js";
import type { Shell } from "./shell.js";

interface Asked {
  readonly trace?: string;
  readonly items?: string;
  readonly store?: string;
  readonly sandbox?: boolean;
}

/** @throws Fault USAGE, DISK_FAILED */
export function refuseResults(shell: Shell, pipeline: string, asked: Asked): void {
  const { trace, items } = asked;
  const files = [
    ...(items === undefined || items === "-" ? [] : [{ file: items, results: ITEMS }]),
    ...(trace === undefined ? [] : [{ file: trace, results: TRACE }]),
  ].map(({ file, results }) => ({ path: resolve(shell.cwd, file), results }));
  const store = /^sqlite:(?:\/\/)?(.+)$/s.exec(storeUrl(shell, asked.store, asked.sandbox, pipeline))?.[1];
  const kept = store === undefined ? undefined : realPath(resolve(shell.cwd, store));
  for (const { path, results } of files) {
    refuseForeign(path, results);
    // A store has files beside it, too: `state.db-wal`.
    const real = realPath(path);
    if (kept !== undefined && (real === kept || real?.startsWith(`${kept}-`)))
      throw new Fault("USAGE", `${results.option} cannot be a file of the store`, {
        hint: "Name another file.",
      });
  }
  const [one, other] = files.map(({ path }) => realPath(path));
  if (one !== undefined && one === other)
    throw new Fault("USAGE", "--items and --trace name the same file", { hint: "Name two files." });
}
