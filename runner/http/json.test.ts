import assert from "node:assert/strict";
import test from "node:test";
import { faultOf } from "./counterpart.test.support.js";
import { parseJson } from "./json.js";

const parse = (text: string | Buffer) => parseJson(Buffer.from(text), "the answer");

test("reads plain JSON", () => {
  assert.deepEqual(parse('{"a":[1,-2.5e3,true,null,"x\\"{[y"]}'), { a: [1, -2500, true, null, 'x"{[y'] });
});

test("skips a byte order mark", () => {
  assert.deepEqual(parse("\ufeff[1]"), [1]);
  assert.deepEqual(parse("\ufeff[9007199254740993]"), ["9007199254740993"]);
});

test("keeps numbers that a double cannot hold as text, as they are written", () => {
  assert.deepEqual(parse('{"id":9007199254740993,"n":-9007199254740993,"é":[123456789012345678901,1e400]}'), {
    id: "9007199254740993",
    n: "-9007199254740993",
    é: ["123456789012345678901", "1e400"],
  });
});

test("keeps decimals as text whose digits a double would change", () => {
  const texts = [
    "0.12345678901234567890123",
    "-12345678901234567890.5",
    "9007199254740993.0",
    "1e-400",
    "1.0000000000000000001e5",
  ];
  assert.deepEqual(parse(`[${texts.join()}]`), texts);
  const kept = [
    "0.1",
    "0.100000000000000000000",
    "1.5e300",
    "0e-400",
    "0.00000000000000000000012345678901234567",
  ];
  assert.deepEqual(parse(`[${kept.join()}]`), kept.map(Number));
});

test("reads UTF-16 and what its charset says, with and without a byte order mark", () => {
  const text = '{"name":"Zoë"}';
  const le = Buffer.from(text, "utf16le");
  const be = Buffer.from(le).swap16();
  const mark = Buffer.from("\ufeff", "utf16le");
  for (const bytes of [le, be, Buffer.concat([mark, le]), Buffer.concat([Buffer.from(mark).swap16(), be])]) {
    assert.deepEqual(parseJson(bytes, "the answer"), { name: "Zoë" });
  }
  const latin = Buffer.from(text, "latin1");
  for (const charset of ["iso-8859-1", "windows-1252", "Latin1"]) {
    assert.deepEqual(parseJson(latin, "the answer", charset), { name: "Zoë" });
  }
  // Many say Latin-1 and send UTF-8, which no Latin-1 text looks like by chance.
  assert.deepEqual(parseJson(Buffer.from(text), "the answer", "iso-8859-1"), { name: "Zoë" });
  assert.throws(() => parseJson(latin, "the answer", "klingon"), faultOf("HTTP_BAD_BODY"));
});

test("leaves numbers alone that a double holds, and digits within strings", () => {
  const text = '[9007199254740991,0.12345678901234567,"12345678901234567890",1e21,-0.5]';
  assert.deepEqual(parse(text), JSON.parse(text));
});

test("finds the end of a string of any length, whatever is escaped in it", () => {
  for (let length = 0; length < 70; length += 1) {
    for (const escaped of ["", '"', "\\", '\\"', '"\\', '\\\\""']) {
      const value = ["a".repeat(length) + escaped, `${escaped}${"b".repeat(length)}`, length];
      const text = `${JSON.stringify(value).slice(0, -1)},9007199254740993]`;
      assert.deepEqual(parse(text), [...value, "9007199254740993"]);
    }
  }
});

test("does not make valid what is not", () => {
  for (const text of [
    "[00000000000000000001]",
    "[1234567890123456789-1]",
    "[--12345678901234567]",
    "[12345678901234567890x]",
    '{"a":1',
    '"',
    '"\\',
    "NaN",
  ]) {
    assert.throws(() => parse(text), faultOf("HTTP_BAD_BODY"), text);
  }
});

test("refuses invalid UTF-8", () => {
  assert.throws(
    () => parse(Buffer.from([0x22, 0xc3, 0x28, 0x22])),
    faultOf("HTTP_BAD_BODY", ({ message }) => message === "the answer is not valid UTF-8"),
  );
});

