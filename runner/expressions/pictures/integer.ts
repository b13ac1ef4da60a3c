/** Pictures of integers: `#,##0`, `001;o`, `A`, `i`, `Ww`. One is read once, and then writes or reads numbers. */
import { fail } from "../error.js";
import { fromLetters, fromRoman, fromWords, numberWords, toLetters, toRoman, toWords } from "./words.js";

type Style = "decimal" | "letters" | "roman" | "words" | "sequence";
type Case = "upper" | "lower" | "title";

interface Separator {
  /** How many digits stand to the right of it. */
  readonly position: number;
  readonly sign: string;
}

export interface IntegerPicture {
  readonly style: Style;
  readonly letters: Case;
  readonly isOrdinal: boolean;
  readonly text: string;
  /** Code of the digit zero. */
  readonly zero: number;
  mandatory: number;
  readonly optional: number;
  /** One separator again and again, every so many digits. */
  readonly regular: Separator | undefined;
  readonly separators: readonly Separator[];
  /** The number of digits to read, where another number follows at once. */
  width?: number;
}

/** The digit zero of each script that has digits of its own. */
const ZEROS = [
  0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
  0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40,
  0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];

const STYLES: Readonly<Record<string, readonly [Style, Case]>> = {
  A: ["letters", "upper"],
  a: ["letters", "lower"],
  I: ["roman", "upper"],
  i: ["roman", "lower"],
  W: ["words", "upper"],
  w: ["words", "lower"],
  Ww: ["words", "title"],
};

export function readIntegerPicture(picture: string): IntegerPicture {
  const end = picture.lastIndexOf(";");
  const text = end < 0 ? picture : picture.slice(0, end);
  const isOrdinal = end >= 0 && picture[end + 1] === "o";
  const base = { isOrdinal, text, zero: 0x30, mandatory: 0, optional: 0, regular: undefined, separators: [] };
  const known = Object.hasOwn(STYLES, text) ? STYLES[text] : undefined;
  if (known) return { ...base, style: known[0], letters: known[1] };
  return { ...base, letters: "lower", ...readDigits(text) };
}

function readDigits(
  text: string,
): Pick<IntegerPicture, "style" | "zero" | "mandatory" | "optional" | "regular" | "separators"> {
  let zero: number | undefined;
  let mandatory = 0;
  let optional = 0;
  const separators: Separator[] = [];
  for (const sign of [...text].reverse()) {
    const code = sign.codePointAt(0) ?? 0;
    const family = ZEROS.find((first) => code >= first && code <= first + 9);
    if (family !== undefined) {
      if (zero !== undefined && zero !== family) fail("D3131");
      zero = family;
      mandatory += 1;
    } else if (sign === "#") optional += 1;
    else separators.push({ position: mandatory + optional, sign });
  }
  if (mandatory === 0)
    return { style: "sequence", zero: 0x30, mandatory, optional, regular: undefined, separators: [] };
  return {
    style: "decimal",
    zero: zero ?? 0x30,
    mandatory,
    optional,
    regular: regularOf(separators),
    separators,
  };
}

/** The separator that is repeated, where all are the same and as far from each other. */
function regularOf(separators: readonly Separator[]): Separator | undefined {
  const [first] = separators;
  if (!first || separators.some(({ sign }) => sign !== first.sign)) return undefined;
  const position = repeatOf(separators.map((one) => one.position));
  return position > 0 ? { position, sign: first.sign } : undefined;
}

/** The distance at which all positions stand; zero where they stand irregularly. */
export function repeatOf(positions: readonly number[]): number {
  if (positions.length === 0) return 0;
  const divisor = (one: number, two: number): number => (two === 0 ? one : divisor(two, one % two));
  const distance = positions.reduce(divisor);
  return positions.every((_, index) => positions.includes((index + 1) * distance)) ? distance : 0;
}

export function writeInteger(value: number, picture: IntegerPicture): string {
  const text = writeStyle(Math.abs(value), picture);
  return value < 0 ? `-${text}` : text;
}

function writeStyle(value: number, picture: IntegerPicture): string {
  const { style, letters, isOrdinal } = picture;
  if (style === "letters") return toLetters(value, letters === "upper" ? "A" : "a");
  if (style === "roman") return letters === "upper" ? toRoman(value).toUpperCase() : toRoman(value);
  if (style === "sequence") return fail("D3130", { value: picture.text });
  if (style === "decimal") return writeDecimal(value, picture);
  const words = toWords(value, isOrdinal);
  return letters === "upper" ? words.toUpperCase() : letters === "lower" ? words.toLowerCase() : words;
}

const SUFFIXES: Readonly<Record<string, string>> = { 1: "st", 2: "nd", 3: "rd" };

function writeDecimal(value: number, picture: IntegerPicture): string {
  const { mandatory, zero, regular, separators, isOrdinal } = picture;
  const plain = String(value).padStart(mandatory, "0");
  let text =
    zero === 0x30
      ? plain
      : [...plain].map((digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) + zero - 0x30)).join("");
  const insert = (fromRight: number, sign: string) => {
    const at = text.length - fromRight;
    text = text.slice(0, Math.max(0, at)) + sign + text.slice(Math.max(0, at));
  };
  if (regular) {
    for (let group = Math.floor((text.length - 1) / regular.position); group > 0; group -= 1)
      insert(group * regular.position, regular.sign);
  } else {
    for (const { position, sign } of [...separators].reverse()) insert(position, sign);
  }
  if (!isOrdinal) return text;
  const isTeen = text.length > 1 && text.at(-2) === "1";
  return text + ((isTeen ? undefined : SUFFIXES[text.at(-1) ?? ""]) ?? "th");
}

/** How a text is recognised, and which integer it is. */
export interface IntegerReader {
  readonly pattern: string;
  read(text: string): number;
}

export function integerReader(picture: IntegerPicture): IntegerReader {
  const { style, letters } = picture;
  const isUpper = letters === "upper";
  if (style === "letters")
    return { pattern: isUpper ? "[A-Z]+" : "[a-z]+", read: (text) => fromLetters(text, isUpper ? "A" : "a") };
  if (style === "roman") return { pattern: isUpper ? "[MDCLXVI]+" : "[mdclxvi]+", read: fromRoman };
  if (style === "words") {
    const words = [...numberWords, "and", "[\\-, ]"].join("|");
    return { pattern: `(?:${words})+`, read: (text) => fromWords(text.toLowerCase()) };
  }
  if (style === "sequence") return fail("D3130", { value: picture.text });
  return decimalReader(picture);
}

function decimalReader({ width, isOrdinal, regular, separators, zero }: IntegerPicture): IntegerReader {
  return {
    pattern: `[0-9]${width ? `{${width}}` : "+"}${isOrdinal ? "(?:th|st|nd|rd)" : ""}`,
    read: (text) => {
      let digits = isOrdinal ? text.slice(0, -2) : text;
      for (const sign of regular ? [","] : separators.map((one) => one.sign))
        digits = digits.split(sign).join("");
      if (zero !== 0x30)
        digits = [...digits]
          .map((one) => String.fromCodePoint((one.codePointAt(0) ?? 0) - zero + 0x30))
          .join("");
      return Number.parseInt(digits, 10);
    },
  };
}
