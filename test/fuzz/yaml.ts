/** The loader of YAML: whatever a file holds, there are findings inside of it, soon, and nothing else. */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { validateManifest } from "../../runner/compile/manifest.js";
import { compilePipeline } from "../../runner/compile/pipeline.js";
import { openWorkspace } from "../../runner/compile/workspace.js";
import { Fault } from "../../runner/faults/fault.js";
import { plain, renderFindings } from "../../runner/faults/render.js";
import { inOrder, type MANIFEST, PIPELINE } from "../mistakes/workspace.js";
import { type Target, target } from "./target.js";

const SIGNS = [
  ..."&*!|>%@`-?:,[]{}'\"#\\ \n\t\r\0~<=$",
  ...[
    "&a ",
    "*a",
    "<<: ",
    "- ",
    "? ",
    ": ",
    " #",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "%TAG ! x\n",
    "\r\n",
    "\n  ",
    "\n",
  ],
  ...[
    "__proto__: ",
    "constructor: ",
    '"\\u005f_proto__": ',
    "toString: ",
    "!!js/function ",
    "!!binary ",
    "!<x> ",
  ],
  ...["|\n", "|9-\n", ">+\n", "${", "}", "$${", "/*", "(", "function(", "[[[[[[[[", '["]",', "- - - - - "],
  ...[
    "012",
    "1_000",
    "0x1",
    "1e999",
    ".nan",
    "yes",
    "null",
    "2024-01-31",
    "\uFEFF",
    "\uFFFE",
    "\u0085",
    "\u2028",
    "😀",
  ],
];

type Edit = readonly [at: number, length: number, sign: number, again: number];

/** A file of the workspace with some edits in it: pieces left out, doubled, or replaced by a sign. */
function edited(file: string): fc.Arbitrary<Buffer> {
  const text = inOrder[file] ?? "";
  const edit = fc.tuple(
    fc.nat(text.length),
    fc.oneof(fc.nat(3), fc.nat(200)),
    fc.nat(SIGNS.length),
    fc.oneof(fc.constant(1), fc.nat(80)),
  );
  const apply = (before: string, [at, length, sign, again]: Edit) => {
    const piece = SIGNS[sign] ?? before.slice(at, at + length);
    return before.slice(0, at) + piece.repeat(again) + before.slice(at + length);
  };
  return fc
    .array(edit, { minLength: 1, maxLength: 5 })
    .map((edits) => Buffer.from(edits.reduce(apply, text)));
}

const random = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.array(fc.constantFrom(...SIGNS), { maxLength: 60 }).map((signs) => Buffer.from(signs.join(""))),
);

/** Far more than it takes, in time of the processor: the machine may be busy. */
const SLOW_MS = 1_000;

export function yamlTarget(file: typeof PIPELINE | typeof MANIFEST): Target {
  let folder = "";
  const fuzz = target(
    `yaml: ${file}`,
    fc.oneof({ weight: 4, arbitrary: edited(file) }, { weight: 1, arbitrary: random }),
    async (bytes) => {
      await writeFile(join(folder, file), bytes);
      const findings: Fault[] = [];
      const before = process.cpuUsage();
      try {
        const compile = file === PIPELINE ? compilePipeline : validateManifest;
        await compile(join(folder, file), openWorkspace(folder), findings);
      } catch (error) {
        if (!(error instanceof Fault) || error.code === "BUG") throw error;
        findings.push(error);
      }
      const { user } = process.cpuUsage(before);
      assert.ok(user < SLOW_MS * 1000, `${user / 1000} ms`);
      for (const finding of findings) isInside(finding, bytes, file);
      const shown = renderFindings(findings, { color: false });
      for (const line of shown.split("\n")) assert.equal(plain(line, 10_000), line);
    },
    [
      Buffer.from('["]", '.repeat(20_000)),
      Buffer.from(`${(inOrder[PIPELINE] ?? "").replace(/^logics:[\s\S]*/m, "")}format: |`),
      Buffer.from("%YAML 1.1\n---\na: 2024-01-31\n"),
      Buffer.from(" \n".repeat(400_000)),
    ],
  );
  return {
    name: fuzz.name,
    run: async (ms, seed) => {
      folder = await mkdtemp(join(tmpdir(), "fuzz-"));
      try {
        for (const [name, text] of Object.entries(inOrder)) {
          await mkdir(dirname(join(folder, name)), { recursive: true });
          await writeFile(join(folder, name), text);
        }
        return await fuzz.run(ms, seed);
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  };
}

/** A finding points to a line that there is, and at the most behind its last character. */
function isInside({ details: { location }, message }: Fault, bytes: Buffer, file: string): void {
  if (location?.file !== file) return;
  const lines = bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .split("\n");
  const line = lines[location.line - 1];
  assert.ok(line !== undefined, `${message} at line ${location.line} of ${lines.length}`);
  assert.ok(
    location.column >= 1 && location.column <= line.length + 1,
    `${message} at column ${location.column}`,
  );
}
