/** What leaves an evaluation: plain data that shares no list and no object with what was given, and is not larger than it may be. */
import { meter, partsOfText } from "./bounds.js";
import { Members } from "./members.js";
import { isPlainObject, setMember } from "./values.js";

/** A copy of a result; functions and files are what they are. */
export function settle(value: unknown): unknown {
  if (typeof value === "string") meter.size(partsOfText(value.length), 0);
  if (typeof value !== "object" || value === null) return value;
  const copier = new Copier();
  return copier.copy(value instanceof Members ? value.all.map(({ item }) => item) : value, 1);
}

class Copier {
  private values = 0;

  copy(value: object, depth: number): unknown {
    if (Array.isArray(value)) {
      this.count(value.length, depth);
      const list: unknown[] = [];
      for (let index = 0; index < value.length; index += 1) list.push(this.member(value[index], depth));
      return list;
    }
    if (!isPlainObject(value)) return value;
    const object: Record<string, unknown> = {};
    let count = 0;
    for (const key in value) {
      const member = this.member(value[key], depth);
      if (key === "__proto__") setMember(object, key, member);
      else object[key] = member;
      count += 1;
    }
    this.count(count, depth);
    return object;
  }

  private member(value: unknown, depth: number): unknown {
    if (typeof value === "string") {
      this.values += partsOfText(value.length);
      return value;
    }
    return typeof value === "object" && value !== null ? this.copy(value, depth + 1) : value;
  }

  private count(values: number, depth: number): void {
    this.values += values;
    meter.size(this.values, depth);
  }
}
