/** Every shipped expression on real records gives in the engine of the runner what it gives in stock JSONata. */
import assert from "node:assert/strict";
import { test } from "node:test";
import jsonata from "jsonata";
import { realRecords, type Shipped, shippedExpressions } from "./shipped.js";
import { type Ending, isSame, ownOf, stockOf } from "./stock.js";

const records = realRecords();
const NOW = "2026-11-26T12:00:00.000Z";
/** A function waits for its answer in stock JSONata only, so the time is one that stands still. */
const clock = { now: () => NOW, millis: () => Date.parse(NOW) };

/** What an expression of a manifest can see, with a record in all the places where there may be one. */
function scopeOf(record: unknown, other: unknown): Record<string, unknown> {
  return {
    record,
    item: record,
    current: other,
    body: { data: record, meta: { maxPage: 2 }, ...(record as object) },
    status: 200,
    headers: { "content-type": "application/json" },
    accepted: true,
    page: 1,
    parameters: { source_key: "s", limit: 10, only_edit_fields: ["info", "tags"] },
    mode: "update",
    incremental: false,
    result: { data: record },
    form: record,
  };
}

/** A function is called with records, and one of a single parameter with every text in them. */
function callsOf({ text, ...shipped }: Shipped): Shipped[] {
  const tree = jsonata(text).ast();
  if (tree.type !== "lambda") return [{ ...shipped, text }];
  const call =
    tree.arguments?.length === 1
      ? `($f := ${text}; [$map(record.**, $f)])`
      : `($f := ${text}; $f(record, current, null))`;
  return [{ ...shipped, text: call }];
}

function isExpression({ text }: Shipped): boolean {
  // A path, which would be a regular expression as well.
  if (/^\/[\w/.-]*$/.test(text)) return false;
  try {
    jsonata(text);
    return true;
  } catch {
    return false;
  }
}

async function endingOf(evaluate: () => unknown): Promise<Ending> {
  try {
    return { value: JSON.stringify(await evaluate()) };
  } catch (error) {
    const { code, position, token } = error as { code?: unknown; position?: unknown; token?: unknown };
    return { code: code ?? String(error), position, token, details: undefined };
  }
}

const expressions = shippedExpressions().filter(isExpression).flatMap(callsOf);

test("there are expressions and records", () => {
  assert.ok(expressions.length > 300, `${expressions.length} expressions`);
  assert.ok(records.length > 100, `${records.length} records`);
});

test("every shipped expression gives what it gives in stock JSONata", async () => {
  let values = 0;
  for (const one of expressions) {
    const stock = stockOf(one.text, one);
    const own = ownOf(one.text, one);
    // Every expression sees some records of each kind: which ones differs from one to the next.
    for (let at = one.text.length % STRIDE; at < records.length; at += STRIDE) {
      const record = records[at];
      const scope = scopeOf(record, records[(at + 7) % records.length]);
      for (const input of [record, scope]) {
        const before = JSON.stringify(input);
        const wanted = await endingOf(() => stock.evaluate(structuredClone(input), clock));
        const given = await endingOf(() => own.evaluate(input, clock));
        if (!isSame(comparable(given), comparable(wanted)))
          assert.deepEqual(
            given,
            wanted,
            `${one.file}: ${one.text.slice(0, 500)} on ${before.slice(0, 300)}`,
          );
        assert.equal(JSON.stringify(input), before, `${one.text} changed its input`);
        if ("value" in given && given.value !== undefined) values += 1;
      }
    }
  }
  assert.ok(values > 1000, `only ${values} evaluations gave a value`);
});

const STRIDE = 23;

/** Functions of a connector stand in front of the expression in stock JSONata, so places differ. */
function comparable(ending: Ending): Ending {
  return "code" in ending ? { ...ending, position: undefined } : ending;
}
