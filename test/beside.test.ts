/** What a manifest says is held against the sandbox.yaml beside it: a name that is nearly one of those is told before anything is sent. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { command, findings, inFolder, inOrder, MANIFEST } from "./mistakes/workspace.js";

const manifest = inOrder[MANIFEST] ?? "";
const BESIDE = "connectors/demo/sandbox.yaml";
const described = `title: Demo
hosts: [api.demo.example.org]
errors: { body: { error: "\${ message }" } }
collections:
  people: { schema: { properties: { id: {}, email: {}, attributes: {} } } }
routes:
  GET /people:
    list: people
    parameters: [email, since]
    answer: { data: "\${ records }", next: "\${ next }" }
`;

/** What is found in the manifest where a text of it is another one. */
async function found(from: string, to: string, beside = described): Promise<string> {
  assert.ok(manifest.includes(from), from);
  const files = { [MANIFEST]: manifest.replace(from, () => to), [BESIDE]: beside };
  return inFolder(files, async (folder) => findings((await command(folder, ["validate", MANIFEST])).stderr));
}

test("a manifest that says what is described is in order, and so is what is not described", async () => {
  assert.equal(await found("get: /people", "get: /people"), "");
  assert.equal(await found("get: /people", "get: /archive"), "");
  assert.equal(await found("query: { email:", 'query: { page_size: "10", email:'), "");
});

test("a path, a method, a parameter and a member that are nearly described", async () => {
  assert.match(
    await found("get: /people", "get: /poeple"),
    /^connectors\/demo\/connector\.yaml:35:14 connectors\/demo\/sandbox\.yaml describes no such path for GET\n {4}Did you mean `GET \/people`\?/,
  );
  assert.match(
    await found("get: /people", "post: /people"),
    /describes `GET \/people`, and nothing asks that\n {4}Write `get:`, or describe `POST` there\./,
  );
  assert.match(
    await found("query: { email:", "query: { emial:"),
    /describes no parameter `emial` of `GET \/people`\n {4}Did you mean `email`\?/,
  );
  assert.match(
    await found("records: body.data", "records: body.dta"),
    /`body` has no `dta`\n {4}Did you mean `data`\?/,
  );
});

test("a description that is broken is told of itself alone", async () => {
  assert.equal(await found("get: /people", "get: /poeple", "title: Demo\n"), "");
});

test("what is allowed by a comment is left", async () => {
  assert.equal(
    await found(
      "get: /people",
      "get: /poeple # sync-runner: allow not-described because the older path is spelt so",
    ),
    "",
  );
});

test("a description in which two routes or two records are one is told at the second", async () => {
  const twice = `title: Demo
hosts: [api.demo.example.org]
collections:
  people: { records: [{ id: 1 }, { id: 1 }] }
  teams: { count: 5, unique: [name], schema: { properties: { id: {}, name: { enum: [a, b] } } } }
routes:
  GET /people/{id}: { one: people }
  GET /people/{x}: { one: people }
`;
  const told = await inFolder({ [BESIDE]: twice }, async (folder) =>
    findings((await command(folder, ["validate", BESIDE])).stderr),
  );
  assert.deepEqual(
    told.split("\n").filter((line) => !line.startsWith(" ")),
    [
      "connectors/demo/sandbox.yaml:4:40 another record has the `id` 1: only this one is kept",
      "connectors/demo/sandbox.yaml:5:31 5 records cannot differ in `name`, which has 2 values",
      "connectors/demo/sandbox.yaml:8:3 `GET /people/{id}` in line 7 takes every request of this route",
    ],
  );
});
