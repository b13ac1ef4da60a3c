import assert from "node:assert/strict";
import { test } from "node:test";
import { cpuMs } from "../faults/cpu-time.test.support.js";
import { DEEPEST, type Parsed, parseYaml } from "./parse.js";

/** Where a text was given up, and why; else how many errors its document has. */
function told(parsed: Parsed): string {
  return "why" in parsed ? `${parsed.offset} ${parsed.why}` : `${parsed.document.errors.length} errors`;
}

const nested = (levels: number) =>
  Array.from({ length: levels }, (_, at) => `${" ".repeat(at)}a:`).join("\n");

test("what nests up to the bound is parsed, one level more is not", () => {
  assert.equal(told(parseYaml(`${"[".repeat(DEEPEST)}${"]".repeat(DEEPEST)}`)), "0 errors");
  assert.equal(told(parseYaml("[".repeat(DEEPEST + 1))), "64 the file nests deeper than 64 levels");
  assert.equal(told(parseYaml(`${"- ".repeat(DEEPEST - 1)}x`)), "0 errors");
  assert.equal(told(parseYaml(nested(DEEPEST - 1))), "0 errors");
  assert.match(told(parseYaml(nested(DEEPEST + 2))), /deeper than 64 levels$/);
});

test("brackets inside texts and comments neither hide a depth nor feign one", () => {
  assert.match(told(parseYaml('["]", '.repeat(100))), /deeper/);
  assert.match(told(parseYaml("[ # ]\n".repeat(100))), /deeper/);
  assert.equal(
    told(parseYaml(`a: '${"[".repeat(1000)}'\nb: |\n  ${"{".repeat(1000)}\n# ${"[".repeat(1000)}\n`)),
    "0 errors",
  );
});

test("a text of very many signs is given up at once", () => {
  for (const [text, why] of [
    [" \n".repeat(500_000), "words and signs"],
    ["&a ".repeat(300_000), "words and signs"],
    ["%a\n".repeat(300_000), "words and signs"],
    ["? ".repeat(500_000), "deeper"],
    ["a: b: ".repeat(150_000), "deeper"],
  ] as const) {
    const start = cpuMs();
    assert.ok(told(parseYaml(text)).includes(why), `${text.slice(0, 9)}: ${told(parseYaml(text))}`);
    assert.ok(cpuMs() - start < 5_000, `${text.slice(0, 9)}: ${cpuMs() - start} ms`);
  }
});

test("a second document is an error of the first", () => {
  const parsed = parseYaml("a: 1\n---\nb: 2\n---\nc: 3\n");
  assert.ok("document" in parsed);
  assert.deepEqual(parsed.document.toJS(), { a: 1 });
  assert.deepEqual(
    parsed.document.errors.map(({ code, pos }) => [code, pos[0]]),
    [["MULTIPLE_DOCS", 5]],
  );
});
