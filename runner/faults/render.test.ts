import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "./fault.js";
import { palette, plain, renderFault, renderFindings } from "./render.js";

const color = false;
const location = { file: "pipelines/a.yaml", line: 7, column: 3 };

function invalid(
  message: string,
  where: Partial<typeof location> & { text?: string; length?: number } = {},
): Fault {
  return new Fault("INVALID", message, { location: { ...location, ...where } });
}

test("a fault shows its place, the line with a caret, and the hint", () => {
  const fault = new Fault("INVALID", 'unknown key "formt"', {
    hint: 'did you mean "format"?',
    location: { ...location, text: "  formt: ./profile.jsonata", length: 5 },
  });
  assert.equal(
    renderFault(fault, { color }),
    [
      'error[INVALID]: unknown key "formt"',
      " --> pipelines/a.yaml:7:3",
      "  |",
      "7 |   formt: ./profile.jsonata",
      "  |   ^^^^^",
      '  = hint: did you mean "format"?',
    ].join("\n"),
  );
});

test("a fault without a place shows its message, and the hint of the catalogue when it has none of its own", () => {
  assert.equal(renderFault(new Fault("STOPPED", "stopped"), { color }), "error[STOPPED]: stopped");
  assert.equal(
    renderFault(new Fault("BUG", "x is not a function"), { color }),
    "error[BUG]: x is not a function\n  = hint: Please report it with the log of --log-level debug.",
  );
});

test("the gutter is as wide as the line number, and a place without its text has no excerpt", () => {
  assert.equal(
    renderFault(invalid("no", { line: 120, column: 1, text: "a: b" }), { color }),
    ["error[INVALID]: no", "   --> pipelines/a.yaml:120:1", "    |", "120 | a: b", "    | ^"].join("\n"),
  );
  assert.equal(renderFault(invalid("no"), { color }), "error[INVALID]: no\n --> pipelines/a.yaml:7:3");
});

test("the caret stays under its text behind tabs and escapes", () => {
  const lines = renderFault(invalid("no", { column: 4, text: "\t\t\x07abc: 1", length: 3 }), { color }).split(
    "\n",
  );
  assert.deepEqual(lines.slice(3), ["7 |     \\u{7}abc: 1", "  |          ^^^"]);
});

test("the caret stands behind a line that ends too soon", () => {
  const lines = renderFault(invalid("no", { column: 5, text: "abcd", length: 2 }), { color }).split("\n");
  assert.deepEqual(lines.slice(3), ["7 | abcd", "  |     ^"]);
});

test("of a long line the part around the caret is shown", () => {
  const text = `${"a".repeat(300)}bad${"c".repeat(300)}`;
  const lines = renderFault(invalid("no", { column: 301, text, length: 3 }), { color }).split("\n");
  assert.deepEqual(lines.slice(3), [
    `7 | …${"a".repeat(50)}bad${"c".repeat(47)}…`,
    `  | ${" ".repeat(51)}^^^`,
  ]);
});

test("secrets are masked before a text is cut, and no caret points into a masked line", () => {
  const mask = (text: string) => text.replaceAll("hunter22", "***");
  const fault = invalid(`${"x".repeat(495)}hunter22`, { text: "  key: hunter22" });
  assert.equal(
    renderFault(fault, { color, mask }),
    [`error[INVALID]: ${"x".repeat(495)}***`, " --> pipelines/a.yaml:7:3", "  |", "7 |   key: ***"].join(
      "\n",
    ),
  );
});

test("colours are ANSI codes and nothing else changes", () => {
  const fault = invalid("no", { text: "ab: 1", column: 1, length: 2 });
  const colored = renderFault(fault, { color: true });
  assert.ok(colored.startsWith("\x1b[1m\x1b[31merror[INVALID]\x1b[0m\x1b[0m\x1b[1m: no\x1b[0m\n"));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the codes.
  assert.equal(colored.replace(/\x1b\[\d+m/g, ""), renderFault(fault, { color }));
  assert.equal(palette(false).red("a"), "a");
});

test("findings are sorted by file, line and column, and counted", () => {
  const findings = [
    invalid("third", { line: 10 }),
    invalid("second", { column: 9 }),
    invalid("fourth", { file: "pipelines/b.yaml", line: 1 }),
    invalid("first"),
  ];
  assert.equal(
    renderFindings(findings, { color }),
    [
      "error[INVALID]: first\n --> pipelines/a.yaml:7:3",
      "error[INVALID]: second\n --> pipelines/a.yaml:7:9",
      "error[INVALID]: third\n  --> pipelines/a.yaml:10:3",
      "error[INVALID]: fourth\n --> pipelines/b.yaml:1:3",
      "4 problems in 2 files",
    ].join("\n\n"),
  );
});

test("of very many findings the first 50 are shown, and how many more there are", () => {
  const findings = Array.from({ length: 100_000 }, (_, at) => invalid(`no ${at}`, { line: 100_000 - at }));
  const text = renderFindings(findings, { color });
  assert.equal(text.match(/^error\[/gm)?.length, 50);
  assert.ok(
    text.startsWith("error[INVALID]: no 99999\n --> pipelines/a.yaml:1:3\n\nerror[INVALID]: no 99998\n"),
  );
  assert.ok(text.endsWith("pipelines/a.yaml:50:3\n\n100000 problems in 1 file; 99950 more are not shown"));
  assert.doesNotMatch(renderFindings(findings.slice(0, 50), { color }), /more/);
});

test("a fault that stands for several shows them", () => {
  const fault = new Fault("INVALID", "1 problem found", { findings: [invalid("no")] });
  assert.equal(
    renderFault(fault, { color }),
    "error[INVALID]: no\n --> pipelines/a.yaml:7:3\n\n1 problem in 1 file",
  );
  assert.equal(
    renderFindings([new Fault("USAGE", "a"), new Fault("USAGE", "b")], { color }),
    "error[USAGE]: a\n\nerror[USAGE]: b\n\n2 problems",
  );
});

test("control characters, escapes and direction marks become visible, other scripts stay", () => {
  assert.equal(plain("a\x1b[31mb\r\n\tc\x9b\x7f"), "a\\u{1b}[31mb\\u{d}\\u{a}\\u{9}c\\u{9b}\\u{7f}");
  assert.equal(
    plain("x\u202egpj.exe\u2066\u200f\u2028\ufeff"),
    "x\\u{202e}gpj.exe\\u{2066}\\u{200f}\\u{2028}\\u{feff}",
  );
  assert.equal(plain("Zoë 東京 👩‍💻 \ud800"), "Zoë 東京 👩‍💻 \\u{d800}");
});

test("a text is cut to its limit, never through a character", () => {
  assert.equal(plain("a".repeat(500)), "a".repeat(500));
  assert.equal(plain("a".repeat(1_000_000)), `${"a".repeat(499)}…`);
  assert.equal(plain("ab😀cd", 4), "ab…");
  assert.equal(plain("\x1b\x1b", 8), "\\u{1b}\\…");
});
