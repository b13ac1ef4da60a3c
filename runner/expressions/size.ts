/**
 * How large a value is when it is written out. A list that holds a list twice is small in memory and doubles with every step;
 * whatever compares, prints or sends it takes for ever, so it is stopped when it is built.
 */
import { limits } from "./limits.js";
import { isPlainObject } from "./values.js";

/** The values in a value, and how deep they stand in each other. */
export interface Size {
  readonly values: number;
  readonly nesting: number;
}

/** Larger than anything may be. */
export const endless: Size = { values: Number.POSITIVE_INFINITY, nesting: 0 };

const nothing: Size = { values: 1, nesting: 0 };
/** Characters that count as one value. */
export const CHARACTERS = 16;

/**
 * Measures.
 *
 * @param room the most values that are of interest: beyond it the answer is `endless`
 */
export function sizeOf(value: unknown, room: number): Size {
  if (typeof value === "string") return { values: 1 + value.length / CHARACTERS, nesting: 0 };
  if (!isData(value)) return nothing;
  let left = room;
  const look = (one: object, depth: number): number => {
    left -= 1;
    let nesting = 0;
    if (depth >= limits.nesting) return nesting + 1;
    if (Array.isArray(one)) {
      for (const part of one) {
        if (left < 0) break;
        nesting = Math.max(nesting, weigh(part, depth));
      }
    } else {
      for (const key in one) {
        if (left < 0) break;
        nesting = Math.max(nesting, weigh((one as Record<string, unknown>)[key], depth));
      }
    }
    return nesting + 1;
  };
  const weigh = (part: unknown, depth: number): number => {
    if (isData(part)) return look(part, depth + 1);
    left -= typeof part === "string" ? 1 + part.length / CHARACTERS : 1;
    return 0;
  };
  const nesting = look(value, 0);
  return left < 0 ? endless : { values: room - left, nesting };
}

/** Lists and plain objects; files and functions are single values. */
function isData(value: unknown): value is object {
  return typeof value === "object" && value !== null && (Array.isArray(value) || isPlainObject(value));
}
