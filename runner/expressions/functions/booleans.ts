/** Functions that tell what a value is. */
import { isFunction } from "../callable-type.js";
import { fail } from "../error.js";
import { isNumber, truth } from "../truth.js";
import { define } from "./define.js";

export const booleans = define(
  {
    name: "boolean",
    signature: "<x-:b>",
    description:
      "False for an empty text, zero, null, an empty object and a list without a true member, true for others.",
    example: ["$boolean('0')", "true"],
    call: (value: unknown) => truth(value),
  },
  {
    name: "not",
    signature: "<x-:b>",
    description: "True for what `$boolean` is false for.",
    example: ["$not(0)", "true"],
    call: (value: unknown) => !truth(value),
  },
  {
    name: "exists",
    signature: "<x:b>",
    description: "True if there is a value, even null.",
    example: ["$exists(null)", "true"],
    takesNothing: true,
    call: (value: unknown) => value !== undefined,
  },
  {
    name: "type",
    signature: "<x:s>",
    description:
      "The type of a value: `string`, `number`, `boolean`, `null`, `array`, `object` or `function`.",
    example: ["$type([1])", "'array'"],
    call: typeOf,
  },
  {
    name: "error",
    signature: "<s?:x>",
    description: "Ends the evaluation with a message.",
    example: ["1 > 0 ? 'fine' : $error('never')", "'fine'"],
    takesNothing: true,
    call: (message?: string) => fail("D3137", { message: message || "$error() function evaluated" }),
  },
  {
    name: "assert",
    signature: "<bs?:x>",
    description: "Ends the evaluation with a message if a condition is false.",
    example: ["$exists($assert(1 > 0, 'never'))", "false"],
    takesNothing: true,
    call: (condition: unknown, message?: string) =>
      condition ? undefined : fail("D3141", { message: message || "$assert() statement failed" }),
  },
);

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (isNumber(value)) return "number";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "boolean";
  if (Array.isArray(value)) return "array";
  return isFunction(value) ? "function" : "object";
}
