import assert from "node:assert/strict";
import { test } from "node:test";
import { compileProgram } from "../program.js";
import { functions } from "./table.js";

const ofTheLanguage = `
  sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad
  match contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs
  sqrt power random boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse
  each error assert type sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl
  decodeUrlComponent decodeUrl toMillis fromMillis clone now millis`;

test("the table has every function of JSONata but $eval, and the runner's own", () => {
  for (const name of ofTheLanguage.trim().split(/\s+/)) assert.ok(functions.has(name), name);
  for (const name of ["unescapeHtml", "mediaTypeOf", "toNumber", "json", "withFile"])
    assert.ok(functions.has(name), name);
  assert.equal(functions.has("eval"), false);
});

test("the example of every function gives what it says", async () => {
  for (const { name, example } of functions.values()) {
    const [expression, value] = example;
    const given = await compileProgram(expression).evaluate({});
    assert.deepEqual(given, compileProgram(value).evaluate({}), `$${name}: ${expression}`);
  }
});

test("every function says in one sentence what it does", () => {
  for (const { name, description } of functions.values()) assert.match(description, /^[A-Z].*\.$/, name);
});
