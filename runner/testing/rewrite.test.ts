import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { TestFile } from "../../schemas/test.types.js";
import { Fault } from "../faults/fault.js";
import { plainData, readYaml } from "../load/source.js";
import { temporaryDirectory } from "../store/temporary.test.support.js";
import type { Revised } from "./expectation.js";
import { rewritten } from "./rewrite.js";

/** The text of a file after the expectation of each case became what `revise` makes of it. */
async function after(
  t: TestContext,
  text: string,
  revise: (expect: Record<string, unknown>) => Revised,
): Promise<string> {
  const path = join(await temporaryDirectory(t), "a.yaml");
  await writeFile(path, text);
  const source = await readYaml(path, "/", []);
  const { cases } = plainData(source) as TestFile;
  const revisions = cases.map(({ expect }, index) => ({
    path: ["cases", index],
    expect: revise(expect as Record<string, unknown>),
    before: expect,
  }));
  return rewritten(source, revisions);
}

test("what is not another stays to the letter, comments, quotes and aliases too", async (t) => {
  const text = `# a file
cases:
  - name: 'one' # of two
    given: &given [ 1,   2 ]
    # what comes of it
    expect:
      # first
      items: *given # the same
      exit: 0x1
      token: 'a'
      # last
  - expect: { items: *given, exit: 1 } # in a line

`;
  const revised = await after(t, text, ({ items, token }) => ({
    items,
    exit: 2,
    ...(token === undefined ? {} : { token }),
  }));
  const block = "\n      items: *given\n      exit: 2\n      # in a line";
  assert.equal(
    revised,
    text.replace("exit: 0x1", "exit: 2").replace(" { items: *given, exit: 1 } # in a line", block),
  );
});

test("elements that go are taken out, and new ones come behind", async (t) => {
  const text = `cases:
  - expect:
      items:
        - a # stays
        - b # goes
`;
  assert.equal(
    await after(t, text, () => ({ items: ["a", undefined, { c: "x: y" }] })),
    `cases:
  - expect:
      items:
        - a # stays
        - c: "x: y"
`,
  );
});

test("what has lines of its own keeps the indentation of its file", async (t) => {
  const text = "cases:\n    - name: a\n      expect: {}\n      limit: 1\n";
  assert.equal(
    await after(t, text, () => ({ items: ["one\ntwo\n"] })),
    "cases:\n    - name: a\n      expect:\n        items:\n          - |\n            one\n            two\n      limit: 1\n",
  );
});

test("what came is read back as it came, whatever keys and characters it has", async (t) => {
  const item = {
    "<<": 1,
    "a: b": "\u0085 \u007f \ufffe \u{1fffe} \u2028 \ufeff \r\n \0",
    "\u0085": "<<",
    null: "null",
    "0x10": "1e3",
    "": [[], {}, "", " ", "- x", "---", 1e21, 5e-324],
  };
  const text = await after(t, "cases:\n  - expect: { items: [] }\n", () => ({ items: [item] }));
  const path = join(await temporaryDirectory(t), "b.yaml");
  await writeFile(path, text);
  const findings: Fault[] = [];
  const { cases } = plainData(await readYaml(path, "/", findings)) as TestFile;
  assert.deepEqual(findings, []);
  assert.deepEqual(cases[0]?.expect.items, [item]);
});

test("what no file can hold is an error, and nothing is written", async (t) => {
  for (const item of [JSON.parse('{"constructor":1}'), JSON.parse('{"a":{"__proto__":1}}')])
    await assert.rejects(
      after(t, "cases:\n  - expect: { items: [] }\n", () => ({ items: [item] })),
      (error) =>
        error instanceof Fault &&
        /stays as it is/.test(error.message) &&
        /cannot be a key/.test(error.hint ?? ""),
    );
});
