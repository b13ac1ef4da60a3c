/** Messages that misled people once: each says what is wrong, where it is, and what to write. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import {
  changed,
  command,
  findings,
  inFolder,
  inOrder,
  MANIFEST,
  PIPELINE,
  validate,
} from "../mistakes/workspace.js";

const LOGIC = "attributes.unsubscribed = false";

/** What is found first, with a text in the place of another one. */
async function found(file: string, from: string, to: string): Promise<string> {
  return (await validate(changed(file, from, to), file)).found;
}

/** The hint for a logic. */
async function hint(logic: string): Promise<string | undefined> {
  const text = await found(PIPELINE, `- ${LOGIC}`, `- '${logic.replaceAll("'", "''")}'`);
  return text.split("\n    ")[1];
}

test("a key that is short for another one is told with it, and not what would stand under it", async () => {
  assert.equal(
    await found(PIPELINE, "push_parameters:", "push_params:"),
    "pipeline.yaml:10:1 unknown key `push_params`\n    Did you mean `push_parameters`?",
  );
});

test("where every key is given, no further one can stand", async () => {
  assert.equal(
    await found(PIPELINE, "  source_key: source-1", "  source_key: source-1\n  zzzzz: 1"),
    "pipeline.yaml:12:3 unknown key `zzzzz` in `push_parameters`\n    All keys that can stand here are given.",
  );
});

test("a duration without its unit asks for the unit, not for quotes", async () => {
  const text = await found(
    MANIFEST,
    "value: record.attributes.updated",
    "value: record.attributes.updated\n        overlap: 60",
  );
  assert.match(
    text,
    /`overlap` must be a text, not the number 60\n {4}Write it with its unit, e\.g\. `60s`\./,
  );
});

test("a variable that is given its value with `=` is answered with `:=`", async () => {
  assert.equal(
    await hint("($names = [1]; $names)"),
    "A value is named with `:=`, in round brackets: `($names := …; …)`.",
  );
});

test("words and functions of other languages are translated", async () => {
  assert.equal(await hint('attributes.email.toUpperCase() = "A"'), "Here that is `$uppercase(…)`.");
  assert.match((await hint("attributes.email.length > 3")) ?? "", /^`\$length\(…\)` counts/);
  assert.match((await hint("attributes.email != undefined")) ?? "", /`\$exists\(…\)`/);
  assert.equal(await hint("attributes.unsubscribed = True"), "It is written `true`.");
  assert.equal(await hint("not attributes.unsubscribed"), "Not is written `$not(…)`.");
  assert.equal(
    await hint("attributes.email is null"),
    "Equal is written `=`, not equal `!=`: `x = null`, `x != null`.",
  );
});

