import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { Document, Scalar } from "yaml";
import { Fault } from "../faults/fault.js";
import {
  locateIn,
  locateKey,
  locateValue,
  nodeAt,
  plainData,
  readText,
  readYaml,
  type Source,
} from "./source.js";

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "source-"));
});
after(() => rm(folder, { recursive: true }));

async function sourceOf(text: string): Promise<Source> {
  const findings: Fault[] = [];
  const path = join(folder, "a.yaml");
  await writeFile(path, text);
  const source = await readYaml(path, folder, findings);
  assert.deepEqual(
    findings.map(({ message }) => message),
    [],
  );
  return source;
}

function placeOf({ line, column }: { line: number; column: number }): string {
  return `${line}:${column}`;
}

/** The character that stands at an offset of the file, in double quotes an escape for what it stands for. */
function readAt(text: string, offset: number, type: unknown): string {
  const escaped = /^\\(?:x(..)|u(....)|U(.{8})|(.))/.exec(text.slice(offset));
  if (type !== "QUOTE_DOUBLE" || !escaped) return String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const [, x, u, long, letter = ""] = escaped;
  const code = x ?? u ?? long;
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
  return { a: "\u0007", _: "\u00a0", L: "\u2028" }[letter] ?? letter;
}

test("a character of a text is found in its file, in whatever style the text is written", async () => {
  const styles = ["PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE", "BLOCK_LITERAL", "BLOCK_FOLDED"] as const;
  // Each once, so that a character that is found is the one that was meant.
  const letters = [
    ...`abcdefghijklmnopqrstuvwxyzABCDEF0123456789{}[]()$:;,.'"\\#&*!|>%@\`-?=é日😀🎈\u00a0\u2028\u0007`,
  ];
  const seen = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(letters, { minLength: 3 }),
      fc.array(fc.tuple(fc.nat(60), fc.constantFrom(" ", " ", "  ", "\n", "\n\n", "\n  ", "\t")), {
        maxLength: 12,
      }),
      fc.constantFrom(...styles),
      fc.constantFrom(20, 0),
      async (chars, blanks, style, lineWidth) => {
        // The library folds lines amid characters of two halves.
        const parts = chars.filter((char) => lineWidth === 0 || char.length === 1);
        for (const [at, blank] of blanks) parts.splice(at % (parts.length + 1), 0, blank);
        const scalar = new Scalar(parts.join(""));
        scalar.type = style;
        const text = new Document({ a: [{ b: scalar }], c: 1 }).toString({ lineWidth });
        const source = await sourceOf(text);
        const path = ["a", 0, "b"];
        const { value, type } = nodeAt(source, path) as Scalar<string>;
        assert.equal(typeof value, "string");
        seen.add(type);
        let index = 0;
        for (const char of value) {
          const { line, column } = locateIn(source, path, index);
          const offset = (source.counter.lineStarts[line - 1] ?? 0) + column - 1;
          const told = `${index} of ${JSON.stringify(value)} in\n${text}`;
          if (!/\s/.test(char)) assert.equal(readAt(text, offset, type), char, told);
          index += char.length;
        }
      },
    ),
    { numRuns: 400, seed: 20261122 },
  );
  assert.deepEqual([...seen].sort(), [...styles].sort());
});

test("a blank that an escape stands for is found at the escape", async () => {
  const source = await sourceOf('a: "x\\t\\ty"\n');
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => placeOf(locateIn(source, ["a"], index))),
    ["1:5", "1:6", "1:8", "1:10"],
  );
});

test("a blank in a plain text is found where it stands, the end of a block behind its last character", async () => {
  const source = await sourceOf("a: x  y\nb: |\n  x\n\nc: z\n");
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => placeOf(locateIn(source, ["a"], index))),
    ["1:4", "1:5", "1:6", "1:7"],
  );
  assert.equal(placeOf(locateIn(source, ["b"], 1)), "3:4");
});

test("what is meant of a text reaches from its first to its last character in the file", async () => {
  const source = await sourceOf("a: 'it''s here'\n");
  const { column, length } = locateIn(source, ["a"], 1, 3);
  assert.deepEqual({ column, length }, { column: 6, length: 4 });
});

test("keys and values are found through lists, numbers as keys, and aliases", async () => {
  const source = await sourceOf("a: &one { 1: x }\nb: [*one, { c: 2 }]\nd:\n");
  assert.equal(placeOf(locateKey(source, ["a", "1"])), "1:11");
  assert.equal(placeOf(locateValue(source, ["a", 1])), "1:14");
  assert.equal(placeOf(locateValue(source, ["b", 0, "1"])), "1:14");
  assert.equal(placeOf(locateValue(source, ["b", 1, "c"])), "2:16");
  assert.equal(placeOf(locateValue(source, ["d"])), "3:1", "an empty value: its key");
  assert.equal(
    placeOf(locateValue(source, ["b", 1, "c", "d", "e"])),
    "2:13",
    "no such value: the nearest key",
  );
  assert.equal(placeOf(locateValue(source, ["nowhere"])), "1:1");
});

test("a file is shown relative to the current directory, and its data are plain", async () => {
  const source = await sourceOf("a: { b: [1, true, null, x] }\n");
  assert.equal(source.file, "a.yaml");
  assert.deepEqual(plainData(source), { a: { b: [1, true, null, "x"] } });
});

test("words that other versions of YAML take for booleans are texts", async () => {
  assert.deepEqual(plainData(await sourceOf("a: [yes, no, on, off, y]\n")), {
    a: ["yes", "no", "on", "off", "y"],
  });
});

test("a line under a key for credentials is not shown", async () => {
  const source = await sourceOf("a: 1\nconnector_auth:\n  # mine\n  key: secret\nb: 2\n");
  const shown = (["a", "connector_auth", "b"] as const).map((key) => locateValue(source, [key]).text);
  assert.deepEqual(shown, ["a: 1", undefined, "b: 2"]);
});

test("a file that is not there is told by its name", async () => {
  await assert.rejects(readText(join(folder, "none.yaml"), folder), (error) => {
    assert.ok(error instanceof Fault);
    assert.deepEqual([error.code, error.message], ["FILE_NOT_FOUND", "none.yaml does not exist"]);
    return true;
  });
});

test("a number that cannot be kept as it is written is found, also as a key", async () => {
  const text = `a: 9007199254740993
b: [1e400, 1e-400, 0x20000000000001, .inf, 3.14159265358979323846]
9007199254740993: c
kept: [9007199254740991, 1e21, 1000000000000000000000, 0x10, 0o17, -0.10, 007, 1.5E+3, 5e-324, "9007199254740993"]
`;
  const path = join(folder, "numbers.yaml");
  await writeFile(path, text);
  const findings: Fault[] = [];
  await readYaml(path, "/", findings);
  assert.deepEqual(
    findings.map(({ message, details: { location } }) => `${location?.line}:${location?.column} ${message}`),
    [
      "1:4 the number `9007199254740993` cannot be kept: it would be 9007199254740992",
      "2:5 the number `1e400` cannot be kept: it would be Infinity",
      "2:12 the number `1e-400` cannot be kept: it would be 0",
      "2:20 the number `0x20000000000001` cannot be kept: it would be 9007199254740992",
      "2:38 the number `.inf` cannot be kept: it would be Infinity",
      "2:44 the number `3.14159265358979323846` cannot be kept: it would be 3.141592653589793",
      "3:1 the number `9007199254740993` cannot be kept: it would be 9007199254740992",
    ],
  );
});
