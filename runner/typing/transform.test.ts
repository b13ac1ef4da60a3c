import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../expressions/parse.js";
import { inspect } from "./inspect.js";
import { anyObject, anything, list, number, object, type Type, text } from "./type.js";

const line = object({ sku: text, price: number });
const input = object(
  { id: text, lines: list(line), person: object({ name: text }), open: anything },
  "the record",
);

function looked(expression: string): { readonly told: string[]; readonly type: Type } {
  const { remarks, type } = inspect(parse(expression), expression, { input, variables: {} });
  return { told: remarks.map(({ index, message }) => `${index}: ${message}`), type };
}

/** What is found where a member of what a transform gives is asked for. */
const told = (expression: string) => looked(expression).told;

test("what a transform gives has the members that it changes, and lacks those that it deletes", () => {
  assert.deepEqual(told("($ ~> | $ | { 'age': 1 } |).(age + 1)"), []);
  assert.deepEqual(told("($ ~> | $ | { 'age': 1 } |).agee"), ["28: there is no `agee` here"]);
  assert.deepEqual(told("($ ~> | $ | { 'id': 1 } |).(id + 1)"), []);
  assert.deepEqual(told("($ ~> | $ | {}, 'id' |).id"), ["24: there is no `id` here"]);
  assert.deepEqual(told("($ ~> | $ | {}, ['id', 'open'] |).person.nme"), ["41: `person` has no `nme`"]);
  assert.deepEqual(told("($ ~> | lines | { 'sku': 1 } |).lines.(sku + price)"), []);
  assert.deepEqual(told("($ ~> | lines | { 'sku': 'a' } |).lines.(sku + price)"), [
    "45: `+` takes numbers, not a text",
  ]);
  assert.deepEqual(told("(lines ~> | $ | { 'n': 1 } |).m"), ["30: there is no `m` here"]);
});

test("where brackets choose what is changed, the rest stays as it is", () => {
  assert.deepEqual(told("($ ~> | lines[price > 1] | { 'sku': 1 } |).lines.(sku + 1)"), []);
  assert.deepEqual(told("($ ~> | lines[0] | {}, 'sku' |).lines.sku"), []);
  assert.deepEqual(told("($ ~> | person | {}, $$.open |).person.name"), [], "nobody knows what is deleted");
  assert.deepEqual(told("($ ~> | lines[0] | {} |).lines.skew"), ["31: `lines` has no `skew`"]);
});

test("of what cannot be followed nothing is said", () => {
  assert.deepEqual(looked("$ ~> | ** | { 'n': 1 } |").type, anyObject);
  assert.deepEqual(looked("lines ~> | *.sku | { 'n': 1 } |").type, list(anything));
  assert.deepEqual(looked("open ~> | $ | { 'n': 1 } |").type, anything);
  assert.deepEqual(told("($ ~> | person | $$.open |).person.anything"), []);
});

test("pattern, update and deletion see what the transform is given", () => {
  assert.deepEqual(told("$ ~> | lnes | {} |"), ["7: the record has no `lnes`"]);
  assert.deepEqual(told("$ ~> | lines | { 'n': skew } |"), ["22: `lines` has no `skew`"]);
  assert.deepEqual(told("$ ~> | lines | { 'n': 'sku' }, n |"), [], "the deletion sees what was changed");
  assert.deepEqual(
    told("($t := | lines | { 'n': skew } |; [$t($), $t(open)])"),
    [],
    "meant for the other call",
  );
});

test("what no transform takes is told", () => {
  assert.deepEqual(told("id ~> | $ | {} |"), ["6: a transform takes an object or a list here, not a text"]);
  assert.deepEqual(told("$ ~> | person | 'name' |"), [
    "16: what a transform changes is an object of members, not a text",
  ]);
  assert.deepEqual(told("$ ~> | person | {}, 1 |"), [
    "20: what a transform deletes is a name or a list of names, not a whole number",
  ]);
  assert.deepEqual(told("(id ? person) ~> | $ | {} |"), [], "what is missing stays so");
});
