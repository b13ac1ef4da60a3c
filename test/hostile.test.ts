/** Files that were made to hurt: each is refused in words, at once, with exit code 2. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { command, findings, inFolder, inOrder, MANIFEST, PIPELINE } from "./mistakes/workspace.js";

/** What a command finds wrong, and that it ended with 2. */
async function refused(folder: string, argv: readonly string[]): Promise<string> {
  const { exit, stderr } = await command(folder, argv);
  assert.equal(exit, 2, stderr);
  return findings(stderr);
}

const pipe = (path: string) => assert.equal(spawnSync("mkfifo", [path]).status, 0);

test("a pipe, a device, a folder or a terabyte is no pipeline, no environment and no event", async () => {
  await inFolder({}, async (folder) => {
    pipe(join(folder, "pipe.yaml"));
    await symlink("/dev/zero", join(folder, "zero.yaml"));
    await writeFile(join(folder, "huge.yaml"), "");
    await truncate(join(folder, "huge.yaml"), 2 ** 40);
    const wrong = [
      ["pipe.yaml", "is a pipe or a device, not a file", "is a pipe or a device, not a file"],
      ["zero.yaml", "is a pipe or a device, not a file", "is a pipe or a device, not a file"],
      ["connectors", "is a folder, not a file", "is a folder, not a file"],
      ["none.yaml", "does not exist", "does not exist"],
      [
        "huge.yaml",
        "has 1099511627776 bytes; the most that is read is 1048576",
        "has 1099511627776 bytes; the most that is read is 10485760",
      ],
    ] as const;
    for (const [name, why, whyNoEvent] of wrong) {
      assert.equal(await refused(folder, ["validate", name]), `nowhere ${name} ${why}`);
      // On the command line a pipe may be given: the shell makes one of `<(…)`.
      if (name === "pipe.yaml") continue;
      assert.equal(
        await refused(folder, ["run", PIPELINE, "--env-file", name]),
        `nowhere the file ${name} of --env-file ${why}`,
      );
      const event = ["run", "event.yaml", "--event", name];
      await writeFile(join(folder, "event.yaml"), inOrder[PIPELINE] ?? "");
      await writeFile(
        join(folder, MANIFEST),
        (inOrder[MANIFEST] ?? "").replace("direction: inbound", "direction: inbound\n    event: '{}'"),
      );
      assert.equal(await refused(folder, event), `nowhere the file ${name} of --event ${whyNoEvent}`);
    }
  });
});

/** What `validate` finds in the pipeline with these lines behind it. */
async function foundWith(more: string): Promise<string> {
  const text = (inOrder[PIPELINE] ?? "").replace(/^callback:[\s\S]*/m, more);
  return inFolder({ [PIPELINE]: text }, (folder) => refused(folder, ["validate", PIPELINE]));
}

test("aliases that stand for millions are found in a callback, in parameters, in a format and in the tables of a manifest", async () => {
  const tower = (indent: string) =>
    `${indent}l0: &l0 x\n${Array.from({ length: 25 }, (_, at) => `${indent}l${at + 1}: &l${at + 1} [*l${at}, *l${at}]\n`).join("")}`;
  const told = (place: string) =>
    `${place} with \`*l12\` written out the file has more than 20000 values\n    Repeat less with aliases.`;
  assert.equal(
    await foundWith(`callback:\n  post: https://hooks.example.org/\n  json:\n${tower("    ")}`),
    told("pipeline.yaml:32:16"),
  );
  const start = inOrder[PIPELINE] ?? "";
  const inPipeline = (text: string) =>
    inFolder({ [PIPELINE]: text }, (folder) => refused(folder, ["validate", PIPELINE]));
  assert.equal(
    await inPipeline(start.replace("  filter_email: ann@example.org\n", tower("  "))),
    told("pipeline.yaml:22:14"),
  );
  assert.equal(
    await inPipeline(start.replace(" ./format.jsonata\n", `\n${tower("  ")}`)),
    told("pipeline.yaml:29:14"),
  );
  const manifest = (inOrder[MANIFEST] ?? "").replace(" { a: 1 }\n", `\n${tower("    ")}`);
  await inFolder({ [MANIFEST]: manifest }, async (folder) => {
    assert.equal(await refused(folder, ["validate", PIPELINE]), told(`${MANIFEST}:32:16`));
  });
});

