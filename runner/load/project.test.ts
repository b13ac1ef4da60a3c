/** Where state and connectors are looked for, whatever directory a command is started in. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { projectOf } from "./project.js";

/** A folder with these files and, where a name ends with a slash, folders. */
async function folder(t: TestContext, ...names: string[]): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "sync-runner-project-"));
  t.after(() => rm(made, { recursive: true }));
  for (const name of names) {
    const path = join(made, name);
    await mkdir(name.endsWith("/") ? path : dirname(path), { recursive: true });
    if (!name.endsWith("/")) await writeFile(path, "");
  }
  return made;
}

for (const mark of [".sync-runner/", ".git/", "package.json"]) {
  test(`the nearest folder that holds ${mark} is the project of everything below it`, async (t) => {
    const root = await folder(t, "package.json", `mine/${mark}`, "mine/pipelines/daily/");
    assert.equal(projectOf(join(root, "mine", "pipelines", "daily")), join(root, "mine"));
    assert.equal(projectOf(join(root, "mine")), join(root, "mine"));
  });
}

test("a `.git` that is a file, as in a work tree, marks a project", async (t) => {
  const root = await folder(t, ".git", "pipelines/");
  assert.equal(projectOf(join(root, "pipelines")), root);
});

test("an installed package belongs to the project that installed it", async (t) => {
  const root = await folder(t, "package.json", "node_modules/sync-runner/package.json");
  assert.equal(projectOf(join(root, "node_modules", "sync-runner", "pipelines")), root);
});
