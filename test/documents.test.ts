/** What is generated of the documents is up to date, and their links lead somewhere. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { packageRoot } from "../runner/load/folders.js";
import { documents, readDocument } from "./documents/documents.js";
import { commandInside } from "./process/inside.js";
import { workplace } from "./process/workplace.js";

for (const [name, make] of Object.entries(documents))
  test(`${name} is what it is generated from (npm run documents)`, async () => {
    const found = await readDocument(name);
    assert.equal(found, await make(found));
  });

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "connectors/README.md",
  "examples/README.md",
  "pipelines/README.md",
  "runner/README.md",
  "runner/cli/README.md",
  "schemas/README.md",
  "test/README.md",
];

test("every link of the documents leads to a file, and to a heading where it names one", async () => {
  const wrong: string[] = [];
  for (const page of PAGES) {
    const text = await readDocument(page);
    for (const [, link = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const [file = "", heading] = link.split("#");
      const path = file === "" ? page : join(dirname(page), file);
      if (!existsSync(join(packageRoot, path))) wrong.push(`${page}: ${link}`);
      else if (heading !== undefined && !(await headings(path)).includes(heading))
        wrong.push(`${page}: ${link}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("the first page is short", async () => {
  assert.ok((await readDocument("README.md")).split("\n").length <= 151);
});

test("the first two commands of the README do all the set-up: the main job, and the tests", async () => {
  const blocks = [...(await readDocument("README.md")).matchAll(/^```sh\n([\s\S]*?)^```$/gm)];
  assert.deepEqual(
    blocks.slice(0, 2).map(([, command]) => command),
    ["npm ci && npx sync-runner run pipelines/teamtailor-to-hrflow.yaml --sandbox\n", "npm ci && npm test\n"],
  );
});

for (const page of ["README.md", "pipelines/README.md"])
  test(`every pipeline in ${page} validates`, async (t) => {
    const blocks = [...(await readDocument(page)).matchAll(/^```yaml\n([\s\S]*?)^```$/gm)];
    assert.ok(blocks.length > 0);
    const files = blocks.map(([, text = ""], index) => [`${index}.yaml`, text] as const);
    const cwd = await workplace(t, Object.fromEntries(files));
    const checked = await commandInside(["validate", ...files.map(([name]) => name)], { cwd });
    assert.deepEqual([checked.exit, checked.stderr], [0, ""]);
  });

test("a finding looks as pipelines/README.md shows it", async (t) => {
  const [shown = ""] = /^error\[[\s\S]*?(?=^```$)/m.exec(await readDocument("pipelines/README.md")) ?? [];
  const name = "pipelines/teamtailor-to-hrflow.yaml";
  const right = (await readDocument(name)).trimEnd();
  const cwd = await workplace(t, {
    [name]: `${right}\npull_parameters:\n  filter_emial: lea@example.org\n`,
  });
  const { exit, stderr } = await commandInside(["validate", name], { cwd });
  assert.equal(exit, 2);
  const place = /:\d+:\d+|^ *\d* *(?=\||-->)/gm;
  assert.ok(stderr.replace(place, "").startsWith(shown.replace(place, "")), stderr);
});

/** The anchors that GitHub gives the headings of a page. */
async function headings(page: string): Promise<string[]> {
  const text = (await readDocument(page)).replace(/^```[\s\S]*?^```$/gm, "");
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
