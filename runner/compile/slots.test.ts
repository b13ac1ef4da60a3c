import assert from "node:assert/strict";
import { test } from "node:test";
import { LineCounter, parseDocument } from "yaml";
import type { Fault } from "../faults/fault.js";
import { plainData, type Source } from "../load/source.js";
import { anything, object } from "../typing/type.js";
import { Slots, type Template } from "./slots.js";

function sourceOf(text: string): Source {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  return { file: "a.yaml", path: "/a.yaml", text, counter, document };
}

/** The template under the key `a` of a YAML text, which sees `x` and `list`. */
function template(text: string): { template: Template; told: string[] } {
  const source = sourceOf(text);
  const findings: Fault[] = [];
  const value = (plainData(source) as { a: unknown }).a;
  const made = new Slots(source, findings).template(["a"], value, object({ x: anything, list: anything }));
  const told = findings.map(({ message, hint, details: { location } }) =>
    [`${location?.line}:${location?.column}`, message, hint ?? ""].join(" ").trim(),
  );
  return { template: made, told };
}

async function render(text: string, scope: unknown): Promise<unknown> {
  const { template: made, told } = template(text);
  assert.deepEqual(told, []);
  return made.render(scope);
}

test("a text that is one expression keeps the type of its value", async () => {
  const values = [1, true, null, "y", { b: 1 }, [1, 2], undefined];
  for (const x of values) assert.deepEqual(await render("a: ${ x }", { x }), x);
});

test("a text with more in it is joined: nothing and null are empty, objects are JSON", async () => {
  assert.equal(await render('a: "<${ x }>"', { x: 1 }), "<1>");
  assert.equal(await render('a: "<${ x }>"', { x: null }), "<>");
  assert.equal(await render('a: "<${ x }>"', {}), "<>");
  assert.equal(await render('a: "<${ x }>"', { x: { b: [true] } }), '<{"b":[true]}>');
  assert.equal(await render("a: ${ x }${ x }", { x: 2 }), "22");
  assert.equal(await render("a: ' ${ x }'", { x: 2 }), " 2");
});

test("$${ is a literal ${, and what a value holds is never looked into", async () => {
  assert.equal(await render("a: $${ x }", {}), "${ x }");
  assert.equal(await render('a: "$${ ${ x }"', { x: "${ x }" }), "${ ${ x }");
});

test("lists and mappings are rendered leaf by leaf: a value adds no key and no element", async () => {
  assert.deepEqual(
    await render('a: { b: "${ x }", c: [1, "${ x }", { d: "-${ x }" }], e: null }', { x: "y: 1" }),
    {
      b: "y: 1",
      c: [1, "y: 1", { d: "-y: 1" }],
      e: null,
    },
  );
  assert.deepEqual(await render('a: ["${ list }"]', { list: [1, 2] }), [[1, 2]]);
});

test("a template knows whether it is the same for every scope, and the pieces of its text", () => {
  assert.equal(template("a: { b: [1, x] }").template.constant, true);
  assert.equal(template("a: $${ x }").template.constant, true);
  assert.equal(template("a: { b: [1, '${ x }'] }").template.constant, false);
  const { pieces = [] } = template("a: /b/${ x }/c").template;
  assert.deepEqual(
    pieces.map((piece) => (typeof piece === "string" ? piece : "…")),
    ["/b/", "…", "/c"],
  );
});

test("every mistake of a template is told at its place", () => {
  assert.deepEqual(template("a: { b: '${ y }', c: ['${ $xx }', '-${ x', \"${ x +  }\"] }").told, [
    "1:13 there is no `y` here Known here: `x`, `list`.",
    "1:27 there is no variable `$xx`",
    "1:37 this `${` has no `}` Close it; a `${` that is meant as it stands is written `$${`.",
    "1:50 not a JSONata expression: Unexpected end of expression",
  ]);
});

test("a comment behind a text is told as its end only where the text ends too early", () => {
  assert.deepEqual(template("a: ${ x # y }\n").told, [
    "1:4 this `${` has no `}` YAML ends an unquoted text at ` #`: if `# y }` belongs to the expression, put the whole text in quotes.",
  ]);
  assert.deepEqual(template("a: ${ xx } # not y\n").told, ["1:7 there is no `xx` here Did you mean `x`?"]);
});

test("a slot that is an expression sees its input and the variables it was given", async () => {
  const findings: Fault[] = [];
  const slots = new Slots(sourceOf("a: $more.b + c"), findings).seeing({ more: object({ b: anything }) });
  const evaluate = slots.expression(["a"], "$more.b + c", object({ c: anything }));
  assert.deepEqual(findings, []);
  assert.equal(await evaluate({ c: 2 }, { more: { b: 1 } }), 3);
  assert.equal(await slots.expression(["a"], undefined, anything)({}), undefined);
});
