import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cpuMs } from "../faults/cpu-time.test.support.js";
import { Redactor } from "./redact.js";

const SECRET = 'pa/ss"wörd+1%\\x';
const { mask } = new Redactor([SECRET, "hunter22", "hunter22-and-more"]);
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Writes every character as \uXXXX. */
function escapedAll(text: string): string {
  return text.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Writes every byte as %xx. */
function percentAll(text: string): string {
  return Buffer.from(text).toString("hex").replace(/../g, "%$&");
}

test("a secret is masked and its surroundings stay", () => {
  assert.equal(mask("password=hunter22&x=1"), "password=***&x=1");
  assert.equal(mask("nothing here"), "nothing here");
  assert.equal(new Redactor().mask("hunter22"), "hunter22");
});

test("of two secrets with the same beginning the longer one is masked as a whole", () => {
  assert.equal(mask("a hunter22-and-more b hunter22 c"), "a *** b *** c");
});

test("a secret is masked in JSON, also nested and with every character as \\u escape", () => {
  const once = JSON.stringify({ a: SECRET });
  assert.equal(mask(once), '{"a":"***"}');
  assert.equal(mask(JSON.stringify({ b: once })), '{"b":"{\\"a\\":\\"***\\"}"}');
  assert.equal(mask(`<${escapedAll(SECRET)}>`), "<***>");
  assert.equal(mask(`<${escapedAll(SECRET).toUpperCase().replaceAll("\\U", "\\u")}>`), "<***>");
  assert.equal(mask("<\\u{68}unter22>"), "<***>");
});

test("a secret is masked in a URL, in either case of hex, doubly encoded, and as a form writes it", () => {
  assert.equal(mask(`q=${encodeURIComponent(SECRET)}&r=1`), "q=***&r=1");
  assert.equal(mask(`q=${encodeURIComponent(SECRET).toLowerCase()}&r=1`), "q=***&r=1");
  assert.equal(mask(`q=${encodeURIComponent(encodeURIComponent(SECRET))}&r=1`), "q=***&r=1");
  assert.equal(mask(`q=${percentAll("hunter22")}&r=1`), "q=***&r=1");
  const phrase = new Redactor(["correct horse & staple"]);
  assert.equal(
    phrase.mask(new URLSearchParams({ q: "correct horse & staple", r: "1" }).toString()),
    "q=***&r=1",
  );
});

test("a secret is masked in base64 at every alignment, alone and as part of a pair", () => {
  assert.equal(mask(`Basic ${base64("hunter22")}`), "Basic ***=");
  for (const user of ["", "u", "us", "use", "user"]) {
    const masked = mask(base64(`${user}:hunter22:${user}`));
    assert.match(masked, /^[\w+/]{0,6}\*\*\*[\w+/]{0,7}={0,2}$/);
  }
});

test("a secret is masked in base64 of the other alphabet and inside a URL", () => {
  const { mask } = new Redactor(["~~~???>>>"]);
  assert.equal(base64("~~~???>>>"), "fn5+Pz8/Pj4+");
  assert.equal(mask("fn5+Pz8/Pj4+ fn5-Pz8_Pj4- fn5%2BPz8%2fPj4%2B fn5+Pz8\\/Pj4+"), "*** *** *** ***");
});

test("a secret beyond ASCII is masked in UTF-8 and in Latin-1", () => {
  const { mask } = new Redactor(["clé-secrète"]);
  assert.match(mask(Buffer.from("clé-secrète", "latin1").toString("base64")), /^\*\*\*=*$/);
  assert.match(mask(base64("clé-secrète")), /^\*\*\*=*$/);
});

test("a secret is masked in hex of either case", () => {
  const hex = Buffer.from(SECRET).toString("hex");
  assert.equal(mask(`0x${hex} 0x${hex.toUpperCase()}`), "0x*** 0x***");
});

test("a secret is masked when it is wrapped over lines", () => {
  const long = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const { mask } = new Redactor([long]);
  const wrapped = (text: string, by: string) => text.replace(/.{20}/g, `$&${by}`);
  assert.equal(mask(`<${wrapped(long, "\n")}>`), "<***>");
  assert.equal(mask(`<${wrapped(long, "\r\n    ")}>`), "<***>");
  assert.equal(mask(`<${wrapped(base64(long), "\n")}>`), "<***=>");
  assert.equal(mask(JSON.stringify(wrapped(base64(long), "\r\n"))), '"***="');
  assert.equal(mask(`<${wrapped(long, "%0A")}>`), "<***>");
  assert.equal(mask(`<${wrapped(long, "\\u{a}")}>`), "<***>");
});

test("a secret that looks encoded itself is masked", () => {
  for (const secret of [
    "corp\\nadmin1",
    "p%41ssword",
    "a%bcdef%",
    "!!!%00!!",
    "\\\\\\\\",
    "n3wsecret",
    "-----BEGIN\nkey\n-----",
  ]) {
    const { mask } = new Redactor([secret]);
    assert.equal(mask(`<${secret}>`), "<***>");
    assert.equal(mask(JSON.stringify({ a: secret })), '{"a":"***"}');
    assert.equal(mask(`q=${encodeURIComponent(secret)}ab`), "q=***ab");
  }
  assert.equal(new Redactor(["n3wsecret"]).mask("C:\\n3wsecret"), "C:\\***");
});

test("a secret that looks encoded itself is masked when every character of it is encoded once more", () => {
  for (const secret of [
    "corp\\nadmin1",
    "p%41ssword",
    "a%bcdef%",
    "!!!%00!!",
    "%41\\u0041",
    "%2\\u0041\\n",
    "%41\0\f\0\0\b",
  ]) {
    const { mask } = new Redactor([secret]);
    assert.equal(mask(`<${escapedAll(secret)}>`), "<***>", secret);
    assert.equal(mask(`<${percentAll(secret)}>`), "<***>", secret);
    assert.equal(mask(`<${encodeURIComponent(encodeURIComponent(secret))}>`), "<***>", secret);
    assert.equal(mask(JSON.stringify(JSON.stringify(secret))), '"\\"***\\""', secret);
  }
});

test("a secret is masked in references of HTML: named, numeric, without their end, and encoded once more", () => {
  const secret = "t0k/+é=Ü<x>";
  const { mask } = new Redactor([secret]);
  const each = (form: (code: number) => string) =>
    [...secret].map((char) => form(char.codePointAt(0) ?? 0)).join("");
  for (const form of [
    "t0k&sol;&plus;&eacute;&equals;&Uuml;&lt;x&gt;",
    "t0k&sol;&#43;&eacute=&Uuml&ltx&gt",
    "t0k&amp;sol;&amp;plus;&amp;eacute;&amp;equals;&amp;Uuml;&amp;lt;x&amp;gt;",
    each((code) => `&#${code};`),
    each((code) => `&#${code}`),
    each((code) => `&#x${code.toString(16)}`),
    each((code) => `&#X000000${code.toString(16).toUpperCase()};`),
    each((code) => `&amp;#${code};`),
    each((code) => `&#38;#${code};`),
  ]) {
    assert.equal(mask(`(${form}).`), "(***).", form);
    assert.equal(mask(JSON.stringify({ a: `(${form}).` })), '{"a":"(***)."}', form);
  }
  assert.equal(mask("a=1&param=2&copy=3&nothing"), "a=1&param=2&copy=3&nothing");
  const other = new Redactor(["a&param=1", "x&lt;y\\&copy"]);
  for (const form of [
    "a&param=1",
    "a&amp;param=1",
    "a%26param%3D1",
    "a&#38;param&equals;1",
    "x&amp;lt;y\\&amp;copy",
  ])
    assert.equal(other.mask(`<${form}>`), "<***>", form);
});

test("a secret of less than four characters is ignored, whitespace not counted", () => {
  assert.equal(new Redactor(["abc", "", "    ", "a b c"]).mask("abc    a b c"), "abc    a b c");
  assert.equal(new Redactor(["abcd\n"]).mask("abcd"), "***");
});

test("a secret can be added later", () => {
  const redactor = new Redactor(["hunter22"]);
  assert.equal(redactor.mask("hunter22 session-9"), "*** session-9");
  redactor.add("session-9");
  assert.equal(redactor.mask("hunter22 session-9"), "*** ***");
});

test("no encoding of any secret leaves a trace of it, wherever it stands", () => {
  const text = fc.string({ unit: "binary", maxLength: 8 });
  const secret = fc
    .string({ unit: "grapheme", minLength: 4, maxLength: 30 })
    .filter((s) => s.replace(/\s/g, "").length > 7);
  fc.assert(
    fc.property(secret, text, text, (secret, before, after) => {
      const { mask } = new Redactor([secret]);
      const forms: ((text: string) => string)[] = [
        (t) => t,
        JSON.stringify,
        escapedAll,
        encodeURIComponent,
        (t) => encodeURIComponent(t).replace(/%../g, (hex) => hex.toLowerCase()),
        (t) => new URLSearchParams({ q: t }).toString(),
        (t) => Buffer.from(t).toString("hex"),
        (t) => [...t].map((char) => `&#${char.codePointAt(0)};`).join(""),
      ];
      for (const form of forms) {
        const core = form(secret.trim()).replace(/^(?:q=|")|"$/g, "");
        assert.ok(!mask(form(`${before}${secret}${after}`)).includes(core), `${form} leaks ${core}`);
      }
      const shift = Buffer.byteLength(before);
      for (const alphabet of ["base64", "base64url"] as const) {
        const masked = mask(Buffer.from(`${before}${secret}${after}`).toString(alphabet));
        assert.ok(
          masked.length <= Math.ceil(shift / 3) * 4 + 3 + Math.ceil(Buffer.byteLength(after) / 3) * 4 + 8,
        );
        assert.match(masked, /\*\*\*/);
      }
    }),
    { numRuns: 300 },
  );
});

test("a long text and a hostile one take milliseconds", () => {
  const redactor = new Redactor(Array.from({ length: 20 }, (_, n) => `secret-number-${n}-0123456789`));
  const start = cpuMs();
  redactor.mask('{"name":"Jane Doe","text":"lorem ipsum dolor\\nsit amet é"},'.repeat(16_000));
  for (const piece of ["s", " ", "\\", "%25", "secret", "\\u"]) redactor.mask(piece.repeat(100_000));
  assert.ok(cpuMs() - start < 2_000, `${cpuMs() - start} ms`);
});

test("a secret in the name of a host is masked: in small letters, without percent signs, in its own spelling, as an address", () => {
  const host = (secret: string) => new URL(`https://${secret}.example.org/`).hostname;
  for (const secret of ["CanaryToken", "Can%41ry", "clé-Secrète", "ＣＡＮＡＲＹ", "canary.TOKEN"]) {
    const { mask } = new Redactor([secret]);
    assert.equal(
      mask(`the name ${host(secret)} is not known`),
      "the name ***.example.org is not known",
      secret,
    );
    assert.equal(mask(host(`x-${secret}-y`)).includes("anary"), false, secret);
  }
  assert.equal(new Redactor(["clé-Secrète"]).mask(host("tenant-clé-secrète")), "***.example.org");
  assert.equal(new Redactor(["3232235777"]).mask(new URL("http://3232235777/").hostname), "***");
});

test("a secret is masked in letters of any case", () => {
  assert.equal(mask("HUNTER22 Hunter22 %48UNTER22"), "*** *** ***");
});

test("of a secret that is an address its host alone is none", () => {
  assert.equal(
    new Redactor(["https://hooks.example.org/T123/B456"]).mask("hooks.example.org answered"),
    "hooks.example.org answered",
  );
});
