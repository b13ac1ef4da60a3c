import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import type { Fault } from "../../faults/fault.js";
import { packageRoot } from "../../load/folders.js";
import { type Description, readDescription } from "./description.js";

const head = `title: Acme
hosts: [api.acme.example]
`;
const people = `collections: { people: { count: 3 } }
`;

async function read(text: string): Promise<{ description: Description | undefined; told: string[] }> {
  const folder = join(await mkdtemp(join(tmpdir(), "description-")), "acme");
  await mkdir(folder);
  await writeFile(join(folder, "sandbox.yaml"), text);
  // What stands beside a description is not read.
  await writeFile(join(folder, "connector.yaml"), "neither: [valid");
  const findings: Fault[] = [];
  const description = await readDescription(join(folder, "sandbox.yaml"), folder, findings);
  const told = findings.map(({ message, details: { location } }) => {
    return `${location?.file}:${location?.line}:${location?.column}: ${message}`;
  });
  return { description, told };
}

test("a description is read by itself, whatever stands beside it", async () => {
  const { description, told } = await read(`${head}${people}routes: { GET /people: { list: people } }\n`);
  assert.deepEqual(told, []);
  assert.equal(description?.name, "acme");
});

describe("what is wrong is told at its line and column", () => {
  const rows: readonly (readonly [string, string, string])[] = [
    [
      "a key that there is not",
      `${head}${people}routes:\n  GET /people: { list: people, fliters: {} }\n`,
      "5:32: unknown key `fliters` in `GET /people`",
    ],
    [
      "a collection that there is not",
      `${head}${people}routes:\n  GET /people: { list: persons }\n`,
      "5:24: there is no collection `persons`",
    ],
    [
      "an expression that is none",
      `${head}${people}routes:\n  GET /people: { list: people, where: "record.x = " }\n`,
      "5:49: not a JSONata expression",
    ],
    [
      "a name that is not in scope",
      `${head}${people}routes:\n  GET /people: { list: people, where: persona.x = 1 }\n`,
      "5:39: there is no `persona` here",
    ],
    [
      "a part that the path does not have",
      `${head}${people}routes:\n  GET /people/{id}: { one: people, where: record.id = path.key }\n`,
      "5:60: the path has no `key`",
    ],
    [
      "a member that no record has",
      `${head}collections: { people: { schema: { properties: { email: {}, home: { properties: { city: {} } } } } } }\nroutes:\n  GET /people: { list: people, filters: { email: record.emial = value } }\n`,
      "5:57: a record of `people` has no `emial`",
    ],
    [
      "a member that no member of a record has",
      `${head}collections: { people: { schema: { properties: { home: { properties: { city: {} } } } } } }\nroutes:\n  GET /people: { answer: "${"$"}{ people[0].home.ctiy }" }\n`,
      "5:45: `home` has no `ctiy`",
    ],
    [
      "a member that is unique and that no record has",
      `${head}collections: { people: { schema: { properties: { email: {} } }, unique: [emial] } }\nroutes: { GET /people: { list: people } }\n`,
      "3:74: records of `people` have no `emial`",
    ],
    [
      "a member that is written and is like one that is invented",
      `${head}collections: { people: { schema: { properties: { email: {} } } } }\nroutes:\n  POST /people: { create: people, set: { emial: "${"$"}{ body.email }" } }\n`,
      "5:42: records of this collection have no `emial`",
    ],
    [
      "a parameter that the route does not take",
      `${head}${people}routes:\n  GET /people: { list: people, filters: { email: value = 1 }, refuse: [{ if: query.emial = "x" }] }\n`,
      "5:84: the query has no `emial`",
    ],
    [
      "a member of the body that the route does not take",
      `${head}${people}routes:\n  POST /people: { create: people, body: { properties: { email: {} } }, refuse: [{ if: body.emial = "x" }] }\n`,
      "5:92: the body has no `emial`",
    ],
    [
      "a value that there is not",
      `${head}values: { limits: { most: 3 } }\n${people}routes:\n  GET /people: { answer: "${"$"}{ values.limits.mots }" }\n`,
      "6:44: `limits` has no `mots`",
    ],
    [
      "a link that there is not",
      `${head}collections: { people: { links: { cv: { path: /cv, expires: 1m } }, show: "${"$"}{ links.vc }" } }\nroutes: { GET /people: { list: people } }\n`,
      "3:85: `links` has no `vc`",
    ],
    [
      "a name that an error does not have",
      `${head}errors: { body: { why: "${"$"}{ mesage }" } }\n${people}routes: { GET /people: { list: people } }\n`,
      "3:28: there is no `mesage` here",
    ],
    [
      "a value with the name of a collection",
      `${head}${people}routes:\n  GET /people: { list: people, let: { people: 1 } }\n`,
      "5:39: a value cannot be called `people`",
    ],
    [
      "a record with the name of a value",
      `${head}${people}routes:\n  GET /people: { list: people, let: { one: 1 }, find: { one: { in: people, by: { id: x } } } }\n`,
      "5:57: a record cannot be called `one`",
    ],
    [
      "a record that is looked for where there is nothing",
      `${head}${people}routes:\n  GET /people: { list: people, find: { one: { in: persons, by: { id: x } } } }\n`,
      "5:51: there is no collection `persons`",
    ],
    [
      "a record that is looked for by what it does not have",
      `${head}collections: { people: { schema: { properties: { email: {} } } } }\nroutes:\n  GET /people: { list: people, find: { one: { in: people, by: { emial: x } } } }\n`,
      "5:72: records of `people` have no `emial`",
    ],
    [
      "a member that the record that was found does not have",
      `${head}collections: { people: { schema: { properties: { email: {} } } } }\nroutes:\n  GET /people: { find: { one: { in: people, by: { email: x } } }, answer: "${"$"}{ one.emial }" }\n`,
      "5:83: a record of `people` has no `emial`",
    ],
    [
      "an order that can not be asked for",
      `${head}${people}routes:\n  GET /people: { list: people, sort: { by: { age: record.age }, default: -ages } }\n`,
      "5:74: `by` has no `ages`",
    ],
    [
      "a header of a request in what selects records",
      `${head}${people}routes:\n  GET /people: { list: people, where: headers.x = record.id }\n`,
      "5:39: there is no `headers` here",
    ],
    [
      "a reason that there is not",
      `${head}errors: { reasons: { mising: { status: 404 } } }\n${people}routes: { GET /people: { list: people } }\n`,
      '3:20: `reasons` cannot be "mising"',
    ],
    [
      "records of a collection that code invents",
      `${head}collections: { people: { code: people, records: [] } }\nroutes: { GET /people: { list: people } }\n`,
      "3:40: `records` says what `code` invents",
    ],
    [
      "two ways of paging in one",
      `${head}${people}routes:\n  GET /people: { list: people, paging: { page: page, offset: offset } }\n`,
      "5:54: paging has exactly one of `page`, `offset`, `cursor`",
    ],
    [
      "a way in that accepts nothing",
      `${head}auth: [{ header: X-Key }]\n${people}routes: { GET /people: { list: people } }\n`,
      "3:8: `value` is missing",
    ],
    [
      "a record that nothing names",
      `${head}${people}routes:\n  GET /person: { one: people }\n`,
      "5:3: nothing says which record is meant",
    ],
    [
      "a filter of what is no list",
      `${head}${people}routes:\n  GET /people/{id}: { one: people, filters: { a: value = 1 } }\n`,
      "5:36: `filters` belongs to a `list`",
    ],
  ];
  for (const [name, text, message] of rows) {
    test(name, async () => {
      const { told } = await read(text);
      assert.equal(told[0]?.slice(0, `sandbox.yaml:${message}`.length), `sandbox.yaml:${message}`);
      assert.equal(told.length, 1, told.join("\n"));
    });
  }
});

