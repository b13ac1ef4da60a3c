/** What can be known before a run is told before it: where it is, what is wrong, what to write instead. Nothing is sent. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import {
  changed,
  command,
  findings,
  inFolder,
  inOrder,
  MANIFEST,
  mistakesOf,
  PIPELINE,
  validate,
} from "./mistakes/workspace.js";

const pipeline = inOrder[PIPELINE] ?? "";

test("what is in order is validated in silence", async () => {
  await inFolder({}, async (folder) => {
    const said = await command(folder, ["validate", PIPELINE, MANIFEST, "connectors/hrflow/connector.yaml"]);
    assert.deepEqual(said, { exit: 0, stdout: "", stderr: "" });
  });
});

test("mistakes about both ends of a flow are told at their place, and nothing that follows from them", async () => {
  const origin =
    "workflow_id: people\norigin: { connector: demo, entity: profile, auth: { api_key: key-123456 }, parameters: { filter_email: a@example.org } }\n";
  const target = (operation: string) =>
    `target: { connector: hrflow, entity: profile, operation: ${operation}, auth: { api_secret: key-654321 }, parameters: { source_key: s } }\n`;
  const said = async (text: string) => (await validate({ [PIPELINE]: text })).found;
  assert.equal(await said(origin + target("create")), "");
  assert.equal(
    await said(origin + target("craete")),
    "pipeline.yaml:3:58 HrFlow.ai cannot craete a profile\n    Did you mean `create`?",
  );
  assert.equal(
    await said(origin),
    "pipeline.yaml:1:1 `target` is missing\n    target: In place of an action: the system that is written.",
  );
  assert.equal(
    await said(`${origin}${target("create")}push_parameters: {}\n`),
    "pipeline.yaml:4:1 `push_parameters` stands beside `origin` and `target`\n    Remove it: what it says stands under `origin` and `target`.",
  );
});

test("`--set` is checked as if it stood in the file", async () => {
  await inFolder({}, async (folder) => {
    const said = async (...settings: string[]) => {
      const { exit, stderr } = await command(folder, [
        "validate",
        PIPELINE,
        ...settings.flatMap((one) => ["--set", one]),
      ]);
      return [exit, findings(stderr)];
    };
    assert.deepEqual(await said("pull_parameters.filter_email=bob@example.org"), [0, ""]);
    assert.deepEqual(await said("pull_parameters.conected=true"), [
      2,
      "--set pull_parameters.conected unknown key `conected` in `pull_parameters`\n    Did you mean `connected`?",
    ]);
    assert.deepEqual(await said("pull_parameters.filter_email=7"), [
      2,
      "--set pull_parameters.filter_email `filter_email` must be a text, not the number 7\n    Put it in quotes, as it stands: YAML reads it as something else than text.",
    ]);
  });
});

test("with `--env-file` the values are checked as a run checks them; without it names may be missing", async () => {
  const named = changed(PIPELINE, "ann@example.org", '"${ env.EMAIL }"');
  const files = { ...named, "whole.env": "EMAIL=ann@example.org\n", "empty.env": "OTHER=1\n" };
  await inFolder(files, async (folder) => {
    const said = async (...more: string[]) => {
      const { exit, stderr } = await command(folder, ["validate", PIPELINE, ...more]);
      return [exit, findings(stderr).split("\n")[0]];
    };
    assert.deepEqual(await said(), [0, ""]);
    assert.deepEqual(await said("--env-file", "whole.env"), [0, ""]);
    assert.deepEqual(await said("--env-file", "empty.env"), [
      2,
      "pipeline.yaml:9:17 the environment has no EMAIL",
    ]);
    const { stderr } = await command(folder, ["validate", PIPELINE, "--env-file", "none.env"]);
    assert.match(stderr, /the file none\.env of --env-file/);
  });
});

test("what a function of a connector makes wrong is told in the function", async () => {
  const made = changed(
    MANIFEST,
    "functions:\n",
    'functions:\n  person: function($id) { {"reference":$id,"emial":null} }\n',
  );
  const format = { "connectors/demo/format.jsonata": "$person(id)\n" };
  const rest = "  initial: function($text)<s:s> { $substring($text, 0, 1) }\n";
  const manifest = {
    [MANIFEST]: made[MANIFEST]?.replace(rest, "").replace("tables:\n  levels: { a: 1 }\n", "") ?? "",
  };
  assert.equal(
    (await validate({ ...manifest, ...format }, MANIFEST)).found,
    "connectors/demo/connector.yaml:18:44 the HrFlow.ai profile has no `emial`\n    Did you mean `email`?",
  );
  // Who makes use of it elsewhere cannot change it.
  assert.equal(
    (await validate({ ...manifest, ...format, "format.jsonata": "$person(id)\n" })).found,
    "format.jsonata:1:1 the HrFlow.ai profile has no `emial`\n    Did you mean `email`?",
  );
});

test("a procedure that ends every item may be taken under a condition alone", async () => {
  const taken = (step: string) => {
    const all = changed(
      MANIFEST,
      "tables:\n",
      "procedures:\n  refuse:\n    - fail: It is not ours.\ntables:\n",
    );
    return { [MANIFEST]: all[MANIFEST]?.replace("      each:\n", `      each:\n${step}`) ?? "" };
  };
  const told = async (step: string) => (await validate(taken(step), MANIFEST)).found;
  assert.equal(await told("        - do: refuse\n          if: incremental\n"), "");
  assert.equal(
    await told("        - do: refuse\n"),
    "connectors/demo/connector.yaml:19:7 no step behind this `fail` is ever taken: it ends every item\n    Say when it ends there: `if: …`.",
  );
});

test("where a schema lets other members be, one that is nearly named by it is doubtful", async () => {
  const open = changed(
    "connectors/demo/record.schema.json",
    '"attributes": {\n      "type": "object",\n      "additionalProperties": false,',
    '"attributes": {\n      "type": "object",\n      "additionalProperties": true,',
  );
  const logic = (text: string) => changed(PIPELINE, "attributes.unsubscribed = false", text);
  const told = async (text: string) => (await validate({ ...open, ...logic(text) })).found;
  assert.equal(
    await told("attributes.unsubscirbed = false"),
    "pipeline.yaml:14:16 `unsubscirbed` is no member that the schema names, and nearly `unsubscribed`\n    Did you mean `unsubscribed`?",
  );
  assert.equal(await told("attributes.`unsubscirbed` = false"), "");
  assert.equal(await told("attributes.email2 = 'a'"), "");
});

test("`.length` of a member that the record has is no mistake of another language", async () => {
  const named = changed(
    "connectors/demo/record.schema.json",
    '"updated":',
    '"length": { "type": "integer" },\n        "updated":',
  );
  const logic = changed(PIPELINE, "attributes.unsubscribed = false", "attributes.length > 3");
  assert.equal((await validate({ ...named, ...logic })).found, "");
});

test("a scroll or a cursor that is named `page` counts nothing, so nobody has to be told", async () => {
  const query = 'query: { email: "${ parameters.filter_email }" }';
  for (const next of [
    "body.next",
    "page = body.next ? null : body.next",
    '{ "id": body.id, "n": page.n + 1 }',
  ]) {
    const files = changed(
      MANIFEST,
      `        ${query}\n        records: body.data\n        next: body.next`,
      `        query: { email: "\${ parameters.filter_email }", after: "\${ page }" }\n        records: body.data\n        next: '${next}'`,
    );
    await inFolder(files, async (folder) => {
      assert.deepEqual(await command(folder, ["validate", MANIFEST]), { exit: 0, stdout: "", stderr: "" });
    });
  }
});

describe("a mistake in a pipeline is told, and keeps a run from sending anything", async () => {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.setHeader("content-type", "application/json");
    response.end('{ "data": [] }');
  });
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(() => server.close());

  const run = (folder: string) => {
    const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const hosts = ["api.demo.example.org", "api.hrflow.example.org", "hooks.example.org"];
    return command(folder, ["run", PIPELINE, ...hosts.flatMap((host) => ["--endpoint", `${host}=${to}`])]);
  };

  test("a run without a mistake does send", async () => {
    const { exit } = await inFolder({}, run);
    assert.equal(exit, 0);
    assert.equal(requests, 2, "a page and the callback");
    requests = 0;
  });

  for (const { what, files, found } of await mistakesOf("pipeline.txt", PIPELINE)) {
    test(what, async () => {
      await inFolder(files, async (folder) => {
        const { exit, stderr } = await run(folder);
        assert.equal(findings(stderr), found);
        assert.equal(exit, 2);
        assert.equal(requests, 0);
      });
    });
  }
});

describe("what may be meant as it stands is told by a check of the file, and stops no run", async () => {
  for (const { what, files, found } of await mistakesOf("doubtful.txt", PIPELINE)) {
    test(what, async () => {
      assert.deepEqual(await validate(files, PIPELINE), { exit: 2, found });
    });
  }
});

describe("a mistake in a manifest is told", async () => {
  for (const { what, files, found } of await mistakesOf("manifest.txt", MANIFEST)) {
    test(what, async () => {
      assert.deepEqual(await validate(files, MANIFEST), { exit: 2, found });
    });
  }
});

describe("a file that is hardly a file is told", () => {
  const files: readonly (readonly [what: string, text: string | Buffer, found: string])[] = [
    ["an empty one", "", "pipeline.yaml:1:1 the file is empty"],
    ["one with nothing but a comment", "# nothing\n", "pipeline.yaml:1:1 the file is empty"],
    ["a text", "hello\n", "pipeline.yaml:1:1 the file must be a mapping, not what is given"],
    ["a list", "- a\n", "pipeline.yaml:1:1 the file must be a mapping, not a list"],
    [
      "one in UTF-16",
      Buffer.from(`\uFEFF${pipeline}`, "utf16le"),
      "nowhere pipeline.yaml is not UTF-8 text\n    Save it as UTF-8.",
    ],
    [
      "one with NUL",
      pipeline.replace("people", "peo\0ple"),
      "pipeline.yaml:1:17 the file holds the control character U+0000\n    Remove it.",
    ],
    [
      "one with lines that end in CR alone",
      pipeline.replaceAll("\n", "\r"),
      "pipeline.yaml:1:20 the file holds the control character U+000D\n    End lines with LF or CR LF.",
    ],
    [
      "one indented with tabs",
      pipeline.replaceAll("  ", "\t"),
      "pipeline.yaml:5:1 a tab cannot indent\n    Indent with spaces.",
    ],
    [
      "one that is too large",
      `# ${"x".repeat(1024 * 1024)}`,
      "nowhere pipeline.yaml has 1048578 bytes; the most that is read is 1048576",
    ],
    ["100,000 brackets", "[".repeat(100_000), "pipeline.yaml:1:65 the file nests deeper than 64 levels"],
    ["100,000 dashes", "- ".repeat(100_000), "pipeline.yaml:1:129 the file nests deeper than 64 levels"],
    [
      "200 levels of mappings",
      Array.from({ length: 200 }, (_, level) => `${" ".repeat(level)}a:`).join("\n"),
      "pipeline.yaml:65:65 the file nests deeper than 64 levels",
    ],
    [
      "aliases that would grow to gigabytes",
      `a: &a [x, x]\n${"bcdefghijk".replace(/./g, (name, at: number) => {
        const alias = `*${"abcdefghij"[at]}`;
        return `${name}: &${name} [${[alias, alias, alias, alias, alias, alias].join(", ")}]\n`;
      })}`,
      "pipeline.yaml:6:20 with `*e` written out the file has more than 20000 values\n    Repeat less with aliases.",
    ],
    [
      "51 aliases",
      `a: &a x\nb: [${"*a, ".repeat(51)}]\n`,
      "pipeline.yaml:2:205 the file uses more than 50 aliases\n    Write the values out.",
    ],
    [
      "aliases that would nest deeper than a stack",
      `a0: &a0 ${"[".repeat(40)}${"]".repeat(40)}\n${Array.from({ length: 40 }, (_, at) => `a${at + 1}: &a${at + 1} ${"[".repeat(40)}*a${at}${"]".repeat(40)}\n`).join("")}`,
      "pipeline.yaml:2:49 with `*a0` written out the file nests deeper than 64 levels\n    Repeat less with aliases.",
    ],
    [
      "brackets that are hidden behind quoted ones",
      '["]", '.repeat(50_000),
      "pipeline.yaml:1:385 the file nests deeper than 64 levels",
    ],
    [
      "half a million commas",
      `[${",".repeat(500_000)}`,
      "pipeline.yaml:1:100000 the file has more than 100000 words and signs",
    ],
    [
      "30,000 values",
      "[x, x, x, x, x, x, x, x, x, x]\n".replace(/x/g, () => `[${"x,".repeat(2400)}]`),
      "pipeline.yaml:1:40015 the file has more than 20000 values",
    ],
    [
      "a deep expression",
      pipeline.replace("attributes.unsubscribed = false", `${"(".repeat(20_000)}1${")".repeat(20_000)}`),
      "pipeline.yaml:14:5 not a JSONata expression: it nests too deeply",
    ],
  ];
  for (const [what, text, found] of files) {
    test(what, async () => {
      assert.deepEqual(await validate({ [PIPELINE]: text }), { exit: 2, found });
    });
  }
});

test("a byte order mark and CR LF shift no position", async () => {
  const windows = (text: string) => `\uFEFF${text.replaceAll("\n", "\r\n")}`;
  const files = {
    [PIPELINE]: windows(pipeline.replace("logics:", "logisc:")),
    "format.jsonata": windows(
      (inOrder["format.jsonata"] ?? "").replace("attributes.email", "attributes.emial"),
    ),
    [MANIFEST]: windows(
      (inOrder[MANIFEST] ?? "").replace("body.data", "|\n          (body.data;\n          bdy.x)"),
    ),
  };
  assert.deepEqual(await validate(files), {
    exit: 2,
    found: `${MANIFEST}:39:11 there is no \`bdy\` here
    Did you mean \`body\`?
format.jsonata:3:23 \`attributes\` has no \`emial\`
    Did you mean \`email\`?
pipeline.yaml:13:1 unknown key \`logisc\`
    Did you mean \`logics\`?`,
  });
});

const several = {
  [PIPELINE]: pipeline
    .replace("source_key: source-1", "sorce_key: source-1")
    .replace("attributes.unsubscribed = false", "attributes.emial = $lenght(1)\n  - atributes.email != null")
    .replace("result.status", "result.status & x"),
  "format.jsonata": '{ "a": attributes.emial, "b": $sumn(1) }',
  ...changed(MANIFEST, "body.next", "bdy.next"),
};

test("several mistakes are all told, by file and line, in the same words each time", async () => {
  const found = `${MANIFEST}:38:15 there is no \`bdy\` here
    Did you mean \`body\`?
format.jsonata:1:19 \`attributes\` has no \`emial\`
    Did you mean \`email\`?
format.jsonata:1:31 there is no function \`$sumn\`
    Did you mean \`$sum\`?
pipeline.yaml:11:3 unknown key \`sorce_key\` in \`push_parameters\`
    Did you mean \`source_key\`?
pipeline.yaml:14:16 \`attributes\` has no \`emial\`
    Did you mean \`email\`?
pipeline.yaml:14:24 there is no function \`$lenght\`
    Did you mean \`$length\`?
pipeline.yaml:15:5 the Demo profile has no \`atributes\`
    Did you mean \`attributes\`?
pipeline.yaml:19:37 there is no \`x\` here
    Known here: \`env\`, \`result\`.`;
  assert.deepEqual(await validate(several), { exit: 2, found });
  assert.deepEqual(await validate(several), { exit: 2, found });
});

test("a line that may hold a credential is not shown, whatever is wrong with it", async () => {
  for (const line of [
    "api_kee: key-123456",
    "api_key: [key-123456]",
    "api_key: key-123456: x",
    "api_key: ${ key-123456",
    "api_key: 123456",
  ]) {
    await inFolder(changed(PIPELINE, "api_key: key-123456", line), async (folder) => {
      const { exit, stderr, stdout } = await command(folder, ["validate", "--json", PIPELINE]);
      assert.equal(exit, 2, line);
      assert.match(stderr, /^ --> pipeline\.yaml:5:/m);
      assert.doesNotMatch(stderr + stdout, /123456/, line);
    });
  }
});

test("the process itself says so, with the line and a caret, and exits with 2", async () => {
  await inFolder(changed(PIPELINE, "logics:", "logisc:"), async (folder) => {
    const main = join(packageRoot, "dist", "runner", "main.js");
    for (const name of ["validate", "run"]) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [main, name, PIPELINE], {
        cwd: folder,
        encoding: "utf8",
      });
      assert.equal(
        stderr,
        `error[unknown-key]: unknown key \`logisc\`
  --> pipeline.yaml:13:1
   = hint: Did you mean \`logics\`?

1 problem in 1 file
`,
      );
      assert.equal(stdout, "");
      assert.equal(status, 2);
    }
  });
});

test("the process outlives 100,000 brackets", async () => {
  await inFolder({ [PIPELINE]: `a: ${"[".repeat(100_000)}` }, async (folder) => {
    const main = join(packageRoot, "dist", "runner", "main.js");
    const { status, stderr } = spawnSync(process.execPath, [main, "validate", PIPELINE], {
      cwd: folder,
      encoding: "utf8",
    });
    assert.equal(status, 2);
    assert.equal(findings(stderr), "pipeline.yaml:1:67 the file nests deeper than 64 levels");
  });
});
