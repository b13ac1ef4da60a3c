/** Members that stand twice in an object of JSON: `JSON.parse` keeps the last, without a word. */

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

export interface Repeated {
  /** Where the second one starts. */
  readonly index: number;
  readonly name: string;
}

/**
 * @param text JSON that can be read
 * @example repeatedMembers('{ "a": 1, "a": 2 }') // [{ index: 10, name: "a" }]
 */
export function repeatedMembers(text: string): Repeated[] {
  const found: Repeated[] = [];
  // The members of each object that is open; nothing for a list.
  const open: (Set<string> | undefined)[] = [];
  let isKey = false;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") open.push(token === "{" ? new Set() : undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token !== ",") {
      const names = open[open.length - 1];
      if (isKey && names?.has(token)) found.push({ index, name: JSON.parse(token) as string });
      if (isKey) names?.add(token);
    }
    isKey = (token === "{" || token === ",") && open[open.length - 1] !== undefined;
  }
  return found;
}
