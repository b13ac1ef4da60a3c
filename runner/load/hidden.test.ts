import assert from "node:assert/strict";
import { test } from "node:test";
import { isHidden } from "./hidden.js";

/** The lines of a text that are hidden, by number. */
function hidden(text: string): number[] {
  const file = {};
  const lines = text.split("\n");
  return lines.flatMap((_, at) =>
    isHidden(file, text, lines.slice(0, at + 1).join("\n").length) ? [at + 1] : [],
  );
}

test("what stands under a key for credentials is hidden, with the key itself", () => {
  assert.deepEqual(hidden("a: 1\nmy_auth:\n  # mine\n  key: x\nb: 2\n"), [2, 3, 4]);
  assert.deepEqual(hidden('"my_auth": { key: x }\nb: 2'), [1]);
});

test("in a pipeline only what is known to hold nothing secret is shown", () => {
  assert.deepEqual(hidden("workflow_id: a\ncallback:\n  post: x\nformat:\n  a: b\nzzz: 1"), [2, 3, 6]);
  assert.deepEqual(hidden("# no key\n\ncallback:\n  post: x"), []);
});

test("a text of very many keys is looked through once", () => {
  const text = "my_auth: 1\n".repeat(50_000);
  const file = {};
  const start = performance.now();
  for (let at = 10; at < text.length; at += 11) assert.equal(isHidden(file, text, at), true);
  assert.ok(performance.now() - start < 2_000, `${performance.now() - start} ms`);
});
