/** `validate --fix` writes what is certain, tells it, and leaves every other byte. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { command, inFolder, inOrder, MANIFEST, PIPELINE } from "../mistakes/workspace.js";

const pipeline = inOrder[PIPELINE] ?? "";

/** A pipeline before and after `--fix`, with what was said. */
async function fixed(text: string, file = PIPELINE) {
  return inFolder({ [file]: text }, async (folder) => {
    const said = await command(folder, ["validate", file, "--fix"]);
    const after = await readFile(join(folder, file), "utf8");
    const again = await command(folder, ["validate", file, "--fix"]);
    assert.equal(await readFile(join(folder, file), "utf8"), after, "a second run changes nothing");
    return { ...said, after, again };
  });
}

const cases: readonly (readonly [what: string, wrong: string, right: string, code: string])[] = [
  ["a key", "filter_email:", "filter_emial:", "unknown-key"],
  ["a key in quotes", '"filter_email":', '"filter_emial":', "unknown-key"],
  [
    "a value",
    "filter_email: ann@example.org\n  order: asc",
    "filter_email: ann@example.org\n  order: asce",
    "value-not-allowed",
  ],
  ["a number that is meant as a text", 'filter_email: "7"', "filter_email: 7", "wrong-type"],
  [
    "a number in quotes",
    "filter_email: ann@example.org\n  limit: 5",
    'filter_email: ann@example.org\n  limit: "5"',
    "wrong-type",
  ],
  [
    "yes",
    "filter_email: ann@example.org\n  connected: true",
    "filter_email: ann@example.org\n  connected: yes",
    "wrong-type",
  ],
  [
    "an action",
    "action: demo.create_profiles_in_hrflow",
    "action: demo.create_profile_in_hrflow",
    "unknown-action",
  ],
  [
    "a connector",
    "action: demo.create_profiles_in_hrflow",
    "action: demmo.create_profiles_in_hrflow",
    "unknown-connector",
  ],
  ["a switch", "incremental: true", "incremental: yes", "wrong-type"],
  [
    "a name of the environment",
    'filter_email: "${ env.DEMO_EMAIL }"',
    'filter_email: "${ DEMO_EMAIL }"',
    "unknown-member",
  ],
  ["a file", "format: ./format.jsonata", "format: ./fromat.jsonata", "file-missing"],
  ["a file without its `./`", "format: ./format.jsonata", "format: format.jsonata", "file-not-marked"],
  ["a member", "attributes.unsubscribed = false", "attributes.unsubscribd = false", "unknown-member"],
  ["a function", "- $exists(attributes.email)", "- $exits(attributes.email)", "unknown-variable"],
  ["`==`", "attributes.unsubscribed = false", "attributes.unsubscribed == false", "expression-syntax"],
  [
    "an expression in `${ }`",
    "- attributes.unsubscribed = false",
    "- ${ attributes.unsubscribed = false }",
    "expression-syntax",
  ],
  ["`<>`", "id != 'a'", "id <> 'a'", "expression-syntax"],
  ["a variable", "($one := [1]; $count($one) = 1)", "($one := [1]; $count($oen) = 1)", "unknown-variable"],
  ["a number that its text says more exactly", 'filter_email: "1.10"', "filter_email: 1.10", "wrong-type"],
];

/** A pipeline that holds a text at the place of what has the same beginning. */
function having(text: string): string {
  if (text.startsWith("incremental")) return `${pipeline}${text}\n`;
  const first = /^"?(filter_email|action|format|filter_emial)"?:/.exec(text)?.[1];
  const places: Record<string, string> = {
    filter_email: "filter_email: ann@example.org",
    filter_emial: "filter_email: ann@example.org",
    action: "action: demo.create_profiles_in_hrflow",
    format: "format: ./format.jsonata",
  };
  if (/^"?filter_em\w+"?:$/.test(text)) return pipeline.replace("filter_email:", () => text);
  return first === undefined
    ? pipeline.replace(/(- )?attributes\.unsubscribed = false/, () =>
        text.startsWith("- ") ? text : `- ${text}`,
      )
    : pipeline.replace(places[first] ?? "", () => text);
}

for (const [what, right, wrong, code] of cases) {
  test(`${what} is mended, and nothing else`, async () => {
    const { exit, stderr, after, again } = await fixed(having(wrong));
    assert.equal(after, having(right));
    assert.equal(exit, 0, stderr);
    assert.match(stderr, new RegExp(`^fixed pipeline\\.yaml:\\d+:\\d+: .* \\(${code}\\)\\n$`));
    assert.deepEqual(again, { exit: 0, stdout: "", stderr: "" });
  });
}

