/** What an editor tells of a pipeline file: the schema that is shipped, and the one that is written with a connector of one's own. */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { packageRoot } from "../runner/load/folders.js";
import { commandInside } from "./process/inside.js";
import { type Editor, openEditor } from "./process/language-server.js";
import { filesBelow, workplace } from "./process/workplace.js";

const shipped = pathToFileURL(join(packageRoot, "schemas", "pipeline.schema.json")).href;
const begin = (schema = shipped) => `# yaml-language-server: $schema=${schema}
workflow_id: mine
action: teamtailor.create_profiles_in_hrflow
hrflow_auth: { api_secret: "\${ env.A }", api_user: "\${ env.B }" }
`;
const rest = `connector_auth: { api_key: "\${ env.KEY }" }
push_parameters: { source_key: "\${ env.SOURCE }" }
`;

test("the schema that is committed is what the manifests say (npx sync-runner schema)", async () => {
  const { exit, stdout, stderr } = await commandInside(["schema", "--check"], { cwd: packageRoot });
  assert.deepEqual([exit, stderr], [0, ""]);
  assert.match(stdout, /^up to date: schemas\/pipeline\.schema\.json$/m);
});

test("every shipped pipeline and example is right by it", async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const validate = ajv.compile(
    JSON.parse(await readFile(join(packageRoot, "schemas", "pipeline.schema.json"), "utf8")),
  );
  let seen = 0;
  for (const folder of ["pipelines", "examples"])
    for (const [name, text] of await filesBelow(join(packageRoot, folder))) {
      const data = name.endsWith(".yaml") ? parse(String(text)) : undefined;
      if (data?.workflow_id === undefined) continue;
      seen += 1;
      assert.ok(validate(data), `${name}: ${ajv.errorsText(validate.errors)}`);
    }
  assert.ok(seen > 10);
});

test("an editor knows the action of a pipeline", async (t) => {
  const editor: Editor = await openEditor(t, await workplace(t, {}));

  await t.test("it completes actions, and the keys of the file", async () => {
    const action = await editor.open(
      `# yaml-language-server: $schema=${shipped}\nworkflow_id: a\naction: |\n`,
    );
    const actions = await action.completion();
    assert.ok(actions.includes("teamtailor.create_profiles_in_hrflow"), actions.join());
    const keys = await (await editor.open(`${begin()}${rest}|\n`)).completion();
    for (const key of ["logics", "format", "pull_parameters"]) assert.ok(keys.includes(key), keys.join());
  });

  await t.test("it completes the parameters of this action and of no other", async () => {
    const pull = await (await editor.open(`${begin()}${rest}pull_parameters:\n  |\n`)).completion();
    assert.ok(pull.includes("filter_email"), pull.join());
    assert.ok(!pull.includes("vacancy"), pull.join());
    const auth = await (await editor.open(`${begin()}connector_auth:\n  |\n`)).completion();
    assert.deepEqual(auth.filter((one) => /^\w+$/.test(one)).sort(), ["X_Api_Version", "api_key"]);
    const choice = await editor.open(`${begin()}${rest}pull_parameters:\n  filter_connected: |\n`);
    assert.ok((await choice.completion()).includes('"true"'));
  });

  await t.test("it completes both ends of a flow between any two systems", async () => {
    const between = `# yaml-language-server: $schema=${shipped}\nworkflow_id: mine\n`;
    const names = await (await editor.open(`${between}origin:\n  connector: |\n`)).completion();
    assert.ok(names.includes("flatchr") && names.includes("teamtailor"), names.join());
    const origin = `${between}origin:\n  connector: flatchr\n  entity: profile\n`;
    const pull = await (await editor.open(`${origin}  parameters:\n    |\n`)).completion();
    assert.ok(pull.includes("hired") && !pull.includes("filter_email"), pull.join());
    const target = `${between}target:\n  connector: talentsoft\n  entity: profile\n  operation: apply\n`;
    const push = await (await editor.open(`${target}  parameters:\n    |\n`)).completion();
    assert.ok(push.includes("job_reference"), push.join());
  });

  await t.test("it explains a parameter under the cursor", async () => {
    const text = await (
      await editor.open(`${begin()}${rest}pull_parameters:\n  filter_em|ail: a@example.org\n`)
    ).hover();
    assert.match(text, /Filter by email address/);
  });

  await t.test("it completes the members of the item under format", async () => {
    const members = await (await editor.open(`${begin()}${rest}format:\n  info:\n    |\n`)).completion();
    for (const name of ["email", "full_name"]) assert.ok(members.includes(name), members.join());
  });

  await t.test("it marks what this action does not have, and what it needs", async () => {
    const { marks } = await editor.open(`${begin()}${rest}pull_parameters:\n  vacancy: 1\n|`);
    assert.deepEqual(marks, ["8: Property vacancy is not allowed."]);
    const { marks: missing } = await editor.open(`${begin()}push_parameters: {}\n|`);
    assert.ok(
      missing.some((mark) => mark.includes("source_key")),
      missing.join("\n"),
    );
    const { marks: unknown } = await editor.open(
      `# yaml-language-server: $schema=${shipped}\nworkflow_id: a\naction: teamtailor.nothing\n|`,
    );
    assert.match(unknown.join("\n"), /^3: No such action/);
    assert.deepEqual((await editor.open(`${begin()}${rest}|`)).marks, []);
  });

  await t.test("an expression can stand for a value of any kind", async () => {
    const set = `pull_parameters:\n  filter_connected: \${ env.CONNECTED }\nformat:\n  reference: \${ id }\n  info: \${ $ }\n|`;
    assert.deepEqual((await editor.open(`${begin()}${rest}${set}`)).marks, []);
  });
});

