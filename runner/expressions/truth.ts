/** Which values are true: texts with characters, numbers but zero, objects with members, lists with a true member. */
import { fail } from "./error.js";

/** True for what `$boolean` is true for; nothing is false. */
export function truth(value: unknown): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      return value.length > 0;
    case "number":
      return isNumber(value) && value !== 0;
    case "object":
      if (value === null) return false;
      if (Array.isArray(value)) return isAnyTrue(value);
      for (const key in value) if (Object.hasOwn(value, key)) return true;
      return false;
    default:
      return false;
  }
}

function isAnyTrue(list: readonly unknown[]): boolean {
  for (let index = 0; index < list.length; index += 1) if (truth(list[index])) return true;
  return false;
}

/**
 * True for a number.
 *
 * @throws ExpressionError D1001 for what is too large to be one
 */
export function isNumber(value: unknown): value is number {
  if (typeof value !== "number" || Number.isNaN(value)) return false;
  if (!Number.isFinite(value)) fail("D1001", { value });
  return true;
}