test("a regular expression without its end is told where it opens", async () => {
  const lines = Array.from({ length: 20 }, (_, index) => `  "x${index}": id,`).join("\n");
  const text = `{\n  "email": $contains(attributes.email, /x) ? "a" : "b",\n${lines}\n  "reference": id\n}\n`;
  const { found: told } = await validate({ "format.jsonata": text }, PIPELINE);
  assert.match(told, /^format\.jsonata:2:40 not a JSONata expression: No terminating \//);
});

test("a broken schema file is told at its line", async () => {
  const broken = '{\n  "type": "object",\n  "properties": { "id": {}, }\n}\n';
  const { found: told } = await validate({ "connectors/demo/record.schema.json": broken }, MANIFEST);
  assert.match(told, /^connectors\/demo\/record\.schema\.json:3:29 .* is not JSON$/m);
});

test("braces of another template language are answered with `${ }`", async () => {
  const text = await found(PIPELINE, "ann@example.org", "{{ env.EMAIL }}");
  assert.equal(
    text,
    "pipeline.yaml:9:18 a key must be plain text\n    A value that is worked out is written `${ … }`, e.g. `${ env.NAME }`.",
  );
});

test("a name that is missing in the environment is told with a near one that is there", async () => {
  const files = {
    ...changed(PIPELINE, "ann@example.org", '"${ env.DEMO_EMAIL }"'),
    ".env": "DEMO_EMIAL=a@example.org\n",
  };
  await inFolder(files, async (folder) => {
    const { stderr } = await command(folder, ["validate", PIPELINE, "--env-file", ".env"]);
    assert.equal(
      findings(stderr),
      "pipeline.yaml:9:17 the environment has no DEMO_EMAIL\n    There is `DEMO_EMIAL`: is that the one?",
    );
  });
});

test("a name that a `.env` beside the pipeline or in the project has is told with the file, unless that was given", async () => {
  const files = {
    "pipelines/people.yaml": changed(PIPELINE, "ann@example.org", '"${ env.DEMO_EMAIL }"')[PIPELINE] ?? "",
    "pipelines/format.jsonata": "{}",
    ".env": "DEMO_EMAIL=a@example.org\n",
  };
  const said = (more: Record<string, string>, ...argv: string[]) =>
    inFolder({ ...files, ...more }, async (folder) => {
      const { stderr } = await command(folder, argv);
      return findings(stderr).split("\n    ")[1];
    });
  const run = ["run", "pipelines/people.yaml"];
  assert.equal(await said({}, ...run), ".env has it: give the file with --env-file .env.");
  const near = { ".env": "", "pipelines/.env": "DEMO_EMIAL=a@example.org\nMIIEow==\n" };
  assert.equal(await said(near, ...run), "pipelines/.env has `DEMO_EMIAL`: is that the one?");
  const given = { "other.env": "X=1\n" };
  const checked = ["validate", "pipelines/people.yaml", "--env-file", "other.env"];
  assert.equal(await said(given, ...checked), ".env has it: give the file with --env-file .env.");
});

test("`--sandbox` is not recommended to a run that has it", async () => {
  const files = changed(PIPELINE, "ann@example.org", '"${ env.ZZZ }"');
  await inFolder(files, async (folder) => {
    const without = await command(folder, ["run", PIPELINE]);
    assert.match(without.stderr, /or try the pipeline with --sandbox/);
    const { stderr } = await command(folder, ["run", PIPELINE, "--sandbox"]);
    assert.match(stderr, /the environment has no ZZZ/);
    assert.doesNotMatch(stderr, /--sandbox\./);
  });
});

test("what is wrong with a value of `--set` is told of the option", async () => {
  await inFolder({}, async (folder) => {
    const { stderr } = await command(folder, [
      "validate",
      PIPELINE,
      "--set",
      "pull_parameters.filter_email=7",
    ]);
    assert.equal(
      findings(stderr).split("\n")[0],
      "--set pull_parameters.filter_email `filter_email` must be a text, not the number 7",
    );
    assert.doesNotMatch(stderr, /ann@example\.org/);
  });
});

test("a port that is taken asks for another one, as the command takes it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  const { stderr } = await command(".", ["sandbox", "--memory", "--port", String(port)]);
  server.close();
  assert.match(stderr, /Name another port; with port 0 a free one is used\./);
});

test("an empty answer is told as one, not as an answer without a list", async () => {
  const server = createServer((_, response) => response.writeHead(204).end()).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await inFolder({}, async (folder) => {
    const url = `api.demo.example.org=http://127.0.0.1:${port}`;
    const { stderr } = await command(folder, [
      "run",
      PIPELINE,
      "--dry-run",
      "--allow-host",
      "127.0.0.1",
      "--endpoint",
      url,
    ]);
    assert.match(stderr, /an answer of demo is empty \(status 204\)/);
  });
  server.close();
});

test("a credential that is none of a few is told with those, and not itself", async () => {
  const key = "api_key: { type: string, writeOnly: true, description: The key. }";
  const files = {
    ...changed(MANIFEST, key, `${key}\n    region: { enum: [eu, us], description: The region. }`),
    ...changed(PIPELINE, "  api_key: key-123456", "  api_key: key-123456\n  region: europe"),
  };
  const { found: told } = await validate(files, PIPELINE);
  assert.equal(told, "pipeline.yaml:6:11 `region` cannot be what is given\n    It can be: `eu`, `us`.");
});

test("a file that does not exist is told with one of nearly that name", async () => {
  await inFolder({}, async (folder) => {
    const { exit, stderr } = await command(folder, ["validate", "pipelin.yaml"]);
    assert.equal(exit, 2);
    assert.match(stderr, /pipelin\.yaml does not exist\n.*hint: Did you mean `pipeline\.yaml`\?/);
  });
});

test("`connectors` tells the values of a parameter as they are written", async () => {
  await inFolder({ ".git/HEAD": "" }, async (folder) => {
    const { stdout } = await command(folder, ["connectors", "demo"]);
    assert.match(stdout, /order +asc\|desc +default asc/);
    assert.doesNotMatch(stdout, /Literal/);
  });
  assert.ok(inOrder[PIPELINE]);
});
