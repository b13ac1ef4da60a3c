/** Names that every object has by its prototype: as keys, in options and in the environment they are names like others, or refused. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { changed, command, findings, inFolder, inOrder, MANIFEST, PIPELINE } from "./mistakes/workspace.js";

const OF_EVERY_OBJECT = ["toString", "hasOwnProperty", "valueOf", "isPrototypeOf"];
const REFUSED = ["__proto__", "constructor", "prototype"];

afterEach(() => {
  assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

const start = (inOrder[PIPELINE] ?? "").replace(/^callback:[\s\S]*/m, "");

async function said(text: string, more: readonly string[] = []): Promise<string> {
  return inFolder({ [PIPELINE]: text }, async (folder) => {
    const { exit, stderr } = await command(folder, ["validate", PIPELINE, ...more]);
    return `${exit} ${findings(stderr)}`.trim();
  });
}

test("a key that leads to a prototype is refused wherever it stands and however it is written", async () => {
  for (const key of REFUSED) {
    const escaped = `"\\u${key.charCodeAt(0).toString(16).padStart(4, "0")}${key.slice(1)}"`;
    for (const [before, written, after] of [
      ["", key, ": { polluted: 1 }"],
      ["callback: { post: https://hooks.example.org/, json: { a: [{ ", escaped, ": { polluted: 1 } }] } }"],
      ['{"json": {', `"${key}"`, ": 1}}"],
    ] as const) {
      const text = before.startsWith("{")
        ? `${before}${written}${after}\n`
        : `${start}${before}${written}${after}\n`;
      const line = before.startsWith("{") ? 1 : 16;
      assert.equal(
        await said(text),
        `2 pipeline.yaml:${line}:${before.length + 1} \`${key}\` cannot be a key`,
      );
    }
  }
});

test("a name that every object has is a key like others", async () => {
  for (const key of OF_EVERY_OBJECT) {
    const json = `callback: { post: https://hooks.example.org/, json: { ${key}: "\${ env.${key} }" } }\n`;
    assert.equal(await said(start + json), "0");
    assert.match(
      await said(`${start}${key}: 1\n`),
      new RegExp(`^2 pipeline\\.yaml:16:1 unknown key \`${key}\``),
    );
  }
});

test("no connector, action or session is there because every object has its name", async () => {
  for (const name of ["constructor", "prototype"]) {
    assert.match(
      await said(start.replace("demo.", `${name}.`)),
      /^2 pipeline\.yaml:2:9 there is no connector/,
    );
    const action = start.replace("create_profiles_in_hrflow", name);
    assert.match(await said(action), /^2 pipeline\.yaml:2:9 demo has no action/);
  }
  for (const name of [...REFUSED, ...OF_EVERY_OBJECT]) {
    assert.match(await said(start.replace("demo.create_profiles_in_hrflow", `demo.${name}`)), /^2 /);
    const files = changed(MANIFEST, "      list:", `      session: ${name}\n      list:`);
    await inFolder(files, async (folder) => {
      const { exit, stderr } = await command(folder, ["validate", MANIFEST]);
      assert.equal(exit, 2);
      assert.match(
        findings(stderr),
        new RegExp(`there is no session \`${name}\`|\`session\` cannot be "${name}"`),
      );
    });
  }
});

test("--set leads to no prototype and to no place that a list has not", async () => {
  await inFolder({}, async (folder) => {
    const set = async (text: string) => {
      const { exit, stderr } = await command(folder, ["run", PIPELINE, "--sandbox", "--set", text]);
      assert.equal(exit, 2, stderr);
      return findings(stderr);
    };
    assert.equal(
      await set("callback.json.__proto__.polluted=1"),
      "nowhere --set callback.json.__proto__.polluted: `__proto__` cannot be a key",
    );
    assert.equal(
      await set("constructor.prototype.polluted=1"),
      "nowhere --set constructor.prototype.polluted: `constructor` cannot be a key",
    );
    assert.equal(
      await set('callback.json={ a: [{ "__proto__": { polluted: 1 } }] }'),
      "nowhere --set callback.json: `__proto__` cannot be a key",
    );
    assert.equal(
      await set("logics.length=9"),
      "nowhere --set logics.length: `length` is no item of a list\n    Its items are 0 to 0, the next one is 1.",
    );
    assert.equal(
      await set("logics.99999=a"),
      "nowhere --set logics.99999: `99999` is no item of a list\n    Its items are 0 to 0, the next one is 1.",
    );
  });
});

test("an event and a file of the environment change no prototype, and add no name that is not asked for", async () => {
  const files = {
    ...changed(MANIFEST, "direction: inbound", "direction: inbound\n    event: $"),
    "event.json":
      '{ "\\u005f_proto__": { "filter_email": "polluted" }, "a": { "__proto__": { "polluted": 1 } } }',
    ".env": "__proto__=polluted\nconstructor=polluted\nA=b\n",
    [PIPELINE]: start.replace("  filter_email: ann@example.org", '  filter_email: "${ env.toString }"'),
  };
  await inFolder(files, async (folder) => {
    const argv = ["run", PIPELINE, "--event", "event.json", "--env-file", ".env"];
    const { exit, stderr } = await command(folder, argv);
    assert.equal(exit, 2);
    assert.match(findings(stderr), /^pipeline\.yaml:9:17 the environment has no toString\n/);
    await writeFile(join(folder, "event.json"), "[".repeat(100_000));
    const deep = await command(folder, argv);
    assert.deepEqual(
      [deep.exit, findings(deep.stderr)],
      [2, "nowhere the event in event.json cannot be used: it nests deeper than 256 levels"],
    );
  });
});

test("definitions of a schema that use each other twice do not unfold for ever", async () => {
  const defs = Array.from({ length: 30 }, (_, at) => [
    `d${at}`,
    { properties: { a: { $ref: `#/$defs/d${at + 1}` }, b: { $ref: `#/$defs/d${at + 1}` } } },
  ]);
  const schema = JSON.stringify({ $ref: "#/$defs/d0", $defs: Object.fromEntries(defs) });
  await inFolder({ "connectors/demo/record.schema.json": schema }, async (folder) => {
    const { exit, stderr } = await command(folder, ["validate", MANIFEST]);
    assert.equal(exit, 2);
    assert.equal(
      findings(stderr),
      `${MANIFEST}:24:13 connectors/demo/record.schema.json is not a JSON Schema, or unfolds to too much`,
    );
  });
});
