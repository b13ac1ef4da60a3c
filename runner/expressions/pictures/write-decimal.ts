/** Writes a number by a picture such as `#,##0.00`. */
import { round } from "../functions/numbers.js";
import { type DecimalPicture, digitsOf, readDecimalPicture, type Signs, signsOf } from "./decimal-picture.js";

export function writeDecimal(
  value: number,
  picture: string,
  options?: Readonly<Record<string, unknown>>,
): string {
  const signs = signsOf(options);
  const [positive, negative] = readDecimalPicture(picture, signs);
  const part = value >= 0 ? positive : negative;
  const { mantissa, exponent } = scaled(value * part.factor, part);
  const [integer, fraction] = digitsIn(mantissa, part, signs);
  const whole = part.hasDecimal && fraction !== "" ? `${integer}${signs.decimal}${fraction}` : integer;
  return `${part.prefix}${whole}${exponentOf(exponent, part, signs)}${part.suffix}`;
}

/** The number as a mantissa with as many digits before the point as the picture has, and an exponent. */
function scaled(
  value: number,
  { leastExponent, scale }: DecimalPicture,
): { mantissa: number; exponent?: number } {
  if (leastExponent === 0) return { mantissa: value };
  let mantissa = value;
  let exponent = 0;
  if (mantissa !== 0 && Number.isFinite(mantissa)) {
    for (; Math.abs(mantissa) < 10 ** (scale - 1); exponent -= 1) mantissa *= 10;
    for (; Math.abs(mantissa) > 10 ** scale; exponent += 1) mantissa /= 10;
  }
  return { mantissa, exponent };
}

function digitsIn(mantissa: number, part: DecimalPicture, signs: Signs): [integer: string, fraction: string] {
  const { leastInteger, leastFraction, mostFraction } = part;
  const text = Math.abs(round(mantissa, mostFraction)).toFixed(mostFraction);
  const [before = "", behind = ""] = text.split(".");
  const integer = before.replace(/^0+/, "").padStart(leastInteger, "0");
  const fraction = behind.replace(/0+$/, "").padEnd(leastFraction, "0");
  return [
    grouped(inFamily(integer, signs), part, signs),
    groupedBehind(inFamily(fraction, signs), part, signs),
  ];
}

/** The digits of another script. */
function inFamily(text: string, signs: Signs): string {
  if (signs.zero === "0") return text;
  const digits = digitsOf(signs);
  return text.replace(/\d/g, (digit) => digits[Number(digit)] ?? digit);
}

function grouped(text: string, { group, integerGroups }: DecimalPicture, { grouping }: Signs): string {
  const places: number[] = [];
  if (group > 0) for (let place = group; place < text.length; place += group) places.push(place);
  else places.push(...integerGroups);
  let result = "";
  for (let index = 0; index < text.length; index += 1) {
    const left = text.length - index;
    if (index > 0 && places.includes(left)) result += grouping;
    result += text[index];
  }
  return result;
}

function groupedBehind(text: string, { fractionGroups }: DecimalPicture, { grouping }: Signs): string {
  let result = "";
  for (let index = 0; index < text.length; index += 1) {
    if (index > 0 && fractionGroups.includes(index)) result += grouping;
    result += text[index];
  }
  return result;
}

function exponentOf(exponent: number | undefined, { leastExponent }: DecimalPicture, signs: Signs): string {
  if (exponent === undefined) return "";
  const digits = inFamily(String(Math.abs(exponent)).padStart(leastExponent, "0"), signs);
  return `${signs.exponent}${exponent < 0 ? signs.minus : ""}${digits}`;
}
