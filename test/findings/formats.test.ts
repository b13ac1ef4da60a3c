/** Findings in the forms that other programs read. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, command, inFolder, PIPELINE } from "../mistakes/workspace.js";

const misspelt = changed(PIPELINE, "filter_email:", "filter_emial:");

/** What `validate` says of a pipeline with a misspelt key. */
async function said(...options: string[]) {
  return inFolder(misspelt, (folder) => command(folder, ["validate", PIPELINE, ...options]));
}

test("GitHub is told each finding as a workflow command, with what would end it escaped", async () => {
  const { exit, stdout, stderr } = await said("--format", "github");
  assert.equal(exit, 2);
  assert.equal(stderr, "");
  assert.equal(
    stdout,
    "::error file=pipeline.yaml,line=9,col=3,endColumn=15,title=unknown-key::unknown key `filter_emial` in `pull_parameters`%0ADid you mean `filter_email`?\n",
  );
  const files = changed(PIPELINE, "ann@example.org", '"50%: a, b ${"');
  const other = await inFolder(files, (folder) =>
    command(folder, ["validate", PIPELINE, "--format", "github"]),
  );
  assert.match(other.stdout, /title=template-unclosed::this `\$\{` has no `\}`%0A/);
});

test("SARIF has the rules that were broken, and the place of each finding", async () => {
  const { exit, stdout } = await said("--format", "sarif");
  assert.equal(exit, 2);
  const log = JSON.parse(stdout);
  const [run] = log.runs;
  assert.equal(log.version, "2.1.0");
  assert.deepEqual(
    run.tool.driver.rules.map(({ id }: { id: string }) => id),
    ["unknown-key"],
  );
  assert.deepEqual(run.results, [
    {
      ruleId: "unknown-key",
      ruleIndex: 0,
      level: "error",
      message: { text: "unknown key `filter_emial` in `pull_parameters`. Did you mean `filter_email`?" },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "pipeline.yaml" },
            region: { startLine: 9, startColumn: 3, endColumn: 15 },
          },
        },
      ],
    },
  ]);
});

test("JSON is the envelope of every command, with the code of each finding", async () => {
  const { exit, stdout } = await said("--format", "json");
  assert.equal(exit, 2);
  const { command: name, ok, error } = JSON.parse(stdout);
  assert.deepEqual(
    [name, ok, error.code, error.findings[0].code, error.findings[0].finding],
    ["validate", false, "INVALID", "INVALID", "unknown-key"],
  );
  assert.equal((await said("--json")).stdout, stdout);
});

test("where nothing is wrong, SARIF has no results and GitHub is told nothing", async () => {
  await inFolder({}, async (folder) => {
    const github = await command(folder, ["validate", PIPELINE, "--format", "github"]);
    assert.deepEqual(github, { exit: 0, stdout: "", stderr: "" });
    const { exit, stdout } = await command(folder, ["validate", PIPELINE, "--format", "sarif"]);
    assert.deepEqual([exit, JSON.parse(stdout).runs[0].results], [0, []]);
  });
});

test("a file that cannot be read is told in every form", async () => {
  await inFolder({}, async (folder) => {
    for (const format of ["github", "sarif", "json", "text"]) {
      const { exit, stdout, stderr } = await command(folder, ["validate", "none.yaml", "--format", format]);
      assert.equal(exit, 2);
      assert.match(stdout + stderr, /none\.yaml/);
    }
  });
});
