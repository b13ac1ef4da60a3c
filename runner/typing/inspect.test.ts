import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../expressions/parse.js";
import { inspect } from "./inspect.js";
import { anything, list, object, type Type } from "./type.js";

const tag = object({ name: anything, value: anything });
const record: Type = object(
  {
    id: anything,
    open: anything,
    person: object({ email: anything, "first-name": anything, tags: list(tag) }),
    orders: list(object({ price: anything, lines: list(object({ sku: anything })) })),
  },
  "the record",
);

/** What is remarked, as `index: message`. */
function remarks(text: string): string[] {
  const variables = { parameters: object({ from: anything }) };
  return inspect(parse(text), text, { input: record, variables }).remarks.map(
    ({ index, length, message }) => `${index}: ${message} [${text.slice(index, index + length)}]`,
  );
}

test("what the data can have is in order, through all that JSONata does with paths", () => {
  for (const text of [
    "person.email",
    "person.tags.name",
    "person.tags[name = 'x'].value",
    "person.tags[0].name",
    "person.tags[[0..1]].name",
    "person.tags^(>name, <value).value",
    "person.tags{name: value}",
    "person.tags.{'a': name}.a",
    "orders.lines.sku",
    "orders@$order.lines@$line.{'p': $order.price, 's': $line.sku}",
    "orders#$index.{'i': $index, 'p': price}",
    "orders[price > $$.id].lines",
    "orders.(price * $count(lines))",
    "($all := orders; $all.price)",
    "($person := person; $f := function($x) { $x.anything + $person.email }; $f(id))",
    "$map(orders, function($order, $i) { $order.price })",
    "orders ~> $map(function($order) { $order.lines.sku })",
    "$.person.email & $$.id",
    "person.tags.(%.email & name)",
    "person.*",
    "person.**.name",
    "person.`first-name`",
    'person."first-name"',
    "person ~> | tags | { 'name': 'x' } |",
    "$parameters.from ? id : open",
    "$exists(person.email) ? person.email : 1",
    "id - open",
    "id-1",
    "id -open",
    "$merge([person, { 'x': id }]).(email & x)",
    "(id ? person : orders).(price ?? email)",
    "$string(id) ~> $uppercase ~> $trim",
    "/a.b/ ~> $match(id)",
    "$f := $substring(?, 1, 2)",
    "($f := function($x) { $x > 9 ? $x : $f($x + 1) }; $f(0))",
    "($f := function($x) { $g($x) }; $g := function($x) { $x }; $f(0))",
  ])
    assert.deepEqual(remarks(text), [], text);
});

test("a name that the data cannot have is found, wherever it stands", () => {
  const cases: readonly (readonly [text: string, ...found: string[]])[] = [
    ["persn", "0: the record has no `persn` [persn]"],
    ["person.emial", "7: `person` has no `emial` [emial]"],
    ["person.`last-name`", "7: `person` has no `last-name` [`last-name`]"],
    ["person.tags.nmae", "12: `tags` has no `nmae` [nmae]"],
    ["person.tags[nmae = 'x']", "12: `tags` has no `nmae` [nmae]"],
    ["person.tags^(nmae)", "13: `tags` has no `nmae` [nmae]"],
    ["person.tags{nmae: valeu}", "12: `tags` has no `nmae` [nmae]", "18: `tags` has no `valeu` [valeu]"],
    ["orders.lines.skew", "13: `lines` has no `skew` [skew]"],
    ["orders@$o.lines.{'p': $o.prize}", "25: `orders` has no `prize` [prize]"],
    ["($all := orders; $all.prize)", "22: `orders` has no `prize` [prize]"],
    ["$$.idd", "3: the record has no `idd` [idd]"],
    ["$parameters.form", "12: `$parameters` has no `form` [form]"],
    ["person.emial ?? id", "7: `person` has no `emial` [emial]"],
    ["person.emial ?: idd", "7: `person` has no `emial` [emial]", "16: the record has no `idd` [idd]"],
    ["{'a': idd}.b", "6: the record has no `idd` [idd]", "11: there is no `b` here [b]"],
    ["[person].emial", "9: `person` has no `emial` [emial]"],
    ["$map(orders, function($o) { idd })", "28: the record has no `idd` [idd]"],
    ["[idd, open]", "1: the record has no `idd` [idd]"],
    ["not_here(id)", "0: there is no function `not_here` [not_here]"],
  ];
  for (const [text, ...found] of cases) assert.deepEqual(remarks(text), found, text);
});

