/** Any expression on any data gives in the engine of the runner what it gives in stock JSONata, errors included. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import jsonata from "jsonata";
import { data, expression } from "./generated.js";
import { mended } from "./mended.js";
import { isSame, ownEnding, stockEnding } from "./stock.js";

const RUNS = Number(process.env.EXPRESSIONS_RUNS ?? 4000);
const SEED = Number(process.env.EXPRESSIONS_SEED ?? 20261126);

test("any expression on any data ends as in stock JSONata", async () => {
  let values = 0;
  await fc.assert(
    fc.asyncProperty(expression, data, async (text, input) => {
      if (isWrong(text)) return;
      const before = JSON.stringify(input);
      const own = await ownEnding(text, input);
      assert.equal(JSON.stringify(input), before, "the input was changed");
      const stock = await stockEnding(text, structuredClone(input), mended);
      // Errors that stock JSONata never meant to give have no code.
      if ("code" in stock && !/^[A-Z]\d{4}$/.test(String(stock.code))) return;
      if ("value" in own && own.value !== undefined) values += 1;
      if (!isSame(own, stock, text)) assert.deepEqual(own, stock);
    }),
    { numRuns: RUNS, seed: SEED },
  );
  assert.ok(values > RUNS / 4, `only ${values} evaluations gave a value`);
});

/** What cannot be parsed, and what stock JSONata is wrong about: see runner/expressions/README.md. */
function isWrong(text: string): boolean {
  // A regular expression on the left of these signs is copied, and the copy is empty.
  if (/\/[^/]+\/[\s\S]*\?[?:]/.test(text)) return true;
  try {
    jsonata(text);
  } catch {
    return true;
  }
  return false;
}
