/** Functions of objects. */
import { meter } from "../bounds.js";
import { Callable } from "../callable-type.js";
import { clone } from "../clone.js";
import { member } from "../lookup.js";
import { push, sequence, setMember } from "../values.js";
import { define } from "./define.js";

export const objects = define(
  {
    name: "keys",
    signature: "<x-:a<s>>",
    description: "The keys of an object, or of all objects of a list.",
    example: ["$keys({ 'a': 1, 'b': 2 })", "['a', 'b']"],
    call: (value: unknown) => {
      const keys = new Set<string>();
      collectKeys(value, keys);
      const list = sequence();
      for (const key of inOrder(keys, value)) list.push(key);
      meter.list(list.length);
      return list;
    },
  },
  {
    name: "lookup",
    signature: "<x-s:x>",
    description: "The member of an object with a key, or those of all objects of a list.",
    example: ["$lookup({ 'a': 1 }, 'a')", "1"],
    call: (value: unknown, key: string) => member(value, key),
  },
  {
    name: "spread",
    signature: "<x-:a<o>>",
    description: "An object for each member of an object, or of all objects of a list.",
    example: ["$spread({ 'a': 1, 'b': 2 })", "[{ 'a': 1 }, { 'b': 2 }]"],
    call: (value: unknown) => {
      if (!Array.isArray(value)) return spread(value);
      const all: unknown[] = [];
      for (let index = 0; index < value.length; index += 1) {
        const parts = spread(value[index]);
        if (parts !== undefined) push(all, parts);
      }
      meter.list(all.length);
      // Nothing was joined of an empty list.
      return value.length === 0 ? sequence() : all;
    },
  },
  {
    name: "merge",
    signature: "<a<o>:o>",
    description: "One object of a list of objects; of members with one key the last is taken.",
    example: ["$merge([{ 'a': 1 }, { 'b': 2 }])", "{ 'a': 1, 'b': 2 }"],
    call: (list: unknown[]) => {
      const all: Record<string, unknown> = {};
      let count = 0;
      for (let index = 0; index < list.length; index += 1) {
        const one = list[index];
        if (one === null || typeof one !== "object") continue;
        for (const key of Object.keys(one)) {
          setMember(all, key, (one as Record<string, unknown>)[key]);
          count += 1;
        }
      }
      meter.list(count);
      return all;
    },
  },
  {
    name: "clone",
    signature: "<(oa)-:o>",
    description: "A copy of an object or a list.",
    example: ["$clone({ 'a': 1 })", "{ 'a': 1 }"],
    call: (value: unknown) => clone(value),
  },
);

function collectKeys(value: unknown, keys: Set<string>): void {
  if (Array.isArray(value)) {
    meter.step(value.length);
    for (let index = 0; index < value.length; index += 1) collectKeys(value[index], keys);
  } else if (value !== null && typeof value === "object" && !(value instanceof Callable)) {
    for (const key of Object.keys(value)) keys.add(key);
  }
}

/** Keys of a list come in the order of an object that has all of them: numbers come first. */
function inOrder(keys: ReadonlySet<string>, value: unknown): Iterable<string> {
  if (!Array.isArray(value)) return keys;
  const object: Record<string, unknown> = {};
  for (const key of keys) setMember(object, key, true);
  return Object.keys(object);
}

function spread(value: unknown): unknown {
  if (Array.isArray(value)) {
    const all: unknown[] = [];
    for (const part of value) {
      const parts = spread(part);
      if (parts !== undefined) push(all, parts);
    }
    return all;
  }
  if (value === null || typeof value !== "object" || value instanceof Callable) return value;
  const parts = sequence();
  for (const key of Object.keys(value)) {
    const part: Record<string, unknown> = {};
    setMember(part, key, (value as Record<string, unknown>)[key]);
    parts.push(part);
  }
  meter.step(parts.length);
  return parts;
}
