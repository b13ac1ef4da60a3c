/** Reads the rows of the fault programme: one file a row, what is broken and what has to hold all the same. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { FaultSpec } from "./actions.js";
import type { Given } from "./world.js";

/** A protection of the runner, as it stands in the code that is run; without it the row has to fail. */
export interface Protection {
  /** Below `dist/`, e.g. `runner/http/retry.js`. */
  readonly in: string;
  /** Text that stands there once. */
  readonly cut: string;
  /** What stands there in its place. */
  readonly put: string;
}

export interface Case {
  readonly name: string;
  /** The driver that runs it; `run` when left out. */
  readonly how?: string;
  readonly given?: Given;
  /** An action of the origin; `create_people` when left out. */
  readonly action?: string;
  readonly incremental?: boolean;
  /** Further lines of the pipeline. */
  readonly pipeline?: string;
  /** Further options of the command. */
  readonly options?: readonly string[];
  /** Further names of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly faults?: readonly FaultSpec[];
  readonly expect?: Readonly<Record<string, unknown>>;
  /** True: the run happens in the process of the test, where neither memory nor signals nor a crash are the point. */
  readonly inside?: boolean;
  /** What a driver other than `run` needs. */
  readonly [more: string]: unknown;
}

export interface Row {
  /** As in `N1`. */
  readonly row: string;
  /** What is broken. */
  readonly fault: string;
  /** What holds all the same. */
  readonly holds: string;
  readonly seeds?: readonly number[];
  /** What must be on the machine for some of its cases; without it they say that they are skipped. */
  readonly needs?: string;
  readonly cases: readonly Case[];
  readonly without?: readonly Protection[];
}

const KEYS = ["row", "fault", "holds", "seeds", "needs", "cases", "without"];

/** All rows, in the order of their names. */
export async function readRows(folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of (await readdir(folder)).filter((one) => one.endsWith(".yaml")).sort()) {
    const row = parse(await readFile(join(folder, name), "utf8")) as Row;
    const unknown = Object.keys(row).filter((key) => !KEYS.includes(key));
    if (
      unknown.length > 0 ||
      !name.startsWith(`${row.row}-`) ||
      !row.fault ||
      !row.holds ||
      !row.cases?.length
    ) {
      throw new Error(`${name} is no row: ${unknown.join(", ") || "row, fault, holds and cases are needed"}`);
    }
    rows.push(row);
  }
  return rows;
}
