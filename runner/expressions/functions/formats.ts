/** Functions that write numbers by pictures, and read them. */

import { meter } from "../bounds.js";
import { limits } from "../limits.js";
import { integerReader, readIntegerPicture, writeInteger } from "../pictures/integer.js";
import { writeDecimal } from "../pictures/write-decimal.js";
import { define } from "./define.js";

export const formats = define(
  {
    name: "formatNumber",
    signature: "<n-so?:s>",
    description:
      "The number as text by a picture: `0` is a digit, `#` one that may be left out, `,` separates groups.",
    example: ["$formatNumber(12345.6, '#,##0.00')", "'12,345.60'"],
    call: (value: number, picture: string, options?: Readonly<Record<string, unknown>>) => {
      checkLength(picture);
      return writeDecimal(value, picture, options);
    },
  },
  {
    name: "formatInteger",
    signature: "<n-s:s>",
    description:
      "The integer as text by a picture: `001` digits, `w` words, `I` Roman numerals, `A` letters; `;o` ordinal.",
    example: ["$formatInteger(28, 'w')", "'twenty-eight'"],
    call: (value: number, picture: string) => {
      checkLength(picture);
      const read = readIntegerPicture(picture);
      if (!Number.isFinite(value)) meter.overrun("`$formatInteger` takes a finite number");
      if (read.style === "roman" && Math.abs(value) > LARGEST_ROMAN)
        meter.overrun(`Roman numerals go up to ${LARGEST_ROMAN} here`);
      return writeInteger(Math.floor(value), read);
    },
  },
  {
    name: "parseInteger",
    signature: "<s-s:n>",
    description: "The integer that a text stands for, by a picture as in `$formatInteger`.",
    example: ["$parseInteger('twenty-eight', 'w')", "28"],
    call: (text: string, picture: string) => {
      checkLength(picture);
      meter.search(text.length);
      return integerReader(readIntegerPicture(picture)).read(text);
    },
  },
);

const LARGEST_ROMAN = 10_000;

function checkLength(picture: string): void {
  if (picture.length > limits.picture)
    meter.overrun(`a picture has up to ${limits.picture} characters, this one has ${picture.length}`);
}
