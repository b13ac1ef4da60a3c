/** A comment with a reason allows what is wrong by the schemas alone, where it stands, and nothing else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { command, findings, inFolder, inOrder, MANIFEST, PIPELINE } from "../mistakes/workspace.js";

const pipeline = inOrder[PIPELINE] ?? "";
const LOGIC = "  - attributes.unsubscribed = false";
const NEVER = '  - attributes.unsubscribed != "no"';

async function said(logics: string, ...more: string[]) {
  const text = pipeline.replace(LOGIC, () => logics);
  return inFolder({ [PIPELINE]: text }, async (folder) => {
    const { exit, stderr } = await command(folder, ["validate", PIPELINE, ...more]);
    return [exit, findings(stderr).split("\n")[0]];
  });
}

test("on its line, and on the line before", async () => {
  const because = "# sync-runner: allow never-true because old records hold a text";
  assert.deepEqual(await said(NEVER), [
    2,
    "pipeline.yaml:14:29 `!=` is always true between true or false and a text",
  ]);
  assert.deepEqual(await said(`  ${because}\n${NEVER}`), [0, ""]);
  assert.deepEqual(await said(`${NEVER} ${because}`), [0, ""]);
  assert.deepEqual((await said(`  ${because}\n  - $exists(id)\n${NEVER}`))[0], 2);
});

test("behind a line it allows that line only", async () => {
  const because = "sync-runner: allow never-true because old records hold a text";
  assert.equal((await said(`${NEVER} # ${because}\n${NEVER}`))[0], 2);
  assert.equal((await said(`${NEVER} # ${because}\n  # ${because}\n${NEVER}`))[0], 0);
});

test("in an expression a comment between `/*` and `*/` allows its line, or alone the next", async () => {
  const because = "/* sync-runner: allow never-true because old records hold a text */";
  const never = NEVER.slice(4);
  assert.deepEqual(await said(`  - |\n    ${because}\n    ${never}`), [0, ""]);
  assert.deepEqual(await said(`  - '${never} ${because}'`), [0, ""]);
  assert.deepEqual(await said(`  - "${never.replaceAll('"', '\\"')} ${because}"`), [0, ""]);
});

test("in a quoted text it is no comment", async () => {
  const because = "sync-runner: allow never-true because old records hold a text";
  const never = NEVER.slice(4);
  for (const logic of [
    `- ${never} or id = '# ${because}'`,
    `- ${never} or id = '/* ${because} */'`,
    `- '${never} or id = "# ${because}"'`,
    `- "${never.replaceAll('"', "'")} or id = '/* ${because} */'"`,
  ])
    assert.equal((await said(`  ${logic}`))[0], 2, logic);
});

test("without a reason it allows nothing", async () => {
  const [exit, first] = await said(`  # sync-runner: allow never-true\n${NEVER}`);
  assert.deepEqual(
    [exit, first],
    [2, "pipeline.yaml:14:5 this comment allows nothing: it names no code, or gives no reason"],
  );
});

test("what does not occur is told", async () => {
  const comment = "  # sync-runner: allow never-true because it was so once";
  assert.deepEqual(await said(`${comment}\n${LOGIC}`), [
    2,
    "pipeline.yaml:14:5 there is no `never-true` on this line or the next",
  ]);
});

test("what makes a run impossible cannot be allowed", async () => {
  const comment = "  # sync-runner: allow unknown-variable because it comes later";
  assert.deepEqual(await said(`${comment}\n  - $isThere(id)`), [
    2,
    "pipeline.yaml:14:5 `unknown-variable` cannot be allowed",
  ]);
});

test("what is allowed runs", async () => {
  const text = pipeline
    .replace(LOGIC, () => `  # sync-runner: allow never-true because old records hold a text\n${NEVER}`)
    .replace("action:", "persist: false\naction:");
  await inFolder({ [PIPELINE]: text }, async (folder) => {
    const { exit, stderr } = await command(folder, [
      "run",
      PIPELINE,
      "--retries",
      "0",
      "--endpoint",
      "api.demo.example.org=http://127.0.0.1:9",
    ]);
    // Nobody listens there: it got as far as the first request.
    assert.equal(exit, 3, stderr);
  });
});

test("what `validate` alone tells can be allowed, and hides nothing else of the kind", async () => {
  const manifest = (inOrder[MANIFEST] ?? "").replace(
    "functions:",
    "  # sync-runner: allow declared-unused because the next version uses it\n  ages: { a: 1 }\n  years: { a: 1 }\nfunctions:",
  );
  await inFolder({ [MANIFEST]: manifest }, async (folder) => {
    for (const file of [MANIFEST, PIPELINE]) {
      const { stderr } = await command(folder, ["validate", file]);
      assert.equal(
        findings(stderr),
        `${MANIFEST}:21:3 nothing uses \`$tables.years\`\n    Use it, or remove it.`,
      );
    }
  });
});