test("an expression in `${ }`, and a name without it in a path, are mended in a manifest", async () => {
  const right = (inOrder[MANIFEST] ?? "")
    .replace("get: /people", "get: /people/${ parameters.order }/${ mode }")
    .replace("next: body.next", 'next: "$string(body.next)"');
  const wrong = right
    .replace("/${ parameters.order }/${ mode }", "/{parameters.order}/:mode")
    .replace('"$string(body.next)"', '"${ $string(body.next) }"');
  const { exit, stderr, after } = await fixed(wrong, MANIFEST);
  assert.equal(after, right);
  assert.equal(exit, 0, stderr);
});

test("where YAML would read the expression as something else, and where a name is not in scope, nothing is changed", async () => {
  const manifest = inOrder[MANIFEST] ?? "";
  for (const wrong of [
    manifest.replace("next: body.next", 'next: ${ "a" & body.next }'),
    manifest.replace("get: /people", "get: /people/{key}"),
  ]) {
    const { exit, after } = await fixed(wrong, MANIFEST);
    assert.equal(after, wrong);
    assert.equal(exit, 2);
  }
});

const uncertain: readonly (readonly [what: string, wrong: string, hint?: RegExp])[] = [
  ["`||`, which stands for `or`, `??` and `&`", "$exists(id) || $exists(id)", /first \?\? second/],
  ["`&&`, which stands for `and` and `&`", "$exists(id) && $exists(id)", /`and`.*`&`/],
  ["a value that is named with `=`", "($n = [1]; $count($n) = 1)", /A value is named with `:=`/],
  [
    "a misspelt variable before `=`",
    "($active := id; $exists($actve = 'x'))",
    /Did you mean `\$active`\? A value is named with `:=`/,
  ],
  ["a member that is another one but for its number", "attributes.unsubscribed2 = false"],
  ["a member that is near by more than a slip", "attributes.subscribed = false"],
  ["two misspellings of one key", "filter_emial: a\n  filter_emal: b"],
  ["two misspellings of one key, one of them escaped", 'filter_emial: a\n  "filter_\\u0065mal": b'],
];
for (const [what, wrong, hint] of uncertain) {
  test(`${what}: nothing is changed`, async () => {
    const text = /^filter/.test(wrong)
      ? pipeline.replace("filter_email: ann@example.org", () => wrong)
      : having(wrong);
    assert.notEqual(text, pipeline);
    const { exit, stderr, after } = await fixed(text);
    assert.equal(after, text);
    assert.equal(exit, 2);
    if (hint) assert.match(stderr, hint);
  });
}

test("what is used at a second place by an alias is not changed", async () => {
  const text = pipeline
    .replace("pull_parameters:\n  filter_email", "pull_parameters: &own\n  filter_emial")
    .replace('{ text: "${ result.status }" }', "{ text: *own }");
  const { after, exit } = await fixed(text);
  assert.deepEqual([after, exit], [text, 2]);
});

test("where two answers are as near, nothing is changed", async () => {
  const manifest = (inOrder[MANIFEST] ?? "").replace(
    "limit: {",
    "filter_emaik: { type: string, description: Another. }\n          limit: {",
  );
  await inFolder(
    { [MANIFEST]: manifest, [PIPELINE]: pipeline.replace("filter_email:", "filter_emaix:") },
    async (folder) => {
      const { exit } = await command(folder, ["validate", PIPELINE, "--fix"]);
      assert.equal(exit, 2);
      assert.match(await readFile(join(folder, PIPELINE), "utf8"), /filter_emaix:/);
    },
  );
});

test("a byte order mark, CR LF and comments stay as they are", async () => {
  const wrong =
    `\ufeff# of Ann\n${pipeline.replace("filter_email:", "filter_emial: # an address\n   ")}`.replaceAll(
      "\n",
      "\r\n",
    );
  const { after, exit } = await fixed(wrong);
  assert.equal(exit, 0);
  assert.equal(after, wrong.replace("filter_emial", "filter_email"));
});

test("a file that was not given is not written", async () => {
  const manifest = (inOrder[MANIFEST] ?? "").replace(
    "- if: record.attributes.resume",
    "- if: record.attributes.resmue",
  );
  await inFolder({ [MANIFEST]: manifest }, async (folder) => {
    const { exit } = await command(folder, ["validate", PIPELINE, "--fix"]);
    assert.equal(exit, 2);
    assert.equal(await readFile(join(folder, MANIFEST), "utf8"), manifest);
    assert.equal((await command(folder, ["validate", MANIFEST, "--fix"])).exit, 0);
  });
});
