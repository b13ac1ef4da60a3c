/** Pictures of decimal numbers (`#,##0.00`), read by the rules of XPath's `format-number`. */
import { fail } from "../error.js";
import { repeatOf } from "./integer.js";

/** The signs that mean something in a picture. */
export interface Signs {
  readonly decimal: string;
  readonly grouping: string;
  readonly exponent: string;
  readonly minus: string;
  readonly percent: string;
  readonly perMille: string;
  readonly zero: string;
  readonly digit: string;
  readonly pattern: string;
}

const NAMES: Readonly<Record<keyof Signs, string>> = {
  decimal: "decimal-separator",
  grouping: "grouping-separator",
  exponent: "exponent-separator",
  minus: "minus-sign",
  percent: "percent",
  perMille: "per-mille",
  zero: "zero-digit",
  digit: "digit",
  pattern: "pattern-separator",
};
const STANDARD: Signs = {
  decimal: ".",
  grouping: ",",
  exponent: "e",
  minus: "-",
  percent: "%",
  perMille: "\u2030",
  zero: "0",
  digit: "#",
  pattern: ";",
};

/** The signs with those that an option names differently. */
export function signsOf(options: Readonly<Record<string, unknown>> = {}): Signs {
  const signs = Object.entries(NAMES).map(([sign, name]) => {
    return [sign, Object.hasOwn(options, name) ? String(options[name]) : STANDARD[sign as keyof Signs]];
  });
  return Object.fromEntries(signs) as Signs;
}

/** The ten digits that begin with a zero. */
export function digitsOf({ zero }: Signs): readonly string[] {
  return Array.from({ length: 10 }, (_, digit) => String.fromCharCode(zero.charCodeAt(0) + digit));
}

/** One part of a picture, for numbers of one sign. */
export interface DecimalPicture {
  readonly prefix: string;
  readonly suffix: string;
  /** 100 for percent, 1000 for per-mille. */
  readonly factor: number;
  readonly hasDecimal: boolean;
  readonly leastInteger: number;
  /** Mandatory digits of the integer, by which an exponent is chosen. */
  readonly scale: number;
  readonly leastFraction: number;
  readonly mostFraction: number;
  readonly leastExponent: number;
  /** The distance of the grouping separators where it is always the same, else zero. */
  readonly group: number;
  /** Digits behind each separator of the integer, and before each of the fraction. */
  readonly integerGroups: readonly number[];
  readonly fractionGroups: readonly number[];
}

/** A picture: for numbers from zero on, and for negative ones. */
export function readDecimalPicture(picture: string, signs: Signs): readonly [DecimalPicture, DecimalPicture] {
  const parts = picture.split(signs.pattern);
  if (parts.length > 2) fail("D3080");
  const [positive, negative] = parts.map((part) => readPart(part, signs)) as [
    DecimalPicture,
    DecimalPicture?,
  ];
  return [positive, negative ?? { ...positive, prefix: signs.minus + positive.prefix }];
}

/** The texts that a part of a picture consists of. */
interface Pieces {
  readonly whole: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly active: string;
  readonly mantissa: string;
  readonly integer: string;
  readonly fraction: string;
  readonly exponent: string | undefined;
}

function readPart(part: string, signs: Signs): DecimalPicture {
  const digits = digitsOf(signs);
  const pieces = takeApart(part, signs, digits);
  check(pieces, signs, digits);
  const countDigits = (text: string) => [...text].filter((sign) => digits.includes(sign)).length;
  const countPlaces = (text: string) =>
    [...text].filter((sign) => digits.includes(sign) || sign === signs.digit).length;
  const { integer, fraction, exponent } = pieces;
  const scale = countDigits(integer);
  let leastInteger = scale;
  let leastFraction = countDigits(fraction);
  let mostFraction = countPlaces(fraction);
  if (leastInteger === 0 && mostFraction === 0) {
    if (exponent === undefined) leastInteger = 1;
    else {
      leastFraction = 1;
      mostFraction = 1;
    }
  }
  if (exponent !== undefined && leastInteger === 0 && integer.includes(signs.digit)) leastInteger = 1;
  if (leastInteger === 0 && leastFraction === 0) leastFraction = 1;
  const integerGroups = placesOf(integer, signs.grouping).map((at) => countPlaces(integer.slice(at)));
  const fractionGroups = placesOf(fraction, signs.grouping).map((at) => countPlaces(fraction.slice(0, at)));
  return {
    prefix: pieces.prefix,
    suffix: pieces.suffix,
    factor: part.includes(signs.percent) ? 100 : part.includes(signs.perMille) ? 1000 : 1,
    hasDecimal: part.includes(signs.decimal),
    leastInteger,
    scale,
    leastFraction,
    mostFraction,
    leastExponent: countDigits(exponent ?? ""),
    group: repeatOf(integerGroups),
    integerGroups,
    fractionGroups,
  };
}

