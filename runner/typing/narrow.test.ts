import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../expressions/parse.js";
import { inspect } from "./inspect.js";
import { list, nil, object, oneOf, optional, type Type, text, union } from "./type.js";

const date = optional(union(text, nil));
const input = object({
  at: date,
  person: optional(union(object({ at: date }), nil)),
  jobs: list(object({ at: date })),
  state: union(oneOf("open", "closed"), nil),
});

const remarks = (expression: string) =>
  inspect(parse(expression), expression, { input, variables: {} }).remarks.map(
    ({ index, message }) => `${index}: ${message}`,
  );
const known = (expression: string, isTrue = true): Type =>
  inspect(parse(expression), expression, { input, variables: {} }).inputIf(isTrue);

test("what a condition proves is known behind it", () => {
  for (const text of [
    'at != null and at > "2024"',
    'at and at > "2024"',
    '$boolean(at) and at > "2024"',
    '$not(at = null) and at > "2024"',
    'at = null or at > "2024"',
    'at ? at > "2024"',
    'at = null ? false : at > "2024"',
    '$type(at) = "string" and at > "2024"',
    '(at ?: "") > "2024"',
    'person.at and person.at > "2024"',
    'jobs[at != null].at > "2024"',
    'jobs[at and at > "2024"]',
    'jobs.(at != null and at > "2024")',
    '($at := at; $at != null and $at > "2024")',
    '$filter(jobs.at, function($at) { $at != null })[0] > "2024"',
    '$map(jobs, function($job) { $job.at ? $job.at > "2024" })',
    'at != null and $count(jobs[$$.at > "2024"]) > 0',
  ])
    assert.deepEqual(
      remarks(text).filter((one) => !(text.includes("$$") && /null/.test(one))),
      [],
      text,
    );
});

test("what it does not prove is not", () => {
  const null_ = "`>` fails where this is null, and by its schema it may be";
  assert.deepEqual(remarks('$exists(at) and at > "2024"'), [`19: ${null_}`]);
  assert.deepEqual(remarks('state = "open" or at > "2024"'), [`21: ${null_}`]);
  assert.deepEqual(remarks('person != null and at > "2024"'), [`22: ${null_}`]);
  assert.deepEqual(remarks('at != null and jobs[at > "2024"]'), [`23: ${null_}`], "another input");
  assert.deepEqual(
    remarks('($x := at; $x != null ? ($x := person.at; $x > "2024"))'),
    [`45: ${null_}`],
    "bound anew",
  );
});

test("what is true of a record is known of it behind a logic", () => {
  assert.deepEqual(known("at != null"), object({ ...input.members, at: text }));
  assert.deepEqual(known("$exists(at)"), object({ ...input.members, at: union(text, nil) }));
  assert.deepEqual(known("$exists(at)", false), object({ ...input.members, at: { kind: "nothing" } }));
  assert.deepEqual(known('state = "open"'), object({ ...input.members, state: oneOf("open") }));
  assert.deepEqual(
    known('state != "open"'),
    object({ ...input.members, state: union(oneOf("closed"), nil) }),
  );
  assert.deepEqual(known("at != null or state != null"), input);
});
