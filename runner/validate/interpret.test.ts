import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import fc from "fast-check";
import { packageRoot } from "../load/folders.js";
import { interpreted, type ParameterSchema } from "./interpret.js";

const ajv = new Ajv2020({ allErrors: true, strictTypes: false, allowUnionTypes: true });
formats.default(ajv);

/** What an error says, without what `checkSchema` does not read. */
function said(errors: readonly { instancePath: string; keyword: string; params: object }[]): string[] {
  return errors.map(({ instancePath, keyword, params }) =>
    [instancePath, keyword, JSON.stringify(params)].join(" "),
  );
}

const TYPES = ["null", "boolean", "number", "integer", "string", "array", "object"];
const VALUES = [
  null,
  true,
  0,
  -7,
  2.5,
  1e300,
  "",
  "abc",
  "2024-01-31",
  "2024-13-31",
  "2024-01-31T12:00:00Z",
  "https://example.org/a?b=c",
  "not a url",
  "a@example.org",
  [],
  ["a"],
  [1, "b", null],
  {},
  { a: 1 },
];
const value = fc.constantFrom<unknown>(...VALUES);
const schema: fc.Arbitrary<ParameterSchema> = fc.record(
  {
    type: fc.oneof(
      fc.constantFrom(...TYPES),
      fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 3 }),
    ),
    enum: fc.uniqueArray(value, { minLength: 1, maxLength: 4, comparator: (a, b) => a === b }),
    pattern: fc.constantFrom("^a", "^[0-9-]+$", "^.$"),
    format: fc.constantFrom("uri", "date", "date-time", "email"),
    minimum: fc.constantFrom(-1, 0, 3),
    maximum: fc.constantFrom(-1, 0, 3),
    items: fc.record({ type: fc.constantFrom(...TYPES) }),
  },
  { requiredKeys: [] },
);

test("it finds what ajv finds, whatever a manifest declares and a pipeline gives", () => {
  const names = ["a", "b", "c"];
  const name = fc.constantFrom(...names);
  fc.assert(
    fc.property(
      fc.dictionary(name, schema),
      fc.uniqueArray(name),
      fc.oneof(fc.dictionary(fc.oneof(name, fc.constant("other")), value), value),
      (properties, required, given) => {
        const compiled = ajv.compile({
          type: "object",
          additionalProperties: false,
          properties,
          required,
        });
        const own = interpreted({ properties, required });
        assert.equal(own(given), compiled(given));
        assert.deepEqual(said(own.errors ?? []).sort(), said(compiled.errors ?? []).sort());
      },
    ),
    { numRuns: 2000, seed: 1 },
  );
});

test("it tells an error in the words of ajv", () => {
  const properties = {
    limit: { type: "integer", minimum: 1, maximum: 9 },
    sort: { enum: ["id"], pattern: "^i", format: "email" },
    tags: { type: "array", items: { type: ["string", "null"] } },
  } as const;
  const required = ["source"];
  const compiled = ajv.compile({ type: "object", additionalProperties: false, properties, required });
  for (const given of [{ limit: 0 }, { limit: 10.5 }, { sort: "x" }, { tags: [1] }, { more: 1 }, null]) {
    const own = interpreted({ properties, required });
    own(given);
    compiled(given);
    assert.deepEqual(
      (own.errors ?? []).map(({ message }) => message).sort(),
      (compiled.errors ?? []).map(({ message }) => message).sort(),
    );
  }
});

test("a required name that every object has is missing all the same", () => {
  const validate = interpreted({ properties: { constructor: {} }, required: ["constructor"] });
  assert.equal(validate({}), false);
  assert.equal(validate({ constructor: 1 }), true);
});

test("every word that a parameter of a manifest may use is known here", async () => {
  const text = await readFile(join(packageRoot, "schemas", "connector.schema.json"), "utf8");
  const words = Object.keys(JSON.parse(text).$defs.parameter.properties);
  const silent = ["description", "default", "examples", "writeOnly"];
  const checked = ["type", "enum", "format", "pattern", "minimum", "maximum", "items"];
  assert.deepEqual(words.sort(), [...silent, ...checked].sort());
});