test("a variable or function that there is not is found", () => {
  assert.deepEqual(remarks("$x"), ["0: there is no variable `$x` [$x]"]);
  assert.deepEqual(remarks("$sumn(id)"), ["0: there is no function `$sumn` [$sumn]"]);
  assert.deepEqual(remarks("($x := 1; $y)"), ["10: there is no variable `$y` [$y]"]);
  assert.deepEqual(
    remarks("(($x := 1); $x)"),
    ["12: there is no variable `$x` [$x]"],
    "a block keeps its names",
  );
  assert.deepEqual(remarks("(function($x) { 1 }; $x)"), ["21: there is no variable `$x` [$x]"]);
  assert.deepEqual(remarks("$eval('1')"), ["0: there is no function `$eval` [$eval]"]);
});

test("a minus between two names is found, not one with blanks or before a number", () => {
  assert.deepEqual(remarks("person.first-name"), [
    "7: `first-name` is a subtraction: first minus name [first-name]",
  ]);
  assert.deepEqual(remarks("person.a-b-c & id"), ["7: `a-b-c` is a subtraction: a-b minus c [a-b-c]"]);
});

test("a ${ } in a text inside an expression is found", () => {
  assert.deepEqual(remarks('id = "${ open }"').length, 1);
});

test("what functions of lists and objects give is known, and so is what they call a function with", () => {
  const cases: readonly (readonly [text: string, ...found: string[]])[] = [
    ["$map(orders, function($o) { $o.prize })", "31: `orders` has no `prize` [prize]"],
    ["orders ~> $map(function($o) { $o.prize })", "33: `orders` has no `prize` [prize]"],
    ["$filter(orders, function($o) { $o.price > 1 }).prize", "47: `orders` has no `prize` [prize]"],
    ["$merge([person, { 'x': id }]).emial", "30: there is no `emial` here [emial]"],
    ["(id ? person : orders).emial", "23: `person` has no `emial` [emial]"],
    ["$append(orders, orders).prize", "24: `orders` has no `prize` [prize]"],
    ["$sort(orders, function($a, $b) { $a.prize > $b.price })", "36: `orders` has no `prize` [prize]"],
    ["$reverse(orders)[0].prize", "20: `orders` has no `prize` [prize]"],
    ["$sift(person, function($v) { $v }).emial", "35: `person` has no `emial` [emial]"],
    ["$lookup($, 'person').emial", "21: `person` has no `emial` [emial]"],
    ["($f := function($x) { $x.emial }; $f(person))", "25: `person` has no `emial` [emial]"],
    ["($p := $lookup(?, 'person'); $p($).emial)", "35: `person` has no `emial` [emial]"],
  ];
  for (const [text, ...found] of cases) assert.deepEqual(remarks(text), found, text);
});

test("what goes wrong in some calls of a function may be meant for the others", () => {
  assert.deepEqual(remarks("($f := function($x) { $x.email }; [$f(person), $f(orders)])"), []);
  assert.deepEqual(remarks("($f := function($x) { $x.prize }; [$f(person), $f(orders)])").length, 1);
});

test("a function that calls itself is called with nobody knows what", () => {
  for (const text of [
    "($f := function($n) { $n = 0 ? 'x' : $f($n - 1) }; $f(40))",
    "($f := function($l, $n) { $n = 0 ? $l : $f([$l, $l], $n - 1) }; $count($f([1, 2], 40)))",
    "($f := function($n) { 1 + $f($n + 1) }; $f(id).x)",
    "($f := function($x) { $type($x) = 'array' ? $map($x, $f) : $x.email }; $f([person]))",
  ])
    assert.deepEqual(remarks(text), [], text);
});