function placesOf(text: string, sign: string): number[] {
  return [...text].flatMap((one, at) => (one === sign ? [at] : []));
}

function takeApart(whole: string, signs: Signs, digits: readonly string[]): Pieces {
  const { decimal, grouping, digit, pattern, exponent: mark } = signs;
  const isActive = (sign: string) =>
    digits.includes(sign) || [decimal, grouping, digit, pattern].includes(sign);
  const places = [...whole].flatMap((sign, at) => (isActive(sign) ? [at] : []));
  const first = places[0];
  const last = places.at(-1);
  const prefix = first === undefined ? "" : whole.slice(0, first);
  const suffix = last === undefined ? "" : whole.slice(last + 1);
  const active = whole.slice(prefix.length, whole.length - suffix.length);
  const at = active.indexOf(mark);
  const mantissa = at < 0 ? active : active.slice(0, at);
  const exponent = at < 0 ? undefined : active.slice(at + mark.length);
  const point = mantissa.indexOf(decimal);
  const integer = point < 0 ? mantissa : mantissa.slice(0, point);
  const fraction = point < 0 ? "" : mantissa.slice(point + decimal.length);
  return { whole, prefix, suffix, active, mantissa, integer, fraction, exponent };
}

/** The rules in their order; of several that are broken the last is told. */
function check(pieces: Pieces, signs: Signs, digits: readonly string[]): void {
  const { whole, active, mantissa, integer, fraction, exponent } = pieces;
  const { decimal, grouping, percent, perMille, digit } = signs;
  const isDigit = (sign: string) => digits.includes(sign);
  const isTwice = (sign: string) => whole.indexOf(sign) !== whole.lastIndexOf(sign);
  const isScaled = whole.includes(percent) || whole.includes(perMille);
  const known = [...digits, decimal, grouping, signs.exponent, digit, signs.pattern];
  const point = whole.indexOf(decimal);
  const isBeside = point >= 0 && (whole[point - 1] === grouping || whole[point + 1] === grouping);
  const optional = integer.indexOf(digit);
  const lastOptional = fraction.lastIndexOf(digit);
  const broken: readonly (readonly [boolean, string])[] = [
    [isTwice(decimal), "D3081"],
    [isTwice(percent), "D3082"],
    [isTwice(perMille), "D3083"],
    [whole.includes(percent) && whole.includes(perMille), "D3084"],
    [![...mantissa].some((sign) => isDigit(sign) || sign === digit), "D3085"],
    [[...active].some((sign) => !known.includes(sign)), "D3086"],
    [isBeside, "D3087"],
    [point < 0 && integer.endsWith(grouping), "D3088"],
    [whole.includes(grouping + grouping), "D3089"],
    [optional >= 0 && [...integer.slice(0, optional)].some(isDigit), "D3090"],
    [lastOptional >= 0 && [...fraction.slice(lastOptional)].some(isDigit), "D3091"],
    [exponent !== undefined && exponent !== "" && isScaled, "D3092"],
    [exponent !== undefined && (exponent === "" || ![...exponent].every(isDigit)), "D3093"],
  ];
  const code = broken.filter(([is]) => is).at(-1)?.[1];
  if (code !== undefined) fail(code);
}
