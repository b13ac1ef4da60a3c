/** The functions of JSONata that are answered without the engine, for the kinds of values that mappings give them. */
import { builtins } from "./builtins.js";

/** The answer that there is no direct answer. */
export const unable: symbol = Symbol("unable");

/** What is left of the work that one direct answer may be. Answers are given at once, so one count is enough for all. */
let effort = 0;

/** From here on an answer may take this much: a character or a member each, a call a hundred. */
export function begin(most: number): void {
  effort = most;
}

/** Takes so much of it; false when too little is left. Then the engine has to be asked: it has bounds (I7). */
export function afford(cost: number): boolean {
  effort -= cost;
  return effort >= 0;
}

/** A function of an expression. */
export type Lambda = (...values: unknown[]) => unknown;

/** One function. */
interface DirectFunction {
  /** How many arguments it is answered for. */
  readonly parameters: number;
  /** A variable as its first argument may hold a list that the engine treats as a single value: not answered. */
  readonly unlessVariable?: boolean;
  readonly call: (...values: unknown[]) => unknown;
}

/** The truth of a value as `$boolean` has it, a missing value being false. */
export function truth(value: unknown): boolean | symbol {
  if (value === unable || Array.isArray(value) || typeof value === "function") return unable;
  if (value === undefined || value === null) return false;
  if (typeof value === "object") return Object.keys(value).length > 0;
  return Boolean(value);
}

/** What a function that collects values gives: nothing for none, the value itself for one. */
function collected(values: readonly unknown[]): unknown {
  return values.length > 1 ? values : values[0];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** A function of text; nothing for nothing. */
function ofText(parameters: number, call: (text: string, ...more: string[]) => unknown): DirectFunction {
  return {
    parameters,
    call: (...values) => {
      if (values[0] === undefined) return unable;
      return values.every((value) => typeof value === "string") ? call(...(values as [string])) : unable;
    },
  };
}

/** Keeps what a function is true for. */
function kept<T>(entries: Iterable<T>, test: (entry: T) => unknown): T[] | symbol {
  const passed: T[] = [];
  for (const entry of entries) {
    const answer = test(entry);
    const isKept = answer === unable ? unable : truth(answer);
    if (isKept === unable) return unable;
    if (isKept) passed.push(entry);
  }
  return passed;
}

const added: Record<string, DirectFunction> = {};
for (const name of ["unescapeHtml", "mediaTypeOf", "toNumber"]) {
  added[name] = {
    parameters: 1,
    call: (value) =>
      afford(typeof value === "string" ? value.length : 0) ? builtins[name]?.(value) : unable,
  };
}

/** By name without `$`. */
export const directFunctions: Readonly<Record<string, DirectFunction>> = {
  ...added,
  exists: { parameters: 1, call: (value) => value !== undefined },
  boolean: { parameters: 1, call: (value) => (value === undefined ? undefined : truth(value)) },
  not: {
    parameters: 1,
    call: (value) => {
      const passed = value === undefined ? undefined : truth(value);
      return typeof passed === "boolean" ? !passed : passed;
    },
  },
  string: {
    parameters: 1,
    call: (value) => (value === undefined || typeof value === "string" ? value : unable),
  },
  type: {
    parameters: 1,
    call: (value) => {
      if (value === undefined) return undefined;
      return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
    },
  },
  count: {
    parameters: 1,
    call: (value) => (value === undefined ? 0 : Array.isArray(value) ? value.length : 1),
  },
  append: {
    parameters: 2,
    call: (one, two) => {
      if (one === undefined) return two;
      if (two === undefined) return one;
      const first: readonly unknown[] = Array.isArray(one) ? one : [one];
      const second: readonly unknown[] = Array.isArray(two) ? two : [two];
      return afford(first.length + second.length) ? first.concat(second) : unable;
    },
  },
  distinct: {
    parameters: 1,
    unlessVariable: true,
    call: (values) => {
      if (!Array.isArray(values) || values.length <= 1) return values;
      if (!afford(values.length) || values.some((value) => value !== null && typeof value === "object"))
        return unable;
      return [...new Set(values)];
    },
  },
  merge: {
    parameters: 1,
    call: (values) => {
      if (!Array.isArray(values) || values.length === 0) return unable;
      const all: Record<string, unknown> = {};
      for (const value of values) {
        if (!isObject(value)) return unable;
        Object.assign(all, value);
      }
      return all;
    },
  },
  keys: { parameters: 1, call: (value) => (isObject(value) ? collected(Object.keys(value)) : unable) },
  each: {
    parameters: 2,
    call: (value, mapped) => {
      if (!isObject(value) || typeof mapped !== "function") return unable;
      const values = Object.entries(value).map(([key, one]) => (mapped as Lambda)(one, key, value));
      return values.includes(unable) ? unable : collected(values.filter((one) => one !== undefined));
    },
  },
  sift: {
    parameters: 2,
    call: (value, test) => {
      if (!isObject(value) || typeof test !== "function") return unable;
      const entries = kept(Object.entries(value), ([key, one]) => (test as Lambda)(one, key, value));
      if (typeof entries === "symbol") return unable;
      return entries.length === 0 ? undefined : Object.fromEntries(entries);
    },
  },
  filter: {
    parameters: 2,
    call: (values, test) => {
      if (!Array.isArray(values) || typeof test !== "function") return unable;
      const passed = kept(values.entries(), ([index, one]) => (test as Lambda)(one, index, values));
      return typeof passed === "symbol" ? unable : collected(passed.map(([, one]) => one));
    },
  },
  join: {
    parameters: 2,
    call: (values, between) => {
      if (typeof between !== "string") return unable;
      if (typeof values === "string") return values;
      if (!Array.isArray(values) || !values.every((value) => typeof value === "string")) return unable;
      const length = values.reduce((sum, { length }) => sum + length, between.length * values.length);
      return afford(length) ? values.join(between) : unable;
    },
  },
  contains: ofText(2, (text, part = "") => text.includes(part)),
  lowercase: ofText(1, (text) => (afford(text.length) ? text.toLowerCase() : unable)),
  uppercase: ofText(1, (text) => (afford(text.length) ? text.toUpperCase() : unable)),
};
