/** Functions of texts. Characters are code points: an emoji counts as one. */
import { meter } from "../bounds.js";
import { fail } from "../error.js";
import { textOf } from "../text.js";
import { define } from "./define.js";

export const strings = define(
  {
    name: "string",
    signature: "<x-b?:s>",
    description:
      "The value as text; lists and objects as JSON, with line breaks if the second argument is true.",
    example: ["$string([1, true])", "'[1,true]'"],
    arity: 1,
    call: (value: unknown, isPretty?: unknown) => textOf(value, isPretty === true),
  },
  {
    name: "length",
    signature: "<s-:n>",
    description: "The number of characters of a text.",
    example: ["$length('café')", "4"],
    call: (text: string) => charactersOf(text),
  },
  {
    name: "substring",
    signature: "<s-nn?:s>",
    description:
      "The part of a text from a character on, counted from 0 or from the end, of at most so many characters.",
    example: ["$substring('Hello World', 3, 5)", "'lo Wo'"],
    call: substring,
  },
  {
    name: "substringBefore",
    signature: "<s-s:s>",
    description:
      "What stands before the first place where another text is found; all of it where there is none.",
    example: ["$substringBefore('Hello World', ' ')", "'Hello'"],
    call: (text: string, part: string) => {
      const at = text.indexOf(part);
      return at < 0 ? text : text.slice(0, at);
    },
  },
  {
    name: "substringAfter",
    signature: "<s-s:s>",
    description:
      "What stands behind the first place where another text is found; all of it where there is none.",
    example: ["$substringAfter('Hello World', ' ')", "'World'"],
    call: (text: string, part: string) => {
      const at = text.indexOf(part);
      return at < 0 ? text : text.slice(at + String(part).length);
    },
  },
  {
    name: "lowercase",
    signature: "<s-:s>",
    description: "The text in small letters.",
    example: ["$lowercase('Hello')", "'hello'"],
    call: (text: string) => made(text.toLowerCase()),
  },
  {
    name: "uppercase",
    signature: "<s-:s>",
    description: "The text in capital letters.",
    example: ["$uppercase('Hello')", "'HELLO'"],
    call: (text: string) => made(text.toUpperCase()),
  },
  {
    name: "trim",
    signature: "<s-:s>",
    description:
      "The text without space around it, and with one space for each run of blanks, tabs and line breaks.",
    example: ["$trim('  Hello \\n World ')", "'Hello World'"],
    call: (text: string) => text.replace(/[ \t\n\r]+/g, " ").replace(/^ | $/g, ""),
  },
  {
    name: "pad",
    signature: "<s-ns?:s>",
    description:
      "The text filled up to so many characters on the right, or on the left if the number is negative.",
    example: ["$pad('7', -3, '0')", "'007'"],
    call: pad,
  },
  {
    name: "join",
    signature: "<a<s>s?:s>",
    description: "The texts of a list as one, with a separator between them.",
    example: ["$join(['a', 'b'], '-')", "'a-b'"],
    call: (texts: string[], separator = "") => {
      let length = separator.length * texts.length;
      for (let index = 0; index < texts.length; index += 1) length += (texts[index] as string).length;
      meter.text(length);
      if (texts.length > FEW) return texts.join(separator);
      let joined = texts[0] ?? "";
      for (let index = 1; index < texts.length; index += 1) joined += separator + (texts[index] as string);
      return joined;
    },
  },
);

/** So many texts are faster put together one by one. */
const FEW = 4;

function substring(text: string, start: number, length?: number): string {
  const count = start < 0 || text.length < LONG ? charactersOf(text) : text.length;
  const from = Math.trunc(start < 0 ? Math.max(0, count + start) : start);
  if (length !== undefined && length <= 0) return "";
  // Of what is counted from the end, so much as would be taken if the text went on to the left.
  const end = length === undefined ? Number.POSITIVE_INFINITY : endOf(count, start, length);
  if (end <= from) return "";
  if (count === text.length && text.length < LONG) return text.slice(from, end);
  const first = unitOf(text, 0, from);
  return text.slice(first, end === Number.POSITIVE_INFINITY ? undefined : unitOf(text, first, end - from));
}

/** Longer texts are not looked through for the sake of a few characters at their beginning. */
const LONG = 256;

function endOf(count: number, start: number, length: number): number {
  if (start >= 0 || count + start < 0) return Math.trunc(Math.max(0, start) + length);
  return Math.trunc(count + start + length);
}

/** The unit behind so many characters from a unit on. */
function unitOf(text: string, from: number, characters: number): number {
  let unit = from;
  for (let left = characters; left > 0 && unit < text.length; left -= 1)
    unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  return unit;
}

function charactersOf(text: string): number {
  let count = text.length;
  for (let unit = 1; unit < text.length; unit += 1) if (isPair(text, unit)) count -= 1;
  return count;
}

/** True where a unit is the second half of a character. */
function isPair(text: string, unit: number): boolean {
  const code = text.charCodeAt(unit);
  if (code < 0xdc00 || code > 0xdfff) return false;
  const before = text.charCodeAt(unit - 1);
  return before >= 0xd800 && before <= 0xdbff;
}

function pad(text: string, width: number, fill?: string): string {
  const sign = fill === undefined || fill.length === 0 ? " " : fill;
  const length = Math.abs(Math.trunc(width));
  const missing = length - charactersOf(text);
  if (!(missing > 0)) return text;
  meter.text(length * sign.length);
  if (missing > meter.limits.text) fail("D1001", { value: width });
  const repeated = sign.repeat(sign.length > 1 ? Math.ceil(missing / charactersOf(sign)) : missing);
  const padding = sign.length > 1 ? substring(repeated, 0, missing) : repeated;
  return width > 0 ? text + padding : padding + text;
}

/** A text that was made of another, not much longer. */
function made(text: string): string {
  meter.text(text.length);
  return text;
}