test("a thousand mistakes on one line and ten thousand keys take no minutes", async () => {
  const start = performance.now();
  assert.match(
    await foundWith(`zzz: [${"{ __proto__: 1 },".repeat(2_500)}]\n`),
    /`__proto__` cannot be a key/,
  );
  assert.match(
    await foundWith(Array.from({ length: 9_000 }, (_, at) => `k${at}: 1\n`).join("")),
    /unknown key `k49`/,
  );
  assert.match(await foundWith("a: 1\n".repeat(9_000)), /the key `a` stands here a second time/);
  assert.ok(performance.now() - start < 20_000, `${performance.now() - start} ms`);
});

test("a version of YAML in which other words are numbers, dates and booleans is refused", async () => {
  const text = `%YAML 1.1\n---\n${inOrder[PIPELINE]}`;
  await inFolder({ [PIPELINE]: text }, async (folder) => {
    assert.equal(
      await refused(folder, ["validate", PIPELINE]),
      "pipeline.yaml:1:1 YAML 1.1 is not taken\n    Remove this line: the file is read as YAML 1.2.",
    );
  });
});

test("what YAML does not end, does not know or writes twice is told at its place", async () => {
  const wrong: readonly (readonly [more: string, found: string])[] = [
    ["zzz: { a: 1, a: 2 }\n", "16:14 the key `a` stands here a second time\n    Keep one of them."],
    ['zzz: { 1: a, "1": b }\n', '16:14 the key `"1"` stands here a second time\n    Keep one of them.'],
    ["zzz: { 0x1: a, 1: b }\n", "16:16 the key `1` stands here a second time\n    Keep one of them."],
    [
      "zzz: !!binary aGVsbG8=\n",
      "16:6 tags like `!!binary` are not taken\n    Write the plain value; one from the environment is `${ env.NAME }`.",
    ],
    ["zzz: a\uFFFEb\n", "16:7 the file holds the unusable character U+FFFE\n    Remove it."],
    ["zzz: a\u{1FFFF}b\n", "16:7 the file holds the unusable character U+1FFFF\n    Remove it."],
    ["zzz: 'abc\n", "16:6 a text in single quotes has no end"],
    ["zzz: &\n", "16:6 Anchor cannot be an empty string"],
    ["zzz: *nope\n", "16:6 nothing above is called `&***`\n    If it is a text, put it in quotes."],
    ["zzz: &a { b: *a }\n", "16:14 `*a` stands inside what it repeats"],
    ["...\nfoo: bar\n", "17:1 the file holds more than one document\n    Put each into a file of its own."],
    ["%YAML 1.1\n", "16:1 a text without quotes cannot start with `%`\n    Put the whole text in quotes."],
    ["logics:", "16:1 the key `logics` stands here a second time\n    Keep one of them."],
  ];
  for (const [more, found] of wrong) assert.equal(await foundWith(more), `pipeline.yaml:${found}`, more);
});

test("an expression that is left out behind its block header is told there", async () => {
  const text = `${(inOrder[PIPELINE] ?? "").replace(/^logics:[\s\S]*/m, "")}format: |`;
  await inFolder({ [PIPELINE]: text }, async (folder) => {
    assert.equal(
      await refused(folder, ["validate", PIPELINE]),
      "pipeline.yaml:13:9 not a JSONata expression: Unexpected end of expression",
    );
  });
});

