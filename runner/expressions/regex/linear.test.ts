import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cpuMs } from "../../faults/cpu-time.test.support.js";
import { LinearRegExp, untranslatable } from "./linear.js";

/** Everything that an expression finds in a text, with groups and places. */
function found(engine: RegExp | LinearRegExp, text: string): unknown[] {
  const all: unknown[] = [];
  engine.lastIndex = 0;
  for (;;) {
    const match = engine.exec(text);
    if (!match) return [...all, engine.lastIndex];
    all.push([...match, match.index, engine.lastIndex]);
    if (match[0] === "") engine.lastIndex += 1;
  }
}

const same = (pattern: RegExp, text: string) =>
  assert.deepEqual(
    found(new LinearRegExp(pattern), text),
    found(new RegExp(pattern), text),
    `${pattern} ${JSON.stringify(text)}`,
  );

const characters = [
  ..."aAbBkKsSzZ09_-.:/@ \t\n\r<>&,;'\"",
  ..."\u00a0\u00e9\u00c9\u00df\u017f\u212a\u0130\u0131\u03c3\u03c2\u03a3\u1e9e\u2028\u2029\ufeff\u0085\u000b\u3042\u0000\u200b",
];
const text = fc.array(fc.constantFrom(...characters), { maxLength: 12 }).map((all) => all.join(""));
const quoted = (char: string) => (/[\w\s]/.test(char) || char === "\0" || char > "\x7f" ? char : `\\${char}`);
const literal = fc
  .constantFrom(...characters.filter((char) => !"\n\r\u2028\u2029".includes(char)))
  .map(quoted);
const escaped = fc
  .constantFrom(..."dDwWsStnvfr0", "x41", "u00e9", "cJ", "-", "/", "u2028", "xg", "e", "u{1}", "p{1}", "k")
  .map((name) => `\\${name}`);
const member = fc.oneof(
  literal,
  escaped.filter((one) => !one.includes("{")),
  fc.constantFrom("a-z", "A-Z", "0-9", "\\u00e0-\\u00ff", "\\w-z", "\\b", "."),
);
const set = fc
  .tuple(fc.constantFrom("", "^"), fc.array(member, { maxLength: 3 }))
  .map(([not, members]) => `[${not}${members.join("")}]`);
const single = fc.oneof(literal, escaped, set, fc.constant("."));
const times = fc.constantFrom("", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{1,}?");
const simple = fc.tuple(single, times).map(([one, many]) => `${one}${many}`);
const anchor = fc.constantFrom("^", "$", "\\b", "\\B");
const words = fc
  .array(fc.oneof({ weight: 6, arbitrary: simple }, anchor), { minLength: 1, maxLength: 3 })
  .map((all) => all.join(""));
const choice = fc.array(words, { minLength: 1, maxLength: 3 }).map((all) => all.join("|"));
/** A group is repeated only where it captures the same each time: see the next test. */
const group = fc.oneof(
  choice.map((inside) => `(${inside})`),
  choice.map((inside) => `(?<n>${inside})`),
  fc
    .tuple(single, simple, fc.constantFrom("*", "+", "?", "{2}", "*?"))
    .map(([one, more, many]) => `(?:${one}${more})${many}`),
  fc
    .tuple(single, single, fc.constantFrom("*", "+", "{1,2}"))
    .map(([one, more, many]) => `(${one}|${more})${many}`),
);
const pattern = fc
  .tuple(
    fc.array(fc.oneof(words, group), { minLength: 1, maxLength: 4 }),
    fc.constantFrom("g", "gi", "gm", "gim"),
  )
  .map(([parts, flags]) => {
    try {
      return new RegExp(parts.join("").replace(/^\//, "\\/"), flags);
    } catch {
      return undefined;
    }
  });

test("an ordinary regular expression finds what the built-in engine finds, with every group and place", () => {
  let compared = 0;
  let matched = 0;
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 3, maxLength: 3 }), (regex, texts) => {
      if (!regex) return;
      if (/\\k/.test(regex.source) && regex.source.includes("(?<")) return;
      // Where the pattern tells line ends apart, only `\n` ends a line: see below.
      const tells =
        regex.multiline && /[$^]/.test(regex.source) && /\\[ntrvf0scwudxWDS]|\[|\s/.test(regex.source);
      for (const one of texts) {
        const given = tells ? one.replace(/[\r\u2028\u2029]/g, "\n") : one;
        same(regex, given);
        compared += 1;
        if (new RegExp(regex).test(given)) matched += 1;
      }
    }),
    { numRuns: 2_000 },
  );
  assert.ok(matched > compared / 10, `${matched} of ${compared} matched`);
});

