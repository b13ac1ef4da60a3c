/**
 * Pictures, by which JSONata writes and reads numbers and times. They are small programs of their own: one can ask for a
 * hundred million zeros, and reading by one is a regular expression that the engine makes of it (I7).
 */
import type { Budget } from "./budget.js";
import { limits } from "./limits.js";

const ROMAN = 10_000;
const READ = 256;
/** The places where a reader may have to try again; the work is the length of the text to this power. */
const OPEN = 3;

function checkLength(budget: Budget, picture: unknown): picture is string {
  if (typeof picture !== "string") return false;
  if (picture.length > limits.picture)
    budget.fail(`a picture has up to ${limits.picture} characters, this one has ${picture.length}`);
  return true;
}

/** `$formatNumber(value, picture)` */
export function checkNumber(budget: Budget, [, picture]: unknown[]): void {
  checkLength(budget, picture);
}

/** `$formatInteger(value, picture)` */
export function checkInteger(budget: Budget, [value, picture]: unknown[]): void {
  if (typeof value !== "number" || !checkLength(budget, picture)) return;
  if (!Number.isFinite(value)) budget.fail("`$formatInteger` takes a finite number");
  if (/^[Ii](;|$)/.test(picture) && Math.abs(value) > ROMAN)
    budget.fail(`Roman numerals go up to ${ROMAN} here`);
}

/** Picture of a time that is written. */
export function checkTime(budget: Budget, picture: unknown): void {
  if (!checkLength(budget, picture)) return;
  if (/,[^\]]*\d{4}/.test(picture.replace(/\s+/g, "")))
    budget.fail("a width in a picture has up to three digits");
}

/** Picture of a time that is read. */
export function checkReading(budget: Budget, text: unknown, picture: unknown): void {
  if (typeof text !== "string" || !checkLength(budget, picture)) return;
  checkTime(budget, picture);
  if (text.length > READ)
    budget.fail(`a time is read from up to ${READ} characters, this text has ${text.length}`);
  // A sign between two parts keeps them apart; without one, either could take what is the other's.
  const between = picture.split(/\[[^\]]*\]/).slice(1, -1);
  const words = picture.match(/\[[^\]]*[wW][^\]]*\]/g) ?? [];
  const open = between.filter((literal) => !/[^\p{L}\p{N}]/u.test(literal)).length + words.length;
  const fixed = picture.match(/\[[YMDdHhmsf][^\],]*\d{2,}[^\],]*\](?=\[)/g)?.length ?? 0;
  if (open - fixed > OPEN)
    budget.fail("too many parts of this picture stand side by side: put signs between them");
}
