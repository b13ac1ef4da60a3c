/** Where a text stops being JSON: the messages of `JSON.parse` tell it in some versions, and not in all cases. */

const TOKEN =
  /\s+|[{}[\],:]|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

/** What may come next in an object or list. */
type Wants = "value" | "value or end" | "key" | "key or end" | "colon" | "comma or end" | "nothing";

/**
 * The offset of the first token that cannot stand where it stands; the length of the text where it ends too early.
 *
 * @example brokenAt('{ "a": 1,, }') // 9
 */
export function brokenAt(text: string): number {
  const open: string[] = [];
  let wants: Wants = "value";
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) return at;
    if (token.trim() !== "") {
      const next = after(token, wants, open);
      if (next === undefined) return at;
      wants = next;
    }
    at += token.length;
  }
  return text.length;
}

function after(token: string, wants: Wants, open: string[]): Wants | undefined {
  const first = token.charAt(0);
  const ended = (): Wants => (open.length === 0 ? "nothing" : "comma or end");
  if (first === "}" || first === "]") {
    const opener = first === "}" ? "{" : "[";
    const mayEnd = wants === "comma or end" || wants === (first === "}" ? "key or end" : "value or end");
    if (!mayEnd || open.pop() !== opener) return undefined;
    return ended();
  }
  if (first === ",") {
    if (wants !== "comma or end") return undefined;
    return open[open.length - 1] === "{" ? "key" : "value";
  }
  if (first === ":") return wants === "colon" ? "value" : undefined;
  if (wants === "key" || wants === "key or end") return first === '"' ? "colon" : undefined;
  if (wants !== "value" && wants !== "value or end") return undefined;
  if (first === "{" || first === "[") {
    open.push(first);
    return first === "{" ? "key or end" : "value or end";
  }
  return ended();
}
