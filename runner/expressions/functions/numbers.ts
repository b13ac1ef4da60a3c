/** Functions of numbers. */
import { fail } from "../error.js";
import { define } from "./define.js";

export const numbers = define(
  {
    name: "number",
    signature: "<(nsb)-:n>",
    description: "The number that a text, a number or a truth value stands for.",
    example: ["$number('12.5')", "12.5"],
    call: numberOf,
  },
  {
    name: "abs",
    signature: "<n-:n>",
    description: "The number without its sign.",
    example: ["$abs(-5)", "5"],
    call: (value: number) => Math.abs(value),
  },
  {
    name: "floor",
    signature: "<n-:n>",
    description: "The integer at or below a number.",
    example: ["$floor(5.8)", "5"],
    call: (value: number) => Math.floor(value),
  },
  {
    name: "ceil",
    signature: "<n-:n>",
    description: "The integer at or above a number.",
    example: ["$ceil(5.2)", "6"],
    call: (value: number) => Math.ceil(value),
  },
  {
    name: "round",
    signature: "<n-n?:n>",
    description: "The number with so many decimals; a half goes to the even neighbour.",
    example: ["$round(11.5)", "12"],
    call: round,
  },
  {
    name: "power",
    signature: "<n-n:n>",
    description: "A number to the power of another.",
    example: ["$power(2, 8)", "256"],
    call: (base: number, exponent: number) => {
      const result = base ** exponent;
      return Number.isFinite(result) ? result : fail("D3061", { index: 1, value: base, exp: exponent });
    },
  },
  {
    name: "sqrt",
    signature: "<n-:n>",
    description: "The square root of a number.",
    example: ["$sqrt(4)", "2"],
    call: (value: number) => (value < 0 ? fail("D3060", { index: 1, value }) : Math.sqrt(value)),
  },
  {
    name: "random",
    signature: "<:n>",
    description: "A random number from 0 to below 1.",
    example: ["$random() < 1", "true"],
    takesNothing: true,
    isSteady: false,
    call: () => Math.random(),
  },
  {
    name: "sum",
    signature: "<a<n>:n>",
    description: "The sum of a list of numbers.",
    example: ["$sum([5, 3, 7])", "15"],
    call: (list: number[]) => sum(list),
  },
  {
    name: "max",
    signature: "<a<n>:n>",
    description: "The largest of a list of numbers.",
    example: ["$max([5, 3, 7])", "7"],
    call: (list: number[]) => extreme(list, Math.max),
  },
  {
    name: "min",
    signature: "<a<n>:n>",
    description: "The smallest of a list of numbers.",
    example: ["$min([5, 3, 7])", "3"],
    call: (list: number[]) => extreme(list, Math.min),
  },
  {
    name: "average",
    signature: "<a<n>:n>",
    description: "The mean of a list of numbers.",
    example: ["$average([5, 3, 7])", "5"],
    call: (list: number[]) => (list.length === 0 ? undefined : sum(list) / list.length),
  },
  {
    name: "formatBase",
    signature: "<n-n?:s>",
    description: "The integer in another base, from 2 to 36.",
    example: ["$formatBase(100, 2)", "'1100100'"],
    call: (value: number, base = 10) => {
      const radix = round(base);
      return radix < 2 || radix > 36 ? fail("D3100", { value: radix }) : round(value).toString(radix);
    },
  },
);

const DECIMAL = /^-?\d+(\.\d+)?([Ee][-+]?\d+)?$/;
const OTHER = /^0(?:[xX][\dA-Fa-f]+|[oO][0-7]+|[bB][01]+)$/;

function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string" && (DECIMAL.test(value) || OTHER.test(value))) {
    const number = Number(value);
    if (Number.isFinite(number)) return number;
  }
  return fail("D3030", { value, index: 1 });
}

/** Half to even; the decimal point is moved in the text, where no digit is lost. */
export function round(value: number, decimals = 0): number {
  const shifted = decimals ? shift(value, decimals) : value;
  let whole = Math.round(shifted);
  if (Math.abs(whole - shifted) === 0.5 && Math.abs(whole % 2) === 1) whole -= 1;
  // JSON has no negative zero.
  return (decimals ? shift(whole, -decimals) : whole) + 0;
}

function shift(value: number, by: number): number {
  const [digits = "", exponent = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + by}`);
}

function sum(list: readonly number[]): number {
  let total = 0;
  for (let index = 0; index < list.length; index += 1) total += list[index] as number;
  return total;
}

function extreme(list: readonly number[], of: (one: number, two: number) => number): number | undefined {
  if (list.length === 0) return undefined;
  let found = list[0] as number;
  for (let index = 1; index < list.length; index += 1) found = of(found, list[index] as number);
  return found;
}
