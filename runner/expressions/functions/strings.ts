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
      let length = separator.length * Math.max(0, texts.length - 1);
      for (let index = 0; index < texts.length; index += 1) length += (texts[index] as string).length;
      meter.text(length);
      return texts.join(separator);
    },
  },
);

function substring(text: string, start: number, length?: number): string {
  const characters = isPlain(text) ? text : [...text];
  const from = characters.length + start < 0 ? 0 : start;
  if (length === undefined) return joined(characters.slice(from));
  if (length <= 0) return "";
  const end = from >= 0 ? from + length : characters.length + from + length;
  return joined(characters.slice(from, end));
}

const joined = (part: string | string[]) => (typeof part === "string" ? part : part.join(""));

/** True for a text in which every character is one unit, as in most. */
function isPlain(text: string): boolean {
  return !/[\ud800-\udfff]/.test(text);
}

function charactersOf(text: string): number {
  let count = 0;
  if (isPlain(text)) return text.length;
  for (const _ of text) count += 1;
  return count;
}

function pad(text: string, width: number, fill?: string): string {
  const sign = fill === undefined || fill.length === 0 ? " " : fill;
  const length = Math.abs(Math.trunc(width));
  const missing = length - charactersOf(text);
  if (!(missing > 0)) return text;
  meter.text(length * sign.length);
  if (missing > meter.given.limits.text) fail("D1001", { value: width });
  const repeated = sign.repeat(sign.length > 1 ? Math.ceil(missing / charactersOf(sign)) : missing);
  const padding = sign.length > 1 ? substring(repeated, 0, missing) : repeated;
  return width > 0 ? text + padding : padding + text;
}

/** A text that was made of another, not much longer. */
function made(text: string): string {
  meter.text(text.length);
  return text;
}
