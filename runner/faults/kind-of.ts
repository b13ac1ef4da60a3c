/** What a value is, where the value itself is nothing for a message. @example kindOf([1]) // "a list" */
export function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return kinds.get(typeof value) ?? "an object";
}

const kinds = new Map([
  ["string", "a text"],
  ["number", "a number"],
  ["boolean", "true or false"],
  ["function", "a function"],
]);