test("a file with thousands of mistakes shows the first 50, in the same words each time, as text and as JSON", async () => {
  const text = `${inOrder[PIPELINE]}${Array.from({ length: 5_000 }, (_, at) => `k${at}: 1\n`).join("")}`;
  await inFolder({ [PIPELINE]: text }, async (folder) => {
    const argv = ["validate", "--json", PIPELINE];
    const said = await command(folder, argv);
    assert.deepEqual(await command(folder, argv), said);
    assert.equal(said.exit, 2);
    assert.equal(said.stderr.match(/^error\[/gm)?.length, 50);
    assert.match(said.stderr, /^error\[unknown-key\]: unknown key `k0`\n {2}--> pipeline\.yaml:19:1\n/);
    assert.match(said.stderr, /5000 problems in 1 file; 4950 more are not shown\n$/);
    const { error } = JSON.parse(said.stdout);
    assert.equal(error.message, "5000 problems found; nothing was sent");
    assert.deepEqual([error.findings.length, error.more_findings], [50, 4950]);
    assert.deepEqual(error.findings[49].location, { file: PIPELINE, line: 68, column: 1 });
  });
});

test("of several files the one that cannot be read does not hide the others", async () => {
  await inFolder({ "other.yaml": "a: [" }, async (folder) => {
    const { exit, stderr } = await command(folder, ["validate", "none.yaml", "other.yaml", PIPELINE]);
    assert.equal(exit, 2);
    assert.match(findings(stderr), /^nowhere none\.yaml does not exist\nother\.yaml:1:5 /);
  });
});

test("a manifest reaches no file outside its folder by a link, and shows nothing of it", async () => {
  await inFolder({ "outside.txt": "root:x:0:0:secret-of-root", "schema.json": "{}" }, async (folder) => {
    const demo = join(folder, "connectors", "demo");
    for (const name of ["format.jsonata", "record.schema.json"]) await rm(join(demo, name));
    await symlink(join(folder, "outside.txt"), join(demo, "format.jsonata"));
    await symlink("../../schema.json", join(demo, "record.schema.json"));
    const { exit, stderr, stdout } = await command(folder, ["validate", "--json", MANIFEST]);
    assert.equal(exit, 2);
    assert.equal(
      findings(stderr),
      `${MANIFEST}:24:13 \`./record.schema.json\` lies outside the folder of this file
${MANIFEST}:54:13 \`./format.jsonata\` lies outside the folder of this file`,
    );
    assert.doesNotMatch(stderr + stdout, /secret-of-root/);
  });
});

test("a manifest that is itself a link to elsewhere is not read; a folder that is one is the operator's choice", async () => {
  await inFolder({ "outside.txt": "root:x:0:0:secret-of-root" }, async (folder) => {
    const demo = join(folder, "connectors", "demo");
    await rename(demo, join(folder, "elsewhere"));
    await symlink(join(folder, "elsewhere"), demo);
    assert.deepEqual(await command(folder, ["validate", PIPELINE, MANIFEST]), {
      exit: 0,
      stdout: "",
      stderr: "",
    });
    const listed = await command(folder, ["connectors", "--json"]);
    assert.match(listed.stdout, /"name":"demo"/);
    await rm(join(folder, "elsewhere", "connector.yaml"));
    await symlink(join(folder, "outside.txt"), join(folder, "elsewhere", "connector.yaml"));
    const { exit, stderr } = await command(folder, ["validate", PIPELINE]);
    assert.equal(exit, 2);
    assert.equal(
      findings(stderr),
      "pipeline.yaml:2:9 the manifest of `demo` is a link to a file outside its folder\n    Link the whole folder instead.",
    );
    assert.doesNotMatch(stderr, /secret-of-root/);
  });
});

test("the format of a pipeline lies in its folder or in its project, and nowhere else", async () => {
  const text = inOrder[PIPELINE] ?? "";
  const format = (name: string) => text.replace("./format.jsonata", name);
  const files = {
    "package.json": "{}",
    "pipelines/up.yaml": format("../format.jsonata"),
    "pipelines/out.yaml": format("../../format.jsonata"),
    "pipelines/link.yaml": format("./link.jsonata"),
    "pipelines/circle.yaml": format("./circle.jsonata"),
    "pipelines/nul.yaml": format('"./a\\0.jsonata"'),
    "sub/here.txt": "",
  };
  await inFolder(files, async (folder) => {
    await symlink("/etc/hostname", join(folder, "pipelines", "link.jsonata"));
    await symlink("circle.jsonata", join(folder, "pipelines", "circle.jsonata"));
    const said = (name: string) => refused(folder, ["validate", `pipelines/${name}.yaml`]);
    assert.equal((await command(folder, ["validate", "pipelines/up.yaml"])).stderr, "");
    const outside = (name: string, file: string) =>
      `pipelines/${name}.yaml:15:9 \`${file}\` lies outside the folder of this file and its project
    Put a package.json into the folder that holds both: that makes it the project.`;
    assert.equal(await said("out"), outside("out", "../../format.jsonata"));
    assert.equal(await said("link"), outside("link", "./link.jsonata"));
    assert.equal(
      await said("circle"),
      "pipelines/circle.yaml:15:9 `./circle.jsonata` is a link that leads in a circle",
    );
    assert.equal(
      await said("nul"),
      "pipelines/nul.yaml:15:9 `./a\\u{0}.jsonata` cannot be read (ERR_INVALID_ARG_VALUE)",
    );
  });
});

test("ten thousand folders among the connectors are no trouble", async () => {
  await inFolder({}, async (folder) => {
    for (let at = 0; at < 10_000; at += 1) await mkdir(join(folder, "connectors", `c${at}`));
    await writeFile(join(folder, PIPELINE), (inOrder[PIPELINE] ?? "").replace("demo.", "demmo."));
    const start = performance.now();
    assert.equal(
      await refused(folder, ["validate", PIPELINE]),
      "pipeline.yaml:2:9 there is no connector `demmo`\n    Did you mean `demo`?",
    );
    assert.ok(performance.now() - start < 10_000, `${performance.now() - start} ms`);
  });
});