test("the engine reaches nothing that reads a connector.yaml", async () => {
  const engine = join(packageRoot, "runner", "sandbox", "described");
  const start = (await readdir(engine)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const reached = new Set<string>();
  const follow = async (file: string): Promise<void> => {
    if (reached.has(file)) return;
    reached.add(file);
    const text = await readFile(file, "utf8");
    // Types are no way to read anything.
    const values = text.matchAll(/^(?:import|export) (?!type )(?:[^;]*?) from "(\.[^"]+)";/gms);
    for (const [, name = ""] of values) await follow(join(dirname(file), name.replace(/\.js$/, ".ts")));
  };
  for (const name of start) await follow(join(engine, name));
  const names = [...reached].map((file) => file.slice(packageRoot.length + 1));
  assert.ok(names.length > start.length, "imports are followed");
  const readers =
    /^runner\/(compile\/(connector|manifest|entity|action|pipeline|mapping|program)\.ts|steps\/|cli\/)/;
  assert.deepEqual(
    names.filter((name) => readers.test(name)),
    [],
  );
  for (const name of start) {
    const text = await readFile(join(engine, name), "utf8");
    assert.doesNotMatch(text, /connector\.yaml|findManifest|connector\.types|validators\.connector/, name);
  }
});

test("no shipped description names a file, so none can come from a manifest", async () => {
  const connectors = join(packageRoot, "connectors");
  for (const name of await readdir(connectors)) {
    const text = await readFile(join(connectors, name, "sandbox.yaml"), "utf8").catch(() => "");
    const data = text.replace(/^\s*#.*$/gm, "");
    assert.doesNotMatch(data, /connector\.yaml|\.jsonata|: \.\//, name);
  }
});

test("the schema is closed everywhere, and every property has a description", async () => {
  const file = join(packageRoot, "schemas", "sandbox.schema.json");
  const wrong: string[] = [];
  const look = (value: unknown, path: string): void => {
    if (value === null || typeof value !== "object") return;
    const { properties, additionalProperties } = value as Record<string, unknown>;
    if (typeof properties === "object" && properties !== null && !path.endsWith("/properties")) {
      if (additionalProperties !== false) wrong.push(`${path} is open`);
      for (const [name, one] of Object.entries(properties))
        if (!("description" in one || "$ref" in one)) wrong.push(`${path}/${name} has no description`);
    }
    for (const [name, one] of Object.entries(value)) look(one, `${path}/${name}`);
  };
  look(JSON.parse(await readFile(file, "utf8")), "");
  assert.deepEqual(wrong, []);
});
