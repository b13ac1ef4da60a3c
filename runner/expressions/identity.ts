/** A key for a value that is the same for equal values, and for no others: so members of a list need not be compared in pairs. */
import { meter } from "./bounds.js";
import { isPlainObject } from "./values.js";

/** A text that begins with a zero for lists and objects, the value itself for others. */
export function identityOf(value: unknown): unknown {
  if (Number.isNaN(value)) return {};
  if (typeof value === "string" && value.startsWith("\u0000")) return `\u0000${value}`;
  if (value === null || typeof value !== "object") return value;
  const text = written(value, 0);
  return text === undefined ? value : `\u0000${text}`;
}

/** JSON with sorted keys; undefined where something in it is the same as nothing but itself. */
function written(value: unknown, depth: number): string | undefined {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return Number.isNaN(value) ? undefined : String(value + 0);
  if (value === null || typeof value === "boolean" || value === undefined) return String(value);
  if (typeof value !== "object") return undefined;
  meter.step(1);
  meter.size(0, depth);
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const part = written(value[index], depth + 1);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    return `[${parts.join(",")}]`;
  }
  if (!isPlainObject(value)) return undefined;
  for (const key of Object.keys(value).sort()) {
    const part = written(value[key], depth + 1);
    if (part === undefined) return undefined;
    parts.push(`${JSON.stringify(key)}:${part}`);
  }
  return `{${parts.join(",")}}`;
}
