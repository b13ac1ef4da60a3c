import assert from "node:assert/strict";
import { test } from "node:test";
import { cpuMs } from "../faults/cpu-time.test.support.js";
import { hiddenTexts, isHidden, withoutValues } from "./hidden.js";

/** The lines of a text that are hidden, by number. */
function hidden(text: string): number[] {
  const file = {};
  const lines = text.split("\n");
  return lines.flatMap((_, at) =>
    isHidden(file, text, lines.slice(0, at + 1).join("\n").length) ? [at + 1] : [],
  );
}

test("what stands under a key for credentials is hidden, with the key itself", () => {
  assert.deepEqual(hidden("a: 1\nmy_auth:\n  # mine\n  key: x\nb: 2\n"), [2, 3, 4]);
  assert.deepEqual(hidden('"my_auth": { key: x }\nb: 2'), [1]);
});

test("in a pipeline only what is known to hold nothing secret is shown", () => {
  assert.deepEqual(hidden("workflow_id: a\ncallback:\n  post: x\nformat:\n  a: b\nzzz: 1"), [2, 3, 6]);
  assert.deepEqual(hidden("# no key\n\ncallback:\n  post: x"), []);
});

test("of an origin and a target only the credentials are hidden", () => {
  const ends = (between: string) =>
    `workflow_id: a\norigin:\n  connector: b\n  entity: c\n  auth:\n    key: CANARY\n${between}target: { connector: d, auth: { key: CANARY2 } }\n`;
  assert.deepEqual(hidden(ends("").trimEnd()), [2, 5, 6, 7]);
  assert.deepEqual(hiddenTexts(ends("")), ["CANARY", "CANARY2"]);
  assert.deepEqual(hiddenTexts(ends("  parameters:\n    d: e\n   auth: CANARY3\n")), [
    "CANARY",
    "CANARY3",
    "CANARY2",
  ]);
  const file = {
    workflow_id: "a",
    origin: { connector: "b", auth: { key: "CANARY" }, parameters: { c: "d" } },
  };
  const found = hiddenTexts(JSON.stringify(file));
  assert.deepEqual(
    [found.includes("CANARY"), found.includes("b"), found.includes("d")],
    [true, false, false],
  );
});

test("a text of very many keys is looked through once", () => {
  const text = "my_auth: 1\n".repeat(50_000);
  const file = {};
  const start = cpuMs();
  for (let at = 10; at < text.length; at += 11) assert.equal(isHidden(file, text, at), true);
  assert.ok(cpuMs() - start < 2_000, `${cpuMs() - start} ms`);
});

test("in JSON the keys of the outermost mapping count, on one line and on several", () => {
  const file = { workflow_id: "a", my_auth: { token: "x", action: "y" }, persist: true };
  assert.deepEqual(hidden(JSON.stringify(file)), [1]);
  assert.deepEqual(hidden(JSON.stringify(file, null, 1)), [3, 4, 5, 6]);
  assert.deepEqual(hidden('{ "workflow_id": "a",\n"my_auth": { "token": "x },\n"persist": true }'), [2, 3]);
});

test("what may be a credential in a file is found, whatever is wrong with its YAML", () => {
  const texts = (lines: string) => hiddenTexts(`workflow_id: a\nmy_auth:\n${lines}\nlogics: [abcdef]\n`);
  assert.deepEqual(texts("  token: *CANARY"), ["CANARY"]);
  assert.deepEqual(texts("  token: 'CANARY"), ["CANARY"]);
  assert.deepEqual(texts('  token: "CANARY, one" # mine'), ["CANARY, one"]);
  assert.deepEqual(texts('  token: "CANARY # one"'), ["CANARY # one", "CANARY"]);
  assert.ok(texts("  token: CANARY: more").includes("CANARY: more"));
  assert.ok(texts("\ttoken: CANARY #more").includes("CANARY"));
  assert.deepEqual(texts("  token: ${ env.TOKEN }"), []);
  assert.deepEqual(texts("  token: ${ 'CANARY' & env.TOKEN }"), ["CANARY"]);
  assert.deepEqual(texts("  key: |\n    abc==\n    defg"), ["abc==", "defg"]);
  assert.deepEqual(hiddenTexts('{"my_auth":{"token":"CAN,ARY"}}').includes("CAN,ARY"), true);
  assert.deepEqual(hiddenTexts("logics: [abcdef]"), []);
});

test("the words of a comment are not masked, but what may be a credential that was put into one is", () => {
  const texts = (lines: string) => hiddenTexts(`workflow_id: a\nmy_auth:\n${lines}\n`);
  assert.deepEqual(texts("  # The API key of Teamtailor: Settings, Integrations (required)."), []);
  assert.deepEqual(texts("  token: CANARY # ask the admin, not me"), ["CANARY"]);
  assert.deepEqual(texts("  # token: hunter"), ["hunter"]);
  assert.deepEqual(texts("  # before it was 12ab34cd here"), ["12ab34cd"]);
});

test("of a callback what people read is not masked; its address, its headers and what looks like a credential are", () => {
  const texts = (lines: string) => hiddenTexts(`workflow_id: a\ncallback:\n${lines}\n`);
  assert.deepEqual(texts('  json: { text: "${ result.status } new profiles" }'), []);
  assert.deepEqual(texts('  json:\n    text: "all new profiles"\n    code: 12ab34cd'), ["12ab34cd"]);
  assert.deepEqual(texts("  json:\n    token: hunter"), ["hunter"]);
  assert.deepEqual(texts("  json: { a: b }\n  headers:\n    X-Hook: hunter"), ["hunter"]);
  assert.ok(texts("  post: https://hooks.example.org/abcdef").includes("https://hooks.example.org/abcdef"));
});

test("the names of the ends of a flow and of the environment are no secrets", () => {
  const text =
    "workflow_id: a\norigin:\n  connector: talentsoft\n  entity: profile\n  auth: { token: hunter, id: env.ACME_ID }\n";
  assert.deepEqual(hiddenTexts(text), ["hunter"]);
});

test("a text that takes no time is looked through in none, whatever it is made of", () => {
  const start = cpuMs();
  for (const part of ["a", " ", '"', '"\\"', "a, ", "a : ", "{", "'", "${", "}"])
    for (const head of ["my_auth: ", "my_auth:\n ", '{ "my_auth": ', "{"])
      hiddenTexts(head + part.repeat(200_000));
  assert.ok(cpuMs() - start < 8_000, `${cpuMs() - start} ms`);
});

test("a message about a hidden line names neither an anchor nor a tag", () => {
  assert.equal(withoutValues("nothing above is called `&CANARY`"), "nothing above is called `&***`");
  assert.equal(withoutValues("tags like `!CANARY` are not taken"), "tags like `!***` are not taken");
  assert.equal(withoutValues("tags like `!!binary` are not taken"), "tags like `!!binary` are not taken");
  assert.equal(withoutValues('Unexpected token: "CANARY"'), 'Unexpected token: "***"');
  assert.equal(withoutValues("a text with `: ` in it"), "a text with `: ` in it");
});
