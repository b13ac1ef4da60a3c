/**
 * Sets of characters as JavaScript understands them in a regular expression, as ranges of code points: `\s`, the end of a line
 * and the letters that are the same without case are not those of other engines.
 */

/** From the first to the last code point, both included. */
export type Range = readonly [first: number, last: number];

const LAST = 0x10ffff;

/** The four characters that end a line. */
export const lineEnds: readonly number[] = [0x0a, 0x0d, 0x2028, 0x2029];

const digits: readonly Range[] = [[0x30, 0x39]];
const words: readonly Range[] = [[0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]]; // biome-ignore format: a table
const spaces: readonly Range[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

/** The sets that have a letter behind a backslash. */
export const named: Readonly<Record<string, readonly Range[]>> = {
  d: digits,
  D: without(digits),
  w: words,
  W: without(words),
  s: spaces,
  S: without(spaces),
};

/** What `.` stands for. */
export const dot: readonly Range[] = without(lineEnds.map((code) => [code, code] as const));

/** Every character that is in none of the ranges. */
export function without(ranges: readonly Range[]): readonly Range[] {
  const left: Range[] = [];
  let next = 0;
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    if (first > next) left.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  if (next <= LAST) left.push([next, LAST]);
  return left;
}

export function holds(ranges: readonly Range[], code: number): boolean {
  return ranges.some(([first, last]) => code >= first && code <= last);
}

/** The ranges with every character that differs from one of theirs in nothing but case. */
export function inAnyCase(ranges: readonly Range[]): readonly Range[] {
  const more: Range[] = [];
  for (const codes of alike()) {
    if (codes.some((code) => holds(ranges, code))) more.push(...codes.map((code) => [code, code] as const));
  }
  return [...ranges, ...more];
}

let groups: readonly (readonly number[])[] | undefined;

/** Characters that JavaScript takes for the same under the flag `i`; made when the first expression has that flag. */
function alike(): readonly (readonly number[])[] {
  if (groups) return groups;
  const byUpper = new Map<number, number[]>();
  for (let code = 0; code <= 0xffff; code += 1) {
    const upper = String.fromCharCode(code).toUpperCase();
    const one = upper.charCodeAt(0);
    // The rules of the language: a letter that becomes several stays, and nothing foreign becomes ASCII.
    const key = upper.length !== 1 || (code >= 128 && one < 128) ? code : one;
    const known = byUpper.get(key);
    if (known) known.push(code);
    else byUpper.set(key, [code]);
  }
  groups = [...byUpper.values()].filter((codes) => codes.length > 1);
  return groups;
}

/** The ranges in the syntax of RE2. */
export function written(ranges: readonly Range[], isNegated = false): string {
  if (ranges.length === 0) return isNegated ? `[\\x{0}-\\x{10ffff}]` : `[^\\x{0}-\\x{10ffff}]`;
  const hex = (code: number) => `\\x{${code.toString(16)}}`;
  const parts = ranges.map(([first, last]) => (first === last ? hex(first) : `${hex(first)}-${hex(last)}`));
  return `[${isNegated ? "^" : ""}${parts.join("")}]`;
}
