/** The examples of the findings are what they claim to be: each wrong one gives its code on its line, each right one gives nothing. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { judged } from "../../runner/compile/allowed.js";
import { validateManifest } from "../../runner/compile/manifest.js";
import { compilePipeline } from "../../runner/compile/pipeline.js";
import { openWorkspace } from "../../runner/compile/workspace.js";
import type { Fault } from "../../runner/faults/fault.js";
import type { Example } from "../../runner/faults/findings/kind.js";
import { findings } from "../../runner/faults/findings/table.js";
import { command } from "../mistakes/workspace.js";
import { inProject, MANIFEST, PIPELINE } from "./frame.js";

/** What is found in a project with an example, and on which lines of the example's file. */
async function found(example: Example): Promise<string[]> {
  return inProject([example, ...(example.beside ? [example.beside] : [])], async (folder, lines) => {
    const own = join(folder, example.file === "pipeline" ? PIPELINE : MANIFEST);
    const around = openWorkspace(folder);
    const all: Fault[] = [];
    if (example.file === "manifest") await validateManifest(own, around, all);
    else {
      const program = await compilePipeline(own, around, all);
      await program?.resolve({}, all);
    }
    const first = lines.get(example) ?? 1;
    return judged(all, around, [own]).map(
      ({ details: { finding, location } }) => `${finding} ${(location?.line ?? 0) - first + 1}`,
    );
  });
}

for (const [code, kind] of Object.entries(findings)) {
  test(`\`${code}\` is found in its wrong example, and nothing in the right one`, async () => {
    // A comment that allows nothing leaves what it was written for.
    const all = (await found(kind.wrong)).filter((one) => !code.startsWith("allow-") || one.startsWith(code));
    assert.deepEqual(all, [`${code} ${kind.wrong.line}`]);
    assert.deepEqual(await found(kind.right), []);
  });
}

test("`explain` lists all codes, and tells one in full", async () => {
  const all = await command(".", ["explain"]);
  assert.equal(all.exit, 0);
  for (const code of [...Object.keys(findings), "INVALID", "LOCKED"])
    assert.match(all.stdout, new RegExp(`^${code} `, "m"));
  const { stdout } = await command(".", ["explain", "unknown-key"]);
  assert.match(stdout, /Wrong\n {4}# pipeline\n {4}pull_parameters:\n {4} {2}filter_emial:/);
  const other = await command(".", ["explain", "unknown-kye"]);
  assert.equal(other.exit, 2);
  assert.match(other.stderr, /Did you mean `unknown-key`\?/);
});
