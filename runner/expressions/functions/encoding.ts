/** Functions that write a text in the signs of another place: base64 and addresses. */
import { meter } from "../bounds.js";
import { fail } from "../error.js";
import { type Definition, define } from "./define.js";

export const encoding = define(
  {
    name: "base64encode",
    signature: "<s-:s>",
    description: "The text as base64; each character is one byte.",
    example: ["$base64encode('myuser:mypass')", "'bXl1c2VyOm15cGFzcw=='"],
    call: (text: string) => {
      meter.text(Math.ceil(text.length / 3) * 4);
      return Buffer.from(text, "latin1").toString("base64");
    },
  },
  {
    name: "base64decode",
    signature: "<s-:s>",
    description: "The text that is written as base64; each byte is one character.",
    example: ["$base64decode('bXl1c2VyOm15cGFzcw==')", "'myuser:mypass'"],
    call: (text: string) => {
      meter.text(text.length);
      return Buffer.from(text, "base64").toString("latin1");
    },
  },
  ofUrl(
    "encodeUrlComponent",
    "The text as one part of an address.",
    ["$encodeUrlComponent('?x=test')", "'%3Fx%3Dtest'"],
    encodeURIComponent,
  ),
  ofUrl(
    "encodeUrl",
    "The text as an address: signs that have a meaning in one stay.",
    ["$encodeUrl('https://example.org/?x=a b')", "'https://example.org/?x=a%20b'"],
    encodeURI,
  ),
  ofUrl(
    "decodeUrlComponent",
    "The text that one part of an address stands for.",
    ["$decodeUrlComponent('%3Fx%3Dtest')", "'?x=test'"],
    decodeURIComponent,
  ),
  ofUrl(
    "decodeUrl",
    "The address with its escapes read.",
    ["$decodeUrl('https://example.org/?x=a%20b')", "'https://example.org/?x=a b'"],
    decodeURI,
  ),
);

function ofUrl(
  name: string,
  description: string,
  example: Definition["example"],
  convert: (text: string) => string,
): Definition {
  const call = (text: string): string => {
    // A character becomes up to nine, so a long text is looked at before it is made.
    const { text: most } = meter.limits;
    if (text.length > most) meter.text(text.length);
    let made: string;
    try {
      made = convert(text);
    } catch {
      return fail("D3140", { value: text, functionName: name });
    }
    meter.text(made.length);
    return made;
  };
  return { name, signature: "<s-:s>", description, example, call };
}
