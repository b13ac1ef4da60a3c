/** Where a text stops being JSON: the parser of the language does not always say. */

const LITERAL = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;
const TEXT = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
/** What may stand next: a value, a name or the end of an object, and so on. */
type State = "value" | "first" | "name" | "colon" | "behind";

/**
 * The offset of the first character that cannot stand where it stands.
 *
 * @example jsonPlace('{ "a": 1, }') // 10
 */
export function jsonPlace(text: string): number | undefined {
  const open: string[] = [];
  let state: State = "value";
  let at = 0;
  const takes = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found !== null;
  };
  for (;;) {
    at += /^[ \t\n\r]*/.exec(text.slice(at))?.[0].length ?? 0;
    if (at >= text.length)
      return open.length === 0 && state === "behind" ? undefined : text.trimEnd().length - 1;
    const char = text[at] ?? "";
    const inside = open[open.length - 1];
    if (state === "behind" && char === "," && inside !== undefined) {
      state = inside === "{" ? "name" : "value";
      at += 1;
    } else if ((state === "behind" || state === "first") && char === (inside === "{" ? "}" : "]") && inside) {
      open.pop();
      state = "behind";
      at += 1;
    } else if ((state === "name" || state === "first") && inside === "{") {
      if (!takes(TEXT)) return at;
      state = "colon";
    } else if (state === "colon") {
      if (char !== ":") return at;
      state = "value";
      at += 1;
    } else if (state === "behind") return at;
    else if (char === "{" || char === "[") {
      open.push(char);
      state = "first";
      at += 1;
    } else {
      if (!takes(TEXT) && !takes(LITERAL)) return at;
      state = "behind";
    }
  }
}
