/** Types in words, for messages. */
import { type Part, partsOf, type Type } from "./type.js";

const WORDS: Readonly<Record<Part["kind"], string>> = {
  anything: "anything",
  nothing: "nothing",
  null: "null",
  boolean: "true or false",
  number: "a number",
  string: "a text",
  list: "a list",
  object: "an object",
  function: "a function",
};

/**
 * What a value is; whether it may be missing is left out where it can be something.
 *
 * @example describe(union(text, nil, nothing)) // "a text or null"
 */
export function describe(type: Type): string {
  const parts = partsOf(type).filter(({ kind }) => kind !== "nothing");
  const words = parts.map((part) =>
    part.kind === "number" && part.isWhole ? "a whole number" : WORDS[part.kind],
  );
  return words.length === 0 ? WORDS.nothing : inWords([...new Set(words)]);
}

/** @example inWords(["a", "b", "c"]) // "a, b or c" */
function inWords(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}
