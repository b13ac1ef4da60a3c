import assert from "node:assert/strict";
import { test } from "node:test";
import { type Alias, isAlias, isScalar, parseDocument, visit } from "yaml";
import { cpuMs } from "../faults/cpu-time.test.support.js";
import { MOST_VALUES, targetOf, tooMuch } from "./grown.js";

/** What is too much in a text: the name of the alias, or `-`, why, and where. */
function over(text: string): string | undefined {
  const found = tooMuch(parseDocument(text), 64);
  const name = isAlias(found?.node) ? found.node.source : "-";
  return found && `${name} ${found.why} ${found.node.range?.[0]}`;
}

test("what an alias repeats counts each time", () => {
  assert.equal(over("a: &a [x, x]\nb: [*a, *a]\n"), undefined);
  const tower = Array.from({ length: 25 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`).join(
    "",
  );
  assert.equal(over(`a0: &a0 x\n${tower}`), "a12 values 259");
  const start = cpuMs();
  const wide = `a: &a [${"x,".repeat(1000)}]\nb: [${"*a,".repeat(50)}]\n`;
  assert.equal(over(wide), "a values 2067");
  assert.ok(cpuMs() - start < 1_000);
});

test("up to the bound is not too much, also without aliases", () => {
  // The list and the mapping around it and its key.
  assert.equal(over(`a: [${"x,".repeat(MOST_VALUES - 3)}]\n`), undefined);
  assert.equal(over(`a: [${"x,".repeat(MOST_VALUES - 2)}]\n`), `- values ${4 + 2 * (MOST_VALUES - 3)}`);
});

test("what aliases nest into one another is as deep as it becomes", () => {
  const forty = (inside: string) => `${"[".repeat(40)}${inside}${"]".repeat(40)}`;
  assert.equal(over(`a: &a ${forty("x")}\nb: ${forty("*a")}\n`), `a depth ${88 + 3 + 40}`);
  assert.equal(over(`a: &a ${forty("x")}\nb: *a\n`), undefined);
});

test("an alias of nothing and one inside what it repeats end the count all the same", () => {
  assert.equal(over("a: *none\nb: &b [*b]\n"), undefined);
});

test("an alias stands for the node above it that has its name last", () => {
  const document = parseDocument("a: &x 1\nb: *x\nc: &x 2\nd: *x\ne: *y\n");
  const aliases: Alias[] = [];
  visit(document, { Alias: (_, alias) => void aliases.push(alias) });
  const values = aliases.map((alias) => {
    const target = targetOf(document, alias);
    return isScalar(target) ? target.value : undefined;
  });
  assert.deepEqual(values, [1, 2, undefined]);
});
