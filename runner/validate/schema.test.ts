import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { LineCounter, parseDocument } from "yaml";
import type { Fault } from "../faults/fault.js";
import { plainData } from "../load/source.js";
import { checkSchema } from "./schema.js";

const ajv = new Ajv2020({ allErrors: true, verbose: true, strictTypes: false });
formats.default(ajv);

/** What a schema says of a YAML text: `line:column message | hint`. */
function told(schema: object, text: string, known?: (value: unknown) => boolean): string[] {
  const counter = new LineCounter();
  const source = {
    file: "a",
    path: "/a",
    text,
    counter,
    document: parseDocument(text, { lineCounter: counter }),
  };
  const findings: Fault[] = [];
  const part = { source, path: [], value: plainData(source), ...(known ? { known } : {}) };
  checkSchema(ajv.compile(schema), part, findings);
  return findings.map(({ message, hint, details: { location } }) =>
    [`${location?.line}:${location?.column} ${message}`, ...(hint === undefined ? [] : [hint])].join(" | "),
  );
}

const of = (properties: Record<string, object>, more: object = {}) => ({
  type: "object",
  properties,
  additionalProperties: false,
  ...more,
});

test("an unknown key is told with the nearest key that is still free", () => {
  const schema = of({ sort: {}, sorted: {} });
  assert.deepEqual(told(schema, "sotr: 1"), ["1:1 unknown key `sotr` | Did you mean `sort`?"]);
  assert.deepEqual(told(schema, "sort: 1\nsortd: 1"), ["2:1 unknown key `sortd` | Did you mean `sorted`?"]);
  assert.deepEqual(told(of({ a: of({}) }), "a: { b: 1 }"), [
    "1:6 unknown key `b` in `a` | Nothing can stand here.",
  ]);
});

test("a misspelt key is not told as a missing one too, another missing one is", () => {
  const schema = of(
    { source_key: { description: "The source." }, board: {} },
    { required: ["source_key", "board"] },
  );
  assert.deepEqual(told(schema, "sourcekey: 1\nboard: 2"), [
    "1:1 unknown key `sourcekey` | Did you mean `source_key`?",
  ]);
  assert.deepEqual(told(schema, "bord: 1"), [
    "1:1 `source_key` is missing | source_key: The source.",
    "1:1 unknown key `bord` | Did you mean `board`?",
  ]);
});

test("a wrong type is told in the words of YAML, with what to write", () => {
  const at = (type: unknown, text: string) => told(of({ a: { type } }), `a: ${text}`).join();
  assert.equal(
    at("string", "012"),
    "1:4 `a` must be a text, not the number 12 | Put it in quotes, as it stands: YAML reads it as something else than text.",
  );
  assert.equal(
    at("boolean", "yes"),
    '1:4 `a` must be true or false, not the text "yes" | Write true, without quotes.',
  );
  assert.equal(at("boolean", "maybe"), '1:4 `a` must be true or false, not the text "maybe"');
  assert.equal(
    at("integer", "'7'"),
    '1:4 `a` must be a whole number, not the text "7" | Write it without quotes.',
  );
  assert.equal(at("integer", "ten"), '1:4 `a` must be a whole number, not the text "ten"');
  assert.equal(at("object", "[1]"), "1:4 `a` must be a mapping, not a list");
  assert.equal(at(["array", "null"], "{}"), "1:4 `a` must be a list or null, not a mapping");
  assert.equal(
    at(["string", "number", "null"], "true").split(" |")[0],
    "1:4 `a` must be a text, a number or null, not true",
  );
  assert.equal(at("array", ""), "1:1 `a` is empty: it must be a list | Write a value, or remove it.");
});

test("an element of a list is told by its place", () => {
  const schema = of({ a: { items: { type: "array", items: { type: "integer" } } } });
  assert.deepEqual(told(schema, "a: [[1], [2, x]]"), [
    '1:14 item 2 of item 2 of `a` must be a whole number, not the text "x"',
  ]);
});

test("bounds, formats, patterns and choices are told in words", () => {
  const of1 = (rule: object, text: string) => told(of({ a: rule }), `a: ${text}`).join();
  assert.equal(of1({ minimum: 1 }, "0"), "1:4 `a` must be at least 1, not 0");
  assert.equal(of1({ maximum: 9 }, "10"), "1:4 `a` must be at most 9, not 10");
  assert.equal(of1({ minLength: 1 }, "''"), "1:4 `a` is empty");
  assert.equal(of1({ minItems: 1 }, "[]"), "1:4 `a` is empty");
  assert.equal(of1({ format: "uri" }, "x"), '1:4 `a` must be a URL like https://example.org, not "x"');
  assert.equal(of1({ format: "date" }, "x"), '1:4 `a` must be a date like 2024-01-31, not "x"');
  assert.equal(
    of1({ pattern: "^b$", description: "A b." }, "c"),
    '1:4 `a` cannot be "c" | A b. It must match ^b$',
  );
  assert.equal(
    of1({ enum: ["up", "down", null] }, "dwon"),
    '1:4 `a` cannot be "dwon" | Did you mean `down`?',
  );
  assert.equal(
    of1({ propertyNames: { pattern: "^b$" } }, "{ c: 1 }"),
    "1:6 `c` cannot be a name here | It must match ^b$",
  );
});

test("a value with several ways to be right is told once", () => {
  const type = { anyOf: [{ enum: ["one"] }, { type: "array", items: { enum: ["one"] } }] };
  assert.deepEqual(told(of({ a: type }), "a: two"), ['1:4 `a` cannot be "two" | It can be: `one`.']);
});

test("a value that is only known later is not looked at, but its key is", () => {
  const known = (value: unknown) => !String(value).startsWith("${");
  assert.deepEqual(told(of({ a: { type: "integer" } }), "a: ${ env.A }\nb: ${ env.B }", known), [
    "2:1 unknown key `b` | All keys that can stand here are given.",
  ]);
});

test("what a secret is given is never told", () => {
  const secret = { type: "string", writeOnly: true, pattern: "^k" };
  assert.deepEqual(told(of({ a: secret }), "a: 123"), [
    "1:4 `a` must be a text, not what is given | It must match ^k",
  ]);
  assert.deepEqual(told(of({ a: secret }), "a: s3cret"), [
    "1:4 `a` cannot be what is given | It must match ^k",
  ]);
});
