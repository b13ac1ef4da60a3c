/** The examples of the findings are what they claim to be: each wrong one gives its code on its line, each right one gives nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Example } from "../../runner/faults/findings/kind.js";
import { findings } from "../../runner/faults/findings/table.js";
import { command } from "../mistakes/workspace.js";
import { FILES, inProject } from "./frame.js";

/** What `validate` finds in a project with an example, and on which lines of the example. */
async function found(example: Example): Promise<string[]> {
  return inProject([...(example.beside ? [example.beside] : []), example], async (folder, lines) => {
    const own = FILES[example.file];
    const files =
      example.file === "pipeline"
        ? ["other.yaml", own]
        : BY_ITSELF.includes(example.file)
          ? [own]
          : [FILES.manifest];
    const { stdout } = await command(folder, ["validate", ...files, "--env-file", ".env", "--json"]);
    const { error } = JSON.parse(stdout) as {
      readonly error: { readonly findings: readonly Found[] } | null;
    };
    const first = lines.get(example) ?? 1;
    return (error?.findings ?? []).map(({ finding, message, location: { file, line } }) =>
      file === own ? `${finding} ${line - first + 1}` : `${file}:${line} ${finding} ${message}`,
    );
  });
}

/** Files that `validate` is given, and that no other one is looked through for. */
const BY_ITSELF: readonly string[] = ["sandbox", "test"];

interface Found {
  readonly finding: string;
  readonly message: string;
  readonly location: { readonly file: string; readonly line: number };
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
