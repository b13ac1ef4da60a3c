/** Makes a world that fails small: what can be left out, or be usual, without it ceasing to fail in the same way is left out. */
import type { Fault, RecordSpec, Step, WorldSpec } from "./spec.js";

/** The simplest world: whatever it says of a key is what a key is set to. */
const usual = {
  paging: "next",
  form: "iso",
  order: "sorted",
  filter: "inclusive",
  total: "none",
  promise: "none",
  overlap: false,
  each: false,
  one: false,
  key: "id",
  incremental: true,
  concurrency: 1,
  pipeline: {},
  limits: undefined,
  pageSize: 10,
} as const satisfies Partial<WorldSpec>;

/** Worlds that are a little simpler, the much simpler ones first. */
export function* simpler(world: WorldSpec): Generator<WorldSpec> {
  for (const steps of shorter(world.steps)) yield { ...world, steps };
  for (const records of shorter(world.records)) yield { ...world, records };
  for (const [key, value] of Object.entries(usual)) {
    const own = world[key as keyof WorldSpec];
    if (JSON.stringify(own) !== JSON.stringify(value)) yield { ...world, [key]: value };
  }
  for (const [at, step] of world.steps.entries()) {
    for (const other of simplerSteps(step)) yield { ...world, steps: replaced(world.steps, at, other) };
  }
  for (const [at, record] of world.records.entries()) {
    for (const other of simplerRecords(record, at))
      yield { ...world, records: replaced(world.records, at, other) };
  }
}

function* simplerSteps(step: Step): Generator<Step> {
  if (step.do === "edit") {
    for (const edits of shorter(step.edits)) if (edits.length > 0) yield { ...step, edits };
    for (const [at, edit] of step.edits.entries()) {
      if (edit.do === "add" && (edit.kind || edit.ref))
        yield { ...step, edits: replaced(step.edits, at, { do: "add" }) };
      if (edit.do !== "add" && edit.pick > 0)
        yield { ...step, edits: replaced(step.edits, at, { ...edit, pick: edit.pick >> 1 }) };
    }
    return;
  }
  for (const key of Object.keys(step)) {
    if (key === "do") continue;
    const { [key as keyof Step]: _, ...rest } = step;
    yield rest as Step;
  }
  if ((step.do !== "run" && step.do !== "replay") || !step.faults) return;
  for (const faults of shorter(step.faults)) yield { ...step, faults };
  for (const [at, fault] of step.faults.entries()) {
    for (const other of simplerFaults(fault)) yield { ...step, faults: replaced(step.faults, at, other) };
  }
}

function* simplerFaults(fault: Fault): Generator<Fault> {
  if (fault.nth > 1) yield { ...fault, nth: fault.nth - 1 };
  if (fault.do !== "edit" && fault.times !== undefined) yield { ...fault, times: undefined };
}

function* simplerRecords(record: RecordSpec, at: number): Generator<RecordSpec> {
  for (const key of ["kind", "drop", "bad", "ref", "future"] as const) {
    if (record[key] !== undefined) yield { ...record, [key]: undefined };
  }
  if (record.t === undefined || record.t > at) yield { ...record, t: at };
}

/** The list without halves, quarters, and so on to single elements. */
function* shorter<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let size = Math.ceil(list.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < list.length; from += size)
      yield [...list.slice(0, from), ...list.slice(from + size)];
  }
}

function replaced<T>(list: readonly T[], at: number, by: T): T[] {
  return list.map((one, index) => (index === at ? by : one));
}
