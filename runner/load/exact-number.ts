/** Whether a number of a file is kept as it is written: a double holds about 16 digits, and none beyond its range. */

/**
 * @param written as it stands in the file, e.g. `9007199254740993`
 * @param value what was read
 * @example isExact("1.10", 1.1) // true
 */
export function isExact(written: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (/^0[xo]/.test(written)) return BigInt(written) === BigInt(value);
  return digitsOf(written) === digitsOf(String(value));
}

/** The digits that count: without sign, point, exponent, and zeros at both ends. */
function digitsOf(text: string): string {
  return text
    .replace(/e.*$/i, "")
    .replace(/[-+.]/g, "")
    .replace(/^0+|0+$/g, "");
}
