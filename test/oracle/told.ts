/** What a command has told, read as loosely as a person would: its result, its reasons, and the records on the list of rejects. */
import { readFile } from "node:fs/promises";
import { BUCKETS } from "../simulation/checks.js";
import type { Ended } from "./commands.js";

/** The `result` of `--json`, as far as the oracle looks at it. */
export interface Result {
  readonly reason: string;
  readonly events: Readonly<Record<string, number>>;
  readonly aside: Readonly<Record<string, number>>;
  readonly not_written: number;
  readonly incremental_token: unknown;
}

export function resultOf({ stdout }: Ended): Result | undefined {
  try {
    const said = JSON.parse(stdout) as { result: Partial<Result> | null };
    return said.result?.events ? (said.result as Result) : undefined;
  } catch {
    return undefined;
  }
}

/** I2: what does not add up; undefined when all does. */
export function whatIsLeftOver({ events, aside, not_written }: Result): string | undefined {
  const sum = BUCKETS.reduce((all, bucket) => all + (events[bucket] ?? 0), 0);
  const ended = sum - (aside.write_failure ?? 0) + not_written;
  return ended === events.read_success ? undefined : `${events.read_success} were read, and ${ended} ended`;
}

/** A word about the order of a list, its filter, its form, or that it lacks something. */
export function speaksOfTheList({ stdout, stderr }: Ended): boolean {
  const words =
    /says that it has|order|sort|ascend|descend|seek|edge|inclusive|exclusive|filter|\btotal|missed|lacks|passed over|shift|form of/i;
  return `${stdout}\n${stderr}`.split("\n").some((line) => !/npx |^\s*next:/i.test(line) && words.test(line));
}

/** Which records a list of rejects names, by key, by id, and how many it names without a key. */
export class Rejects {
  readonly keys = new Set<string>();
  readonly ids = new Set<number>();
  keyless = 0;

  /** Whether a record is named, or may be one of those that are counted without a key. */
  tells({ id, ref }: { readonly id: number; readonly ref: string | number | null }): boolean {
    const isKeyless = ref === "" || ref === null;
    return (
      this.ids.has(id) ||
      [ref, id].some((key) => this.keys.has(String(key))) ||
      (isKeyless && this.keyless > 0)
    );
  }

  /** Takes in what `rejects list` or `rejects show` printed with `--json`. */
  async read(stdout: string): Promise<void> {
    let said: unknown;
    try {
      said = JSON.parse(stdout);
    } catch {
      return;
    }
    await this.#walk(said);
  }

  async #walk(value: unknown): Promise<void> {
    if (Array.isArray(value)) {
      for (const one of value) await this.#walk(one);
      return;
    }
    if (value === null || typeof value !== "object") return;
    const { key, keys, id, v, path, bucket } = value as Record<string, unknown>;
    if (Array.isArray(keys)) for (const one of keys) this.keys.add(String(one));
    if (typeof id === "number" && typeof v === "number") this.ids.add(id);
    if (typeof key === "string" || typeof key === "number") this.keys.add(String(key));
    else if (bucket !== undefined || key === null) this.keyless += 1;
    if (typeof path === "string" && path.endsWith(".jsonl")) await this.#readLines(path);
    for (const one of Object.values(value)) await this.#walk(one);
  }

  async #readLines(path: string): Promise<void> {
    for (const line of (await readFile(path, "utf8")).split("\n")) {
      if (line.endsWith("}")) await this.#walk(JSON.parse(line));
    }
  }
}
