/** The forms in which a secret may turn up: what the redactor looks for. */
import { domainToUnicode } from "node:url";
import { unwrap, utf8 } from "./unwrap.js";

/** The fewest characters a secret must have: a shorter one would mask half the words of the language. */
export const SHORTEST = 4;

/** Whether a secret is too short to be masked. */
export function isTooShort(secret: string): boolean {
  return [...secret.replace(/\s/g, "")].length < SHORTEST;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * The forms that are looked for as they stand, as text. Those that are encoded twice are mostly found unwrapped, too; but of a
 * secret that looks encoded itself unwrapping may leave too little to look for.
 */
export function literalForms(secret: string): string[] {
  const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
  const inUrl = encodeURIComponent(Buffer.from(secret).toString());
  return [
    ...new Set([
      secret,
      inJson(secret),
      inJson(inJson(secret)),
      inUrl,
      encodeURIComponent(inUrl),
      ...hostForms(secret),
    ]),
  ];
}

/**
 * A secret as the name of a host, or a part of one: in small letters, without percent signs, beyond ASCII in its own spelling and as
 * people read it; digits alone are an address.
 */
function hostForms(secret: string): string[] {
  // Of an address only a part would be left, which is no secret.
  if (/[/?#@:[\]\\\s]/.test(secret)) return [];
  const name = URL.canParse(`http://${secret}`) ? new URL(`http://${secret}`).hostname : "";
  return [name, domainToUnicode(name)].filter((form) => form.length >= SHORTEST);
}

/** The forms that are looked for in an unwrapped text, as sources of regular expressions over its bytes. */
export function unwrappedForms(secret: string): string[] {
  // Some programs encode in Latin-1 what it can hold; that differs from UTF-8 only beyond ASCII.
  const latin1 = /^[\0-\xff]*[\x80-\xff][\0-\xff]*$/.test(secret) ? [Buffer.from(secret, "latin1")] : [];
  const words = secret.split(/[\t-\r ]+/);
  // A secret may look encoded itself. Where it stands as it is, that is undone with the rest; where it was encoded once more, not.
  const spelt = [
    (word: string) => unwrap(word).bytes,
    (word: string) => unwrap(word.replaceAll("\\", "")).bytes,
    (word: string) => utf8(word.replaceAll("\\", "")),
  ];
  const spellings = spelt.map((spell) => words.map(spell));
  // A form field writes a space as "+".
  const bare = spellings
    .filter((spelling) => spelling.join("").length >= SHORTEST)
    .map((spelling) => spelling.map(inAnyCase).join("\\+*"));
  return [
    ...new Set(bare),
    ...[Buffer.from(secret, "utf8"), ...latin1].flatMap((bytes) => [
      ...[0, 1, 2].map((before) => base64Form(bytes, before)),
      hexForm(bytes),
    ]),
  ];
}

/** Escapes what means something in a regular expression. */
export function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/** As `escaped`, for letters of either case: the forms beside this one, as base64, differ by case. */
function inAnyCase(text: string): string {
  return escaped(text).replace(/\\u\{[\da-f]+\}|[a-z]/gi, (part) =>
    part.length > 1 ? part : `[${part.toLowerCase()}${part.toUpperCase()}]`,
  );
}

function hexForm(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("hex")
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/**
 * Base64 (either alphabet) of the bytes when `before` more bytes come first, modulo 3, and anything may follow. A character at
 * an edge holds bits of the neighbour too: there it is each of the characters that agree with the bits that are known.
 */
function base64Form(bytes: Uint8Array, before: number): string {
  const from = before * 8;
  const to = from + bytes.length * 8;
  let form = "";
  for (let first = from - (from % 6); first < to; first += 6) {
    let known = 0;
    let value = 0;
    for (let bit = Math.max(first, from); bit < Math.min(first + 6, to); bit += 1) {
      const mask = 32 >> (bit - first);
      known |= mask;
      if (((bytes[(bit - from) >> 3] ?? 0) >> (7 - (bit % 8))) & 1) value |= mask;
    }
    const fitting = [...ALPHABET].filter((_, candidate) => (candidate & known) === value).join("");
    const either = fitting.replace("/", "\\/_").replace("+", "+\\-");
    form += either.length === 1 ? either : `[${either}]`;
  }
  return form;
}
