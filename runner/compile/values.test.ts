import assert from "node:assert/strict";
import { test } from "node:test";
import { LineCounter, parseDocument } from "yaml";
import type { Parameters } from "../../schemas/connector.types.js";
import type { Fault } from "../faults/fault.js";
import { plainData } from "../load/source.js";
import { type Environment, environmentNames } from "./missing.js";
import { Slots } from "./slots.js";
import { type Block, checkBlock, resolveBlock, secretsOf } from "./values.js";

// The generated type of `default` is narrower than the schema.
const parameters = {
  required: ["key"],
  properties: {
    key: { type: "string", writeOnly: true, description: "The key." },
    limit: { type: "integer", description: "The most." },
    order: { enum: ["asc", "desc"], default: "asc", description: "The order." },
    name: { type: ["string", "null"], default: null, description: "A name." },
    tags: { type: "array", items: { type: "string" }, description: "Tags." },
  },
} as unknown as Parameters;

/** The block `b` of a YAML text, and what is found wrong with it. */
function blockOf(text: string): { block: Block; slots: Slots; told: () => string[] } {
  const counter = new LineCounter();
  const source = {
    file: "a",
    path: "/a",
    text,
    counter,
    document: parseDocument(text, { lineCounter: counter }),
  };
  const findings: Fault[] = [];
  const { b } = plainData(source) as { b: Record<string, unknown> };
  return {
    block: { path: ["b"], given: b, parameters, connector: "acme" },
    slots: new Slots(source, findings),
    told: () =>
      findings.map(
        ({ message, details: { location } }) => `${location?.line}:${location?.column} ${message}`,
      ),
  };
}

async function resolve(text: string, env: Environment): Promise<{ values: unknown; told: string[] }> {
  const { block, slots, told } = blockOf(text);
  const values = await resolveBlock(block, slots, env, slots.findings);
  return { values, told: told() };
}

test("the environment is put in and defaults are added", async () => {
  assert.deepEqual(
    await resolve("b: { key: '${ env.KEY }', tags: ['a', 'x${ env.T }'] }", { KEY: "k", T: "t" }),
    {
      values: { key: "k", tags: ["a", "xt"], order: "asc", name: null },
      told: [],
    },
  );
});

test("a value from the environment has the type its expression gives it", async () => {
  const { values, told } = await resolve("b: { key: k, limit: '${ $number(env.LIMIT) }' }", { LIMIT: "5" });
  assert.deepEqual(told, []);
  assert.equal((values as { limit: number }).limit, 5);
});

test("a name that the environment lacks is told where it is used; an empty one is lacking", async () => {
  const text = "b:\n  key: ${ env.KEY }\n  name: x-${ env.NAME }-${ env.KEY }\n";
  assert.deepEqual((await resolve(text, { KEY: "" })).told, [
    "2:8 the environment has no KEY",
    "3:9 the environment has no NAME",
    "3:9 the environment has no KEY",
  ]);
});

test("a name with a default behind ?? may be lacking", async () => {
  const { values, told } = await resolve("b: { key: k, name: \"${ env.NAME ?? 'none' }\" }", {});
  assert.deepEqual(told, []);
  assert.equal((values as { name: string }).name, "none");
});

test("what the environment gives is checked, and a secret is not shown", async () => {
  const text = "b: { key: '${ $number(env.KEY) }', order: '${ env.ORDER }' }";
  assert.deepEqual((await resolve(text, { KEY: "123456", ORDER: "up" })).told, [
    "1:11 `key` must be a text, not what is given",
    '1:43 `order` cannot be "up"',
  ]);
});

test("at load a block is checked as far as it is known", () => {
  const { block, slots, told } = blockOf(
    "b: { limit: '${ env.LIMIT }', order: up, nmae: '${ env.N }', key: '${ ENV.K }' }",
  );
  checkBlock(block, slots, slots.findings, { flow: "`acme.create`", beside: [block] });
  assert.deepEqual(told().sort(), [
    '1:38 `order` cannot be "up"',
    "1:42 unknown key `nmae` in `b`",
    "1:71 there is no `ENV` here",
  ]);
});

test("the names of the environment are found in texts, lists and mappings, and only in expressions", () => {
  const value = { a: "${ env.A & env.`B` }", b: ["x ${ env.C }", "env.D", "$${ env.E }"], c: 1, d: null };
  assert.deepEqual(environmentNames(value), ["A", "B", "C"]);
});

test("what is marked writeOnly is a secret", () => {
  assert.deepEqual(secretsOf(parameters, { key: "k", name: "n" }), ["k"]);
  assert.deepEqual(secretsOf(parameters, {}), []);
  assert.deepEqual(secretsOf(undefined, { key: "k" }), []);
});

test("a parameter of an action that takes none is told as that, with the block that has it", () => {
  const { block, slots } = blockOf("b: { key: k, other: x }");
  const none = { ...block, parameters: undefined };
  const beside = [none, { ...block, path: ["push_parameters"] }];
  checkBlock(none, slots, slots.findings, { flow: "`acme.create`", beside });
  assert.deepEqual(
    slots.findings.map(({ message, details: { hint } }) => `${message}: ${hint}`),
    [
      "unknown key `key` in `b`: `key` belongs under `push_parameters`.",
      "unknown key `other` in `b`: `acme.create` takes no `b`.",
    ],
  );
});