test("the schema of a project has its own connectors, too", async (t) => {
  const cwd = await workplace(t, {});
  assert.equal((await commandInside(["init"], { cwd })).exit, 0);
  assert.equal((await commandInside(["new", "connector", "mine"], { cwd })).exit, 0);
  const stale = await commandInside(["schema", "--check"], { cwd });
  assert.equal(stale.exit, 2);
  assert.match(stale.stderr, /schemas\/pipeline\.schema\.json is out of date/);
  assert.equal(
    (await commandInside(["schema"], { cwd })).stdout,
    "wrote schemas/pipeline.schema.json\nup to date: schemas/connector.schema.json\n",
  );
  const schema = pathToFileURL(join(cwd, "schemas", "pipeline.schema.json")).href;
  const editor = await openEditor(t, cwd);
  const head = `# yaml-language-server: $schema=${schema}\nworkflow_id: a\naction: `;
  const actions = await (await editor.open(`${head}|\n`)).completion();
  assert.ok(actions.includes("mine.create_profiles_in_hrflow"), actions.join());
  const pull = `${head}mine.create_profiles_in_hrflow\npull_parameters:\n  |\n`;
  assert.ok((await (await editor.open(pull)).completion()).includes("tag"));
});

test("a file that is no older schema is not replaced by the schema", async (t) => {
  const cwd = await workplace(t, { ".env": "TOKEN=1\n", "package.json": "{}\n" });
  for (const name of [".env", "package.json", ".sync-runner/x.json", "-"]) {
    const { exit, stderr } = await commandInside(["schema", name], { cwd });
    assert.equal(exit, 2, stderr);
  }
  assert.equal(await readFile(join(cwd, ".env"), "utf8"), "TOKEN=1\n");
  const once = await commandInside(["schema", "p.schema.json"], { cwd });
  assert.equal(once.stdout, "wrote p.schema.json\n", once.stderr);
  await writeFile(
    join(cwd, "p.schema.json"),
    (await readFile(join(cwd, "p.schema.json"), "utf8")).slice(0, 500),
  );
  assert.equal((await commandInside(["schema", "p.schema.json"], { cwd })).stdout, "wrote p.schema.json\n");
});
