/** Deep copies: `$clone` and transforms change the copy and never what was given; a result shares nothing with its input. */
import { meter, partsOfText } from "./bounds.js";
import { isFunction } from "./callable-type.js";
import { rounded } from "./text.js";
import { isNumber } from "./truth.js";
import { isPlainObject, setMember } from "./values.js";

/**
 * A copy as if through text, as JSONata makes it.
 *
 * @param made is told every list and object of the copy
 */
export function clone(value: unknown, made?: (part: object) => void): unknown {
  let values = 0;
  const copy = (part: unknown, depth: number): unknown => {
    values += 1;
    if (typeof part === "string") values += partsOfText(part.length);
    if (part === null || part === undefined) return null;
    // JSON has no negative zero.
    if (typeof part === "number") return isNumber(part) ? rounded(part) + 0 : null;
    if (isFunction(part)) return "";
    if (typeof part !== "object") return part;
    meter.size(values, depth + 1);
    if (Array.isArray(part)) {
      const list: unknown[] = [];
      made?.(list);
      for (let index = 0; index < part.length; index += 1) list.push(copy(part[index], depth + 1));
      return list;
    }
    if (!isPlainObject(part)) return part;
    const object: Record<string, unknown> = {};
    made?.(object);
    for (const key of Object.keys(part))
      if (part[key] !== undefined) setMember(object, key, copy(part[key], depth + 1));
    return object;
  };
  return copy(value === meter.wrapper ? (value as unknown[])[0] : value, 0);
}
