/** The records of a page, each with its key and its cursor: both are evaluated once, when the page is there. */
import type { PullPlan } from "../compile/plan.js";
import type { Cursor } from "../cursors/forms.js";
import { Fault } from "../faults/fault.js";
import { asKey, type Key } from "../keys/keys.js";

export interface Row {
  readonly record: unknown;
  /** The natural key; undefined when the record has none. */
  readonly key: Key | undefined;
  /** The cursor as it came. */
  readonly own: Cursor | undefined;
  /** The cursor where it can be compared with those of the list. */
  cursor: Cursor | undefined;
  /** True where its cursor is above all that stand before it on its page. */
  isStep: boolean;
}

/** @param plan without a cursor where the run is not incremental */
export async function rowsOf(
  records: readonly unknown[],
  plan: Pick<PullPlan, "key" | "cursor">,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const record of records) {
    if (!isRecord(record)) {
      rows.push({ record, key: undefined, own: undefined, cursor: undefined, isStep: false });
      continue;
    }
    const key = asKey(await attempt(() => plan.key(record)));
    const cursor = await cursorOf(record, plan.cursor);
    rows.push({ record, key, own: cursor, cursor, isStep: false });
  }
  return rows;
}

/** The cursor of a record; undefined where it has none. */
export async function cursorOf(record: unknown, cursor: PullPlan["cursor"]): Promise<Cursor | undefined> {
  const value = isRecord(record) ? cursor?.value : undefined;
  return value && asCursor(await attempt(() => value({ record })));
}

/** What is no object is no record, whatever else it is. */
export function isRecord(record: unknown): boolean {
  return record !== null && typeof record === "object" && !Array.isArray(record);
}

/** @param what where the value stands, for the message @throws Fault HTTP_BAD_BODY for what is no record */
export function assertRecord(value: unknown, what: string): void {
  if (isRecord(value)) return;
  // A reject keeps the message alone.
  const several = Array.isArray(value)
    ? "; several of one, e.g. children of a parent, are read with `list.for`"
    : "";
  const kind = value === undefined ? "nothing" : `a ${typeof value}`;
  const shown = value === null ? "null" : Array.isArray(value) ? "a list" : kind;
  throw new Fault("HTTP_BAD_BODY", `${what} is ${shown}, not a record${several}`);
}

async function attempt(evaluate: () => unknown): Promise<unknown> {
  try {
    return await evaluate();
  } catch {
    return undefined;
  }
}

/** A text or a number that can be stored; undefined for anything else. */
export function asCursor(value: unknown): Cursor | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}
