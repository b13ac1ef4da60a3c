/** Values as text, as `$string` and `&` write them: JSON with numbers of at most 15 digits; a function is an empty text. */
import { meter, partsOfText } from "./bounds.js";
import { isFunction } from "./callable-type.js";
import { fail } from "./error.js";
import { isNumber } from "./truth.js";
import { isPlainObject } from "./values.js";

export function textOf(value: unknown, isPretty = false): string {
  if (typeof value === "string") return value;
  if (value === true) return "true";
  if (value === false) return "false";
  if (value === null) return "null";
  if (typeof value === "number") {
    if (!Number.isFinite(value)) fail("D3001", { value });
    return String(rounded(value));
  }
  if (isFunction(value)) return "";
  const writer = new Writer(isPretty);
  writer.write(value === meter.wrapper ? (value as unknown[])[0] : value, 0);
  meter.text(writer.text.length);
  return writer.text;
}

/** Numbers are exact to 15 digits: `0.1 + 0.2` is `0.3`. */
export function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

/** Writes JSON piece by piece, so that a value which holds another again and again is stopped before its text fills the memory. */
class Writer {
  text = "";
  private values = 0;

  constructor(private readonly isPretty: boolean) {}

  write(value: unknown, depth: number): void {
    this.values += 1;
    if (typeof value === "string") this.add(JSON.stringify(value));
    else if (typeof value === "number") this.add(isNumber(value) ? String(rounded(value)) : "null");
    else if (typeof value === "boolean") this.add(value ? "true" : "false");
    else if (value === null || value === undefined) this.add("null");
    else if (isFunction(value)) this.add('""');
    else if (Array.isArray(value)) this.list(value, depth);
    else this.object(value, depth);
  }

  private add(text: string): void {
    this.text += text;
    this.values += partsOfText(text.length);
    if (this.text.length > meter.limits.text) meter.text(this.text.length);
  }

  private list(list: readonly unknown[], depth: number): void {
    if (list.length === 0) {
      this.text += "[]";
      return;
    }
    meter.size(this.values, depth + 1);
    this.text += "[";
    for (let index = 0; index < list.length; index += 1) {
      if (index > 0) this.text += ",";
      this.indent(depth + 1);
      this.write(list[index], depth + 1);
    }
    this.indent(depth);
    this.text += "]";
    meter.size(this.values, 0);
  }

  private object(value: object, depth: number): void {
    if (!isPlainObject(value) && "toJSON" in value && typeof value.toJSON === "function") {
      this.write((value as { toJSON(): unknown }).toJSON(), depth);
      return;
    }
    meter.size(this.values, depth + 1);
    let isFirst = true;
    this.text += "{";
    for (const key of Object.keys(value)) {
      const member = (value as Record<string, unknown>)[key];
      if (member === undefined) continue;
      if (!isFirst) this.text += ",";
      isFirst = false;
      this.indent(depth + 1);
      this.add(JSON.stringify(key));
      this.text += this.isPretty ? ": " : ":";
      this.write(member, depth + 1);
    }
    if (!isFirst) this.indent(depth);
    this.text += "}";
    meter.size(this.values, 0);
  }

  private indent(depth: number): void {
    if (this.isPretty) this.text += `\n${"  ".repeat(depth)}`;
  }
}
