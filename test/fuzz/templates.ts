/** `${ … }` in texts: cutting never fails, and what a value holds stays a value. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { LineCounter, parseDocument } from "yaml";
import { Slots } from "../../runner/compile/slots.js";
import { cut } from "../../runner/compile/text.js";
import { Fault } from "../../runner/faults/fault.js";
import { outgoingHeaders } from "../../runner/http/headers.js";
import { segment } from "../../runner/steps/segment.js";
import { anything, object } from "../../runner/typing/type.js";
import { mixed, type Target, target } from "./target.js";

const SIGNS = [
  "${",
  "}",
  "$${",
  "$",
  "{",
  "'",
  '"',
  "`",
  "\\",
  "/*",
  "*/",
  " x ",
  "x",
  "(",
  ")",
  "[",
  "]",
  "#",
  "\n",
  "^",
  "~>",
  "|",
  "@",
  "%",
  "..",
  ".",
];
const texts = mixed(SIGNS, 20);

/** Slots of a file that is not asked: what is compiled here stands nowhere. */
const source = {
  file: "a",
  path: "/a",
  text: "a: 1",
  counter: new LineCounter(),
  document: parseDocument("a: 1"),
};
const slots = () => new Slots(source, []);
const scope = object({ x: anything });

export const templateTargets: readonly Target[] = [
  target("cutting a text at its expressions", texts, (text) => {
    const { parts, remark } = cut(text);
    if (remark) return assert.ok(remark.index >= 0 && remark.index + remark.length <= text.length);
    const back = parts.map((part) =>
      "literal" in part ? part.literal.replaceAll("${", () => "$${") : `\${${part.expression}}`,
    );
    assert.equal(back.join(""), text);
  }),
  target("a literal text comes back as it is", texts, async (text) => {
    const { render, constant } = slots().template(
      ["a"],
      text.replaceAll("${", () => "$${"),
      scope,
    );
    assert.equal(constant, true);
    assert.equal(await render({}), text);
  }),
  target("compiling a template", texts, (text) => {
    const made = slots();
    made.template(["a"], { b: [text] }, scope);
    for (const finding of made.findings) assert.equal(finding.code, "INVALID");
  }),
  target(
    "a rendered value adds no key, no header and no segment",
    fc.oneof(
      mixed([...SIGNS, "\r\n", ": ", "/", "?", "&", "=", "%2e", "%2F", "\ud800", "__proto__"]),
      fc.string({ unit: "binary" }),
    ),
    async (x) => {
      const value = { a: "${ x }", b: ["<${ x }>"], ["__proto__"]: "<${ x }>", toString: "${ x }" };
      const made = slots();
      const template = made.template(["a"], value, scope);
      assert.deepEqual(made.findings, []);
      assert.deepEqual(await template.render({ x }), {
        a: x,
        b: [`<${x}>`],
        ["__proto__"]: `<${x}>`,
        toString: x,
      });
      try {
        const headers = outgoingHeaders({ "X-A": x }, undefined, undefined);
        assert.deepEqual(Object.keys(headers), ["user-agent", "accept-encoding", "x-a"]);
        assert.doesNotMatch(headers["x-a"] ?? "", /[\r\n\0]/);
      } catch (error) {
        assert.ok(error instanceof Fault);
      }
      try {
        const url = new URL(`https://a.example/v1/${segment(x, { method: "GET", where: "" })}/b`);
        const [, first, second, third, ...more] = url.pathname.split("/");
        assert.deepEqual([first, third, more, url.search, url.hash], ["v1", "b", [], "", ""]);
        assert.equal(decodeURIComponent(second ?? ""), x);
      } catch (error) {
        assert.ok(error instanceof Fault, String(error));
      }
    },
    ["\ud800", "..", "__proto__"],
  ),
];
