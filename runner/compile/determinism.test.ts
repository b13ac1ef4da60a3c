import assert from "node:assert/strict";
import { test } from "node:test";
import { keyMembers, unsteady, unsteadyItem } from "./determinism.js";

const told = (text: string, found: readonly { index: number; length: number; message: string }[]) =>
  found.map(({ index, length, message }) => `${message} [${text.slice(index, index + length)}]`);
const key = (text: string, functions = {}) => told(text, unsteady(text, "a key", functions));
const item = (text: string, by = "reference", functions = {}) =>
  told(text, unsteadyItem(text, by, functions));

const says = (name: string, place = `$${name}`) => [
  `a key must not depend on \`$${name}\`: every run would write it anew [${place}]`,
];

test("time and chance in a key or a cursor are found, also behind variables and functions of the connector", () => {
  assert.deepEqual(key("id & $now()"), says("now"));
  assert.deepEqual(key("$string($millis())"), says("millis"));
  assert.deepEqual(key("list ~> $shuffle"), says("shuffle"));
  assert.deepEqual(key("id & $uuid()"), says("uuid"));
  assert.deepEqual(key("($x := $random(); id & $x)"), says("random"));
  assert.deepEqual(
    key("$stamp(id)", { stamp: "function($x) { $x & $inner() }", inner: "function() { $now() }" }),
    says("now", "$stamp"),
  );
  assert.deepEqual(key("$loop(id)", { loop: "function($x) { $loop($x) }" }), []);
  assert.deepEqual(key("$string(id) & updated_at"), []);
  assert.deepEqual(key("'$now()'"), []);
});

test("in a format they are found in the members of the key, and nowhere else", () => {
  const found = (name: string, place = `$${name}`) => [
    `\`reference\`, of which the key is made, must not depend on \`$${name}\`: every run would write it anew [${place}]`,
  ];
  assert.deepEqual(item("{ 'reference': $random(), 'seen': $now() }"), found("random"));
  assert.deepEqual(item("($r := 'x' & $millis(); { 'reference': $r })"), found("millis", "$r"));
  assert.deepEqual(item("($all := { 'reference': $now() }; $merge([{ 'a': 1 }, $all]))"), found("now"));
  assert.deepEqual(item("a ? { 'reference': id } : { 'reference': $now() }"), found("now"));
  assert.deepEqual(
    item("{ 'reference': $new() }", "reference", { new: "function() { $random() }" }),
    found("random", "$new"),
  );
  assert.deepEqual(item("{ 'reference': id, 'updated_at': $now() }"), []);
  assert.deepEqual(item("{ 'reference': $now() }", "id"), []);
});

test("the members of a key are the first names of its paths", () => {
  assert.deepEqual([...keyMembers("reference")], ["reference"]);
  assert.deepEqual([...keyMembers("$string(id) & '/' & source.key")], ["id", "source"]);
  assert.deepEqual([...keyMembers("tags[name = 'id'].value")], ["tags"]);
  assert.deepEqual([...keyMembers("$.id & $$.board")], ["id", "board"]);
});
