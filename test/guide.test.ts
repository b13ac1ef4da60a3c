/** The guide of connectors: every example in it is right, every construct has one, and its commands do what is shown. */
import assert from "node:assert/strict";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { parse, stringify } from "yaml";
import { validateManifest } from "../runner/compile/manifest.js";
import { openWorkspace } from "../runner/compile/workspace.js";
import type { Fault } from "../runner/faults/fault.js";
import { packageRoot } from "../runner/load/folders.js";
import { isShown, shownCommands } from "./documents/console.js";
import { ownEnding } from "./expressions/stock.js";
import { commandInside } from "./process/inside.js";
import { workplace } from "./process/workplace.js";

type Mapping = Record<string, unknown>;

const guide = await readFile(join(packageRoot, "connectors", "README.md"), "utf8");
/** An example, and behind some what comes of it. */
const EXAMPLE =
  /^```yaml\n# in (\S+)(?: manifest)?\n([\s\S]*?)^```$(?:\n\n```yaml\n# what comes of it\n([\s\S]*?)^```$)?/gm;
const examples = [...guide.matchAll(EXAMPLE)].map(([, place = "", text = "", outcome], index) => ({
  name: `example ${index + 1}, in ${place}`,
  place,
  text,
  outcome,
}));

/** What stands around an example. */
const frame = `
name: acme
title: Acme
type: ATS
url: https://acme.example/
auth:
  properties: { token: { type: string, writeOnly: true, description: API token } }
http:
  base_url: https://api.acme.example/v2
  headers: { Authorization: "Bearer \${ auth.token }" }
entities:
  profile:
    key: id
    pull:
      list: { get: /people, records: body.people }
    push:
      create: { each: [{ post: /people, json: "\${ item }" }] }
`;

/** What an example needs of which is said what comes of it: people are copied from Acme to Acme. */
const copy = {
  copy: {
    title: "Copy people",
    entity: "profile",
    mode: "create",
    direction: "inbound",
    with: "acme",
    format: "$",
  },
};
const pipeline = {
  action: "acme.copy",
  connector_auth: { token: "a-token" },
  acme_auth: { token: "b-token" },
};

/** The entity of the frame with a parameter, for actions that give it. */
const tagged = `
profile:
  key: id
  pull:
    parameters: { properties: { tag: { type: string, description: A tag } } }
    list: { get: /people, query: { tag: "\${ parameters.tag }" }, records: body.people }
  push:
    create: { each: [{ post: /people, json: "\${ item }" }] }
`;

test("every block of YAML says where it belongs", () => {
  const blocks = examples.length + examples.filter(({ outcome }) => outcome !== undefined).length;
  assert.equal(blocks, guide.match(/^```yaml$/gm)?.length);
});

for (const { name, place, text } of examples)
  test(`${name} validates`, async (t) => {
    const cwd = await workplace(t, { "connectors/acme/connector.yaml": framed(place, text) });
    const schema = join(packageRoot, "connectors", "_template", "person.schema.json");
    await cp(schema, join(cwd, "connectors", "acme", "person.schema.json"));
    const findings: Fault[] = [];
    await validateManifest(join(cwd, "connectors", "acme", "connector.yaml"), openWorkspace(cwd), findings);
    assert.deepEqual(
      findings.map(({ message, details }) => `${message} ${details.location?.line}`),
      [],
    );
  });

for (const { name, place, text, outcome } of examples)
  if (outcome !== undefined)
    test(`${name} does what is shown`, async (t) => {
      const cases = [{ name, pipeline, ...(parse(outcome) as Mapping) }];
      const cwd = await workplace(t, {
        "connectors/acme/connector.yaml": framed(place, text, copy),
        "connectors/acme/tests/example.yaml": stringify({ cases }),
      });
      const { exit, stdout, stderr } = await commandInside(["test", "connectors/acme/tests/example.yaml"], {
        cwd,
      });
      assert.equal(exit, 0, `${stdout}${stderr}`);
    });

test("every key of the manifest language is in an example", async () => {
  const schema = await readFile(join(packageRoot, "schemas", "connector.schema.json"), "utf8");
  const shown = new Set(examples.flatMap(({ text }) => keysIn(parse(text))));
  const missing = [...new Set(propertiesIn(JSON.parse(schema)))].filter((key) => !shown.has(key));
  assert.deepEqual(missing, []);
});

test("every expression gives what is shown", async () => {
  const [, block = ""] = /^```jsonata\n([\s\S]*?)^```$/m.exec(guide) ?? [];
  const lines = block.trim().split("\n");
  assert.ok(lines.length > 5);
  for (const line of lines) {
    const [expression = "", value = ""] = line.split(" → ");
    assert.deepEqual(await ownEnding(expression, {}), await ownEnding(value, {}), line);
  }
});

test("the commands of the guide print what is shown, from the empty folder to the reference pages", async (t) => {
  const cwd = await workplace(t, {});
  const commands = shownCommands(guide);
  assert.ok(commands.length >= 6);
  for (const { command, output } of commands) {
    const args = command.replace(/^npx sync-runner /, "").split(" ");
    const { exit, stdout, stderr } = await commandInside(args, { cwd });
    assert.equal(exit, 0, stderr);
    assert.ok(isShown(stdout + stderr, output), `${command} prints:\n${stdout}${stderr}`);
  }
});

test("a manifest that is wrong would be noticed", async (t) => {
  const cwd = await workplace(t, {});
  const path = join(cwd, "connector.yaml");
  await writeFile(path, framed("entities.profile.pull", "list: { get: /people, records: bodie.people }"));
  const findings: Fault[] = [];
  await validateManifest(path, openWorkspace(cwd), findings);
  assert.ok(findings.length > 0);
});

/** The frame with the keys of an example in the place of its own. */
function framed(place: string, text: string, actions: Mapping = {}): string {
  const manifest = parse(frame) as Mapping;
  let at = manifest;
  for (const key of place === "the" ? [] : place.split(".")) {
    at[key] ??= {};
    at = at[key] as Mapping;
  }
  Object.assign(at, parse(text));
  if (place === "actions") Object.assign(manifest.entities as Mapping, parse(tagged));
  if (Object.keys(actions).length > 0) manifest.actions = { ...actions, ...(manifest.actions as Mapping) };
  return stringify(manifest);
}

function keysIn(value: unknown): string[] {
  if (value === null || typeof value !== "object") return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(keysIn)];
}

/** The names of all properties that a schema and the schemas in it describe. */
function propertiesIn(schema: unknown): string[] {
  if (schema === null || typeof schema !== "object") return [];
  const { properties = {}, ...rest } = schema as { properties?: Mapping };
  const inner = [...Object.values(properties), ...Object.values(rest)];
  return [...Object.keys(properties), ...inner.flatMap(propertiesIn)];
}
