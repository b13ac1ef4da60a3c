/** What is shown: no secret in any encoding, and nothing that a terminal would obey. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Fault } from "../../runner/faults/fault.js";
import { plain, renderFault } from "../../runner/faults/render.js";
import { jsonLine } from "../../runner/report/json.js";
import { Redactor } from "../../runner/report/redact.js";
import { mixed, type Target, target } from "./target.js";

const OBEYED = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

const escapedAll = (text: string) =>
  text.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
const percentAll = (text: string) => Buffer.from(text).toString("hex").replace(/../g, "%$&");
const inner = (text: string) => JSON.stringify(text).slice(1, -1);

/** Encodings in which the secret stands as a whole: what they make of it must not be there any more. */
const ENCODINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  inner,
  (text) => inner(inner(text)),
  escapedAll,
  percentAll,
  encodeURIComponent,
  (text) => encodeURIComponent(encodeURIComponent(text)),
  (text) => inner(encodeURIComponent(text)),
  (text) => new URLSearchParams({ "": text }).toString().slice(1),
  (text) => Buffer.from(text).toString("hex"),
  (text) => Buffer.from(text).toString("hex").toUpperCase(),
];
const WRAPS = ["", "\n", "\r\n  ", "\\n", "%0A"];

const secrets = fc
  .oneof(
    mixed(["%", "%41", "%2", "\\", "\\n", "\\u0041", "+", "/", "=", " ", '"', "é", "日", "abc", "00", "~"]),
    fc.string({ unit: "grapheme", maxLength: 40 }),
  )
  .filter((text) => text.replace(/[\s\\]/g, "").length >= 8 && !/\p{Cs}/u.test(text));
/** What stands around: nothing in it can be taken for a part of a secret or of its encoding. */
const around = fc.string({ unit: fc.constantFrom(..."<>|;()"), maxLength: 8 });

export const outputTargets: readonly Target[] = [
  target(
    "a secret is masked in every encoding",
    fc.tuple(secrets, fc.nat(ENCODINGS.length - 1), around, around),
    ([secret, index, before, after]) => {
      const form = ENCODINGS[index]?.(secret.trim()) ?? "";
      const masked = new Redactor([secret]).mask(`${before}<${form}>${after}`);
      assert.ok(!masked.includes(form), `${form} stays in ${masked}`);
      assert.match(masked, /\*\*\*/);
    },
    [
      ["!!!%00!!", 3, "", ""],
      ["corp\nadmin1", 3, "", ""],
    ] satisfies [string, number, string, string][],
  ),
  target(
    "a secret is masked in base64 and split over lines",
    fc.tuple(secrets, fc.nat(), fc.constantFrom(...WRAPS), fc.constantFrom("base64", "base64url"), fc.nat(2)),
    ([secret, at, wrap, alphabet, shift]) => {
      const { mask } = new Redactor([secret]);
      const pair = Buffer.from(`${"u".repeat(shift)}${secret.trim()}`).toString(alphabet as BufferEncoding);
      const place = at % pair.length;
      const masked = mask(`<${pair.slice(0, place)}${wrap}${pair.slice(place)}>`);
      assert.match(
        masked,
        /^<[\w+/=-]{0,4}(\\n|%0A|\s)*[\w+/=-]{0,4}\*\*\*[\w+/=-]{0,4}(\\n|%0A|\s)*[\w+/=-]{0,4}>$/,
      );
    },
  ),
  target(
    "a text without the secret stays as it is",
    fc.tuple(
      fc.string({ unit: fc.constantFrom(..."abcdefgh"), minLength: 8, maxLength: 20 }),
      mixed(["%41", "\\n", "\\u0041", "\n", "IJK", "日", "+", "0123456789", "/", '"', "z"]),
    ),
    ([secret, text]) => {
      if (/[a-h]/i.test(text.replace(/\\u0041/g, ""))) return;
      assert.equal(new Redactor([secret]).mask(text), text);
    },
  ),
  target(
    "plain text",
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 700 }),
      mixed(["\x1b[31m", "\r", "\n", "\u202e", "\ud800", "😀", "\x9b", "\ufeff"], 200),
    ),
    (text) => {
      const shown = plain(text);
      assert.doesNotMatch(shown, OBEYED);
      assert.ok(shown.length <= 500);
      assert.equal(Buffer.from(shown).toString(), shown, "half of a character");
    },
  ),
  target(
    "a rendered fault and a line of JSON",
    fc.tuple(
      mixed(["\x1b[31m", "\r", "\n", "\t", "\u202e", "\ud800", "😀", "\x9b", "a"], 60),
      fc.string({ unit: "binary" }),
      fc.nat(200),
      fc.nat(300),
    ),
    ([text, message, column, length]) => {
      const location = { file: message, line: 7, column: column + 1, text, length: length + 1 };
      const shown = renderFault(new Fault("INVALID", message, { hint: text, location }), { color: false });
      for (const line of shown.split("\n")) assert.doesNotMatch(line, OBEYED);
      assert.equal(shown.split("\n").length, 6);
      const value = { [message]: [text, { [text]: 1 }], n: null };
      const line = jsonLine(value, new Redactor());
      assert.doesNotMatch(line, OBEYED);
      assert.deepEqual(JSON.parse(line), JSON.parse(JSON.stringify(value)));
    },
  ),
];
