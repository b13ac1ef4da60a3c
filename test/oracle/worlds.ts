/** Random worlds, from simple to odd, so that one that fails shrinks to a simple one. */
import fc from "fast-check";
import { type FormName, forms } from "./cursors.js";
import type { Edit, Fault, RecordSpec, Step, WorldSpec } from "./spec.js";

/** One value, once in so many times; otherwise nothing. Shrinks to nothing. */
function rarely<T>(value: fc.Arbitrary<T>, once = 8): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: once - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

/** Mostly the first; shrinks to it. */
function mostly<const T>(weight: number, first: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight, arbitrary: fc.constant(first) },
    { weight: 1, arbitrary: fc.constantFrom(first, ...others) },
  );
}

const always = fc.constant(true as const);
const kind = fc.constant("b" as const);
const ref = fc.constantFrom("number", "twin", "empty", "null", "shared");

const record: fc.Arbitrary<RecordSpec> = fc
  .record({
    t: fc.oneof({ weight: 3, arbitrary: fc.nat(200) }, { weight: 2, arbitrary: fc.nat(6) }),
    hasNoCursor: mostly(20, false, true),
    kind: rarely(kind, 2),
    drop: rarely(always, 6),
    bad: rarely(always, 30),
    ref: rarely(ref),
    future: rarely(always, 60),
  })
  .map(({ t, hasNoCursor, ...rest }) => sparse({ ...(hasNoCursor ? {} : { t }), ...rest }));

const late = rarely(fc.integer({ min: 1, max: 50 }), 5);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({ do: fc.constant("add" as const), kind: rarely(kind, 2), ref: rarely(ref), late })
      .map(sparse),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("change" as const, "change" as const, "delete" as const, "restore" as const),
      pick: fc.nat(59),
    }),
  },
);

const nth = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 1, arbitrary: fc.integer({ min: 5, max: 30 }) },
);
const times = rarely(fc.integer({ min: 2, max: 4 }), 3);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        at: fc.constantFrom("page" as const, "detail" as const, "one" as const),
        nth,
        times,
        do: fc.constantFrom(
          "reset" as const,
          "500" as const,
          "429" as const,
          "half" as const,
          "stop" as const,
        ),
      })
      .map(sparse),
  },
  {
    weight: 5,
    arbitrary: fc
      .record({
        at: fc.constantFrom(
          "write" as const,
          "write" as const,
          "note" as const,
          "look-up" as const,
          "list" as const,
          "archive" as const,
        ),
        nth,
        times,
        do: fc.constantFrom(
          "reset" as const,
          "lost" as const,
          "500" as const,
          "524" as const,
          "429" as const,
          "stop" as const,
        ),
      })
      .map(sparse),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      at: fc.constant("page" as const),
      nth,
      do: fc.constantFrom("empty" as const, "gap" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ at: fc.constant("page" as const), nth, do: fc.constant("edit" as const), edit }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      at: fc.constantFrom(
        "page" as const,
        "write" as const,
        "write" as const,
        "note" as const,
        "archive" as const,
      ),
      nth,
      do: fc.constantFrom("kill" as const, "kill-done" as const),
    }),
  },
);

const command: fc.Arbitrary<Step> = fc
  .record({
    do: mostly(4, "run" as const, "replay" as const, "replay" as const),
    dry: rarely(always, 20),
    whole: rarely(always, 4),
    limit: rarely(fc.integer({ min: 1, max: 12 }), 6),
    set: rarely(
      fc.constantFrom({ kind: "a" as const }, { kind: "b" as const }, { source: "two" as const }),
      8,
    ),
    refuse: rarely(
      fc.integer({ min: 1, max: 4 }).chain((of) => fc.record({ of: fc.constant(of), rest: fc.nat(of - 1) })),
      4,
    ),
    faults: rarely(fc.array(fault, { minLength: 1, maxLength: 3 }), 2),
  })
  .map((step) =>
    sparse(
      step.do === "run"
        ? step
        : { ...step, dry: undefined, whole: undefined, set: undefined, limit: undefined },
    ),
  );

const pipeline = fc
  .record({
    kind: rarely(fc.constantFrom("a" as const, "b" as const), 4),
    source: rarely(fc.constant("two" as const), 4),
    logics: rarely(always, 4),
  })
  .map(sparse);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 18, arbitrary: command },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant("edit" as const),
      edits: fc.array(edit, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 3, arbitrary: pipeline.map((said) => ({ do: "pipeline" as const, ...said })) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("store" as const),
      how: fc.constantFrom("emptied" as const, "older" as const),
    }),
  },
);

/** A random world. */
export const worlds: fc.Arbitrary<WorldSpec> = fc
  .record({
    records: fc.oneof(
      { weight: 4, arbitrary: fc.array(record, { maxLength: 15, size: "max" }) },
      { weight: 1, arbitrary: fc.array(record, { maxLength: 60, size: "max" }) },
    ),
    pageSize: fc.constantFrom(10, 5, 4, 3, 2, 1),
    paging: fc.constantFrom("next" as const, "page" as const, "token" as const),
    form: mostly(1, "iso", ...(Object.keys(forms) as FormName[])),
    order: mostly(4, "sorted", "descending", "shuffled", "in-pages", "blocks"),
    filter: mostly(4, "inclusive", "exclusive", "rounding"),
    total: fc.constantFrom(
      "none" as const,
      "number" as const,
      "text" as const,
      "more" as const,
      "page" as const,
    ),
    promise: fc.constantFrom(...(["none", "ascending", "seek", "ascending", "seek", "descending"] as const)),
    parts: rarely(always, 6),
    overlap: fc.boolean(),
    each: mostly(4, false, true),
    one: mostly(2, false, true),
    key: mostly(2, "id", "ref"),
    target: fc.constantFrom(
      "update" as const,
      "create" as const,
      "blind" as const,
      "steps" as const,
      "mirror" as const,
    ),
    incremental: mostly(6, true, false),
    concurrency: mostly(2, 1, 4),
    pipeline: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: pipeline }),
    steps: fc.array(step, { minLength: 1, maxLength: 6, size: "max" }),
    limits: rarely(fc.integer({ min: 1, max: 7 }), 12),
  })
  .map(possible);

/** The same world without what cannot be, or what nobody could notice. */
function possible(world: WorldSpec): WorldSpec {
  const { isInstant } = forms[world.form];
  let shifts = 0;
  // Behind a store that was lost nothing more can be told.
  const lost = world.steps.findIndex((one) => one.do === "store");
  const steps = world.steps.slice(0, lost === -1 ? undefined : lost + 1).map((one) => {
    if (one.do !== "run" || !one.faults) return one;
    const faults = one.faults.filter(({ do: name }) => {
      if (name !== "edit" && name !== "empty" && name !== "gap") return true;
      shifts += 1;
      // What is missing in two lists, by two such accidents, is gone for whoever reads them.
      return world.target !== "mirror" || shifts === 1;
    });
    return { ...one, faults };
  });
  return sparse({ ...world, overlap: world.overlap && isInstant, steps });
}

/** Without the keys that hold nothing, so that what is printed is short. */
function sparse<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;
}