test("never quotes the text it refuses", () => {
  assert.throws(
    () => parse("secret words"),
    faultOf("HTTP_BAD_BODY", (fault) => !`${fault.message} ${fault.stack} ${fault.cause}`.includes("secret")),
  );
});

test("refuses nesting that would hurt later, and only that", () => {
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  assert.ok(Array.isArray(parse(nested(256))));
  assert.throws(() => parse(nested(257)), faultOf("HTTP_BAD_BODY"));
  assert.throws(() => parse(nested(100_000)), faultOf("HTTP_BAD_BODY"));
  assert.equal((parse(`[${"[],".repeat(1000)}[]]`) as unknown[]).length, 1001);
  assert.deepEqual(parse(`["${"[".repeat(1000)}"]`), ["[".repeat(1000)]);
});

test("drops __proto__ members, however they are spelt", () => {
  const value = parse('{"a":[{"__proto__":{"x":1},"b":2}],"\\u005f_proto__":{"x":1}}') as { a: object[] };
  assert.deepEqual(Object.keys(value), ["a"]);
  assert.deepEqual(Object.keys(value.a[0] ?? {}), ["b"]);
  assert.equal(({} as { x?: number }).x, undefined);
});

for (const [what, text] of [
  ["as they are", '{"name":1,"b":2,"name":3}'],
  ["one of them escaped", '{"\\u006eame":1,"name":2}'],
  ["deep inside", '[[{"a":{"name":1,"name":1}}]]'],
  ["numbers as names", '{"7":1,"7":2}'],
  ["empty names", '{"":1,"":2}'],
  ["__proto__ itself", '{"__proto__":1,"__proto__":2}'],
  ["beside a wide number", '{"name":9007199254740993,"name":9007199254740993}'],
] as const) {
  test(`refuses the same key twice in one object: ${what}`, () => {
    assert.throws(
      () => parse(text),
      faultOf(
        "HTTP_BAD_BODY",
        ({ message }) => message === "the answer has the same key twice in one object",
      ),
    );
  });
}

test("takes no colon for a member that is none, and no key for a second one that is in another object", () => {
  const text = '{"a:b":":,{[","c":{"c":[{"c":1},{"c":{"c":null}}]},"A":1,"a":"\\":","__proto__":0}';
  assert.deepEqual(parse(text), {
    "a:b": ":,{[",
    c: { c: [{ c: 1 }, { c: { c: null } }] },
    A: 1,
    a: '":',
  });
});

test("refuses more than 500,000 members and elements, before they become values", () => {
  const most = 500_000;
  const list = (count: number) => `[${"1,".repeat(count - 1)}1]`;
  assert.equal((parse(list(most)) as unknown[]).length, most);
  const tooMany = faultOf(
    "HTTP_TOO_LARGE",
    ({ message }) => message === "the answer holds more than 500000 values",
  );
  assert.throws(() => parse(list(most + 1)), tooMany);
  // Whatever comes behind them is not looked at any more.
  assert.throws(() => parse(list(most + 1).slice(0, -1)), tooMany);
  assert.equal((parse(`[${"[],".repeat(most - 1)}{}]`) as unknown[]).length, most);
  assert.throws(() => parse(`[${"{},".repeat(most)}[]]`), tooMany);
  assert.throws(() => parse(`[${'{"a":1},'.repeat(most / 2)}1]`), tooMany);
  assert.equal((parse(`"${",".repeat(most + 1)}"`) as string).length, most + 1);
});

test("refuses a million keys and a hundred thousand levels, and reads a string of ten megabytes", () => {
  const keys = Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":1`).join(",");
  assert.throws(() => parse(`{${keys}}`), faultOf("HTTP_TOO_LARGE"));
  assert.throws(() => parse('{"a":'.repeat(100_000)), faultOf("HTTP_BAD_BODY"));
  assert.equal((parse(`"${"x".repeat(10_000_000)}"`) as string).length, 10_000_000);
});

test("refuses NaN and Infinity, which are no JSON", () => {
  for (const text of ["NaN", "[NaN]", '{"a":-Infinity}', "[1e]"]) {
    assert.throws(() => parse(text), faultOf("HTTP_BAD_BODY"), text);
  }
});
