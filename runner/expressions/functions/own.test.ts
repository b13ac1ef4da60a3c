import assert from "node:assert/strict";
import { test } from "node:test";
import { fileFromBytes } from "../../http/files.js";
import { compileProgram } from "../program.js";

const worth = (text: string, input: unknown = {}): unknown => compileProgram(text).evaluate(input);

test("$xml escapes markup and leaves out what XML cannot hold", () => {
  assert.equal(
    worth("$xml(a)", { a: `<a b="c">&'\u0000\u001b\ud800é😀\n` }),
    "&lt;a b=&quot;c&quot;&gt;&amp;&apos;é😀\n",
  );
  assert.deepEqual(worth("[$xml(7), $xml(true), $xml(null), $xml(missing)]"), ["7", "true"]);
  const isRefused = (error: Error) => /\$xml takes a text/.test(error.message);
  for (const a of [[1], {}, fileFromBytes(Buffer.from("x"))])
    assert.throws(() => worth("$xml(a)", { a }), isRefused);
});

test("$link finds the address of a relation among others", () => {
  const link = (header: unknown, relation?: string) =>
    worth(relation ? "$link(header, relation)" : "$link(header)", { header, relation });
  const header =
    '<https://a.example/p?c=x,y;z>; title="<n>, \\"; Rel=prev, </p?page=3>;rel="last NEXT" ; foo, <u>';
  assert.equal(link(header), "/p?page=3");
  assert.equal(link(header, "last"), "/p?page=3");
  assert.equal(
    link('<https://a.example/p?c=x,y;z>; rel=prev, </b>; rel="next"', "prev"),
    "https://a.example/p?c=x,y;z",
  );
  assert.equal(link('</b>; rel="nextpage"'), undefined);
  for (const none of ["", "no link", "<unclosed", null, 7, undefined]) assert.equal(link(none), undefined);
});
