/**
 * Stock JSONata without the mistakes that any expression made at random runs into: a group that puts something into an empty list
 * it is given, and a call at the end of a function that forgets what stands behind it.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import type jsonata from "jsonata";

const CHANGES: readonly (readonly [found: string, put: string])[] = [
  ["input.push(undefined);", "input = [undefined];"],
  [
    "if (expr.type === 'function' && !expr.predicate) {",
    "if (expr.predicate || expr.group) { result = expr; } else if (expr.type === 'function') {",
  ],
];

function load(): typeof jsonata {
  const file = createRequire(import.meta.url).resolve("jsonata");
  let source = readFileSync(file, "utf8");
  for (const [found, put] of CHANGES) {
    if (!source.includes(found)) throw new Error(`stock JSONata has changed: there is no ${found}`);
    source = source.replace(found, put);
  }
  const module = { exports: {} };
  compileFunction(source, ["module", "exports"])(module, module.exports);
  return module.exports as typeof jsonata;
}

export const mended = load();
