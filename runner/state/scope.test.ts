import assert from "node:assert/strict";
import { test } from "node:test";
import type { Plan } from "../compile/plan.js";
import type { Place } from "../compile/program.js";
import { differences, scopeOf, scopeWords } from "./scope.js";

const plan = {
  workflowId: "people",
  entities: { origin: "person", target: "person" },
  mode: "update",
  operation: "update",
  origin: { connector: "acme" },
  target: { connector: "hub" },
} as unknown as Plan;

const from = (more: Partial<Place> = {}): Place => ({
  ...{
    baseUrl: "https://api.acme.example",
    account: { tenant: "one" },
    parameters: { kind: "a", tag: null },
    hidden: "",
  },
  ...more,
});
const to = (more: Partial<Place> = {}): Place => ({
  ...{ baseUrl: "https://api.hub.example", account: {}, parameters: { source_key: "s" }, hidden: "" },
  ...more,
});

test("other filters, another account and another target are scopes of their own", () => {
  const scopes = [
    scopeOf(plan, from(), to()),
    scopeOf(plan, from({ parameters: { kind: "b" } }), to()),
    scopeOf(plan, from({ account: { tenant: "two" } }), to()),
    scopeOf(plan, from({ baseUrl: "https://eu.acme.example" }), to()),
    scopeOf(plan, from({ hidden: "x" }), to()),
    scopeOf(plan, from(), to({ parameters: { source_key: "t" } })),
    scopeOf({ ...plan, operation: "create" }, from(), to()),
    scopeOf({ ...plan, mode: "create" }, from(), to()),
  ];
  assert.equal(new Set(scopes.map(({ id }) => id)).size, scopes.length);
});

test("what is read makes no other target: what was sent there is known, whatever was read", () => {
  const [one, other] = [
    scopeOf(plan, from(), to()),
    scopeOf(plan, from({ parameters: { kind: "b" } }), to()),
  ];
  assert.equal(one.target, other.target);
});

test("a parameter that is null says the same as one that is left out, and the order of parameters nothing", () => {
  const one = scopeOf(plan, from({ parameters: { kind: "a", tag: null, x: 1 } }), to());
  assert.equal(one.id, scopeOf(plan, from({ parameters: { x: 1, kind: "a" } }), to()).id);
});

test("a scope is told in words, and in what it differs", () => {
  const [one, other] = [
    scopeOf(plan, from(), to()),
    scopeOf(plan, from({ parameters: { kind: "b" } }), to()),
  ];
  assert.equal(scopeWords(one), "acme person (update), tenant=one, kind=a → hub (update), source_key=s");
  assert.deepEqual(differences(one, other), ["pull_parameters"]);
});