test("where an engine that never goes back has to answer otherwise, it is known how", () => {
  const all = (pattern: RegExp, text: string) => found(new LinearRegExp(pattern), text).slice(0, -1);
  // A group in a repeat keeps what it found last; the built-in engine forgets it with every round.
  assert.deepEqual(all(/(?:(a)|b)+/g, "ab"), [["ab", "a", 0, 2]]);
  // A character outside the first plane is one character, not two halves.
  assert.deepEqual(all(/^.$/g, "\u{1f600}"), [["\u{1f600}", 0, 2]]);
  assert.deepEqual(all(/[\ud83d\ude00]/gu, "\u{1f600}"), [["\u{1f600}", 0, 2]]);
  // Under `m`, a pattern that tells the kinds of line ends apart knows one of them; any other knows all four.
  assert.deepEqual(all(/^a$/gm, "a\r\na\u2028a"), [
    ["a", 0, 1],
    ["a", 3, 4],
    ["a", 5, 6],
  ]);
  assert.deepEqual(all(/^a\r?$/gm, "a\r\na\ra"), [["a\r", 0, 2]]);
});

test("a search from further back sees what stands before it", () => {
  const engine = new LinearRegExp(/\bb|^c/g);
  engine.lastIndex = 1;
  assert.equal(engine.exec("ab"), null);
  assert.equal(engine.lastIndex, 0);
  engine.lastIndex = 3;
  assert.equal(engine.exec("ab"), null);
  engine.lastIndex = 1;
  assert.equal(engine.exec("xc"), null);
});

test("an expression that holds the built-in engine for years answers at once (I7)", () => {
  const start = cpuMs();
  assert.equal(new LinearRegExp(/^(a+)+$/g).exec(`${"a".repeat(50_000)}!`), null);
  assert.equal(new LinearRegExp(/^(?:a|aa|[ab])+[cd]$/g).exec(`${"a".repeat(50_000)}!`), null);
  assert.ok(cpuMs() - start < 2000);
});

test("a text that is too long for an expression is refused before it is searched (I7)", () => {
  assert.throws(() => new LinearRegExp(/(?:[ab]?[bc]){900}/g).exec("b".repeat(100_000)), {
    message: "a regular expression of this size takes texts of up to 37009 characters, this one has 100000",
  });
});

test("what cannot be matched without going back is told, with what to write instead", () => {
  const told = (pattern: RegExp) => untranslatable(pattern)?.message;
  assert.equal(told(/a(?=b)/g), "`(?=…)` looks ahead: it can hold a run for ever, so it does not exist here");
  assert.equal(told(/a(?!b)/g), "`(?!…)` looks ahead: it can hold a run for ever, so it does not exist here");
  assert.equal(
    told(/(?<=a)b/g),
    "`(?<=…)` looks behind: it can hold a run for ever, so it does not exist here",
  );
  assert.equal(
    told(/(?<!a)b/g),
    "`(?<!…)` looks behind: it can hold a run for ever, so it does not exist here",
  );
  const refers = (to: string) =>
    `\`${to}\` refers to what a group found: it can hold a run for ever, so it does not exist here`;
  assert.equal(told(/(a)\1/g), refers("\\1"));
  assert.equal(told(/(?<n>a)\k<n>/g), refers("\\k<…>"));
  assert.equal(told(/a{1001}/g), "`{1001}` repeats more than 1000 times");
  assert.equal(told(/(?:a{100}){100}/g), "this regular expression is too large");
  assert.equal(told(/[(?=a)]\(\?=/g), undefined);
  assert.match(untranslatable(/(a)\1/g)?.hint ?? "", /^Take both texts with groups/);
});
