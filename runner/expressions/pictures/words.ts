/** Integers as English words, as Roman numerals and as letters, and back. */

const SMALL =
  "Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen".split(
    " ",
  );
const SMALL_ORDINALS =
  "Zeroth First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth Fourteenth Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth".split(
    " ",
  );
const TENS = "Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety".split(" ");
const POWERS = "Thousand Million Billion Trillion".split(" ");

const tens = (value: number) => TENS[value - 2] ?? "";
const ordinalOfTens = (value: number) => `${tens(value).slice(0, -1)}ieth`;

/** 2345 → `Two Thousand, Three Hundred and Forty-Five` */
export function toWords(value: number, isOrdinal: boolean): string {
  return spell(value, "", isOrdinal);
}

/** @param before what stands between these words and larger ones before them */
function spell(value: number, before: "" | "and" | ",", isOrdinal: boolean): string {
  const joint = before === "" ? "" : before === "and" && value < 100 ? " and " : ", ";
  if (value < 20) return joint + ((isOrdinal ? SMALL_ORDINALS[value] : SMALL[value]) ?? "");
  if (value < 100) {
    const ones = value % 10;
    const ten = Math.floor(value / 10);
    if (ones === 0) return joint + (isOrdinal ? ordinalOfTens(ten) : tens(ten));
    return `${joint}${tens(ten)}-${spell(ones, "", isOrdinal)}`;
  }
  const power = value < 1000 ? 0 : Math.min(Math.floor(Math.log10(value) / 3), POWERS.length);
  const unit = power === 0 ? 100 : 1000 ** power;
  const count = Math.floor(value / unit);
  const rest = value - count * unit;
  const name = power === 0 ? "Hundred" : POWERS[power - 1];
  const head = `${joint}${spell(count, "", false)} ${name}`;
  if (rest > 0) return head + spell(rest, "and", isOrdinal);
  return isOrdinal ? `${head}th` : head;
}

const VALUES = new Map<string, number>();
SMALL.forEach((word, value) => {
  VALUES.set(word.toLowerCase(), value);
  VALUES.set((SMALL_ORDINALS[value] ?? "").toLowerCase(), value);
});
TENS.forEach((word, index) => {
  VALUES.set(word.toLowerCase(), (index + 2) * 10);
  VALUES.set(ordinalOfTens(index + 2).toLowerCase(), (index + 2) * 10);
});
VALUES.set("hundred", 100).set("hundredth", 100);
POWERS.forEach((word, index) => {
  VALUES.set(word.toLowerCase(), 1000 ** (index + 1));
  VALUES.set(`${word.toLowerCase()}th`, 1000 ** (index + 1));
});

/** The words that a number can consist of. */
export const numberWords: readonly string[] = [...VALUES.keys()];

/** The number that words stand for; NaN for other words. */
export function fromWords(words: string): number {
  // Each part is finished by a larger unit: "two hundred and five thousand, three" is [205000, 3].
  const parts = [0];
  for (const word of words.split(/,\s|\sand\s|[\s\\-]/)) {
    const value = VALUES.get(word) ?? Number.NaN;
    const last = parts.pop() ?? 0;
    if (!(value < 100)) parts.push(last * value);
    else if (last >= 1000) parts.push(last, value);
    else parts.push(last + value);
  }
  return parts.reduce((sum, part) => sum + part, 0);
}

const NUMERALS: readonly (readonly [number, string])[] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];

/** 1984 → `mcmlxxxiv` */
export function toRoman(value: number): string {
  let left = value;
  let text = "";
  for (const [worth, numeral] of NUMERALS) {
    text += numeral.repeat(Math.floor(left / worth));
    left %= worth;
  }
  return text;
}

export function fromRoman(text: string): number {
  const worths = new Map(
    NUMERALS.filter(([, numeral]) => numeral.length === 1).map(([worth, one]) => [one, worth]),
  );
  let total = 0;
  let largest = 1;
  for (const numeral of [...text.toLowerCase()].reverse()) {
    const worth = worths.get(numeral) ?? Number.NaN;
    if (worth < largest) total -= worth;
    else {
      largest = worth;
      total += worth;
    }
  }
  return total;
}

/** 28 → `ab`, as columns of a table are named. @param first the letter for 1 */
export function toLetters(value: number, first: string): string {
  let left = value;
  let text = "";
  while (left > 0) {
    text = String.fromCharCode(((left - 1) % 26) + first.charCodeAt(0)) + text;
    left = Math.floor((left - 1) / 26);
  }
  return text;
}

export function fromLetters(text: string, first: string): number {
  let value = 0;
  for (const letter of text) value = value * 26 + letter.charCodeAt(0) - first.charCodeAt(0) + 1;
  return value;
}
