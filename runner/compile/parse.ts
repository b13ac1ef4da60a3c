/** Parsing, with the engine set up so that every evaluation is bounded (I7) and texts that would harm the parser stay out. */
import jsonata from "jsonata";
import type { Remark } from "./inspect.js";
import { limits } from "./limits.js";
import { LinearRegExp } from "./regex.js";
import { type Syntax, syntaxOf } from "./syntax.js";

/** Operators and brackets in each other; the engine needs some calls for each of them. */
const DEEPEST = 500;
/** Characters that the parser may have to read, counting those that it reads twice. */
const READ = 1024 * 1024;

/** What is wrong with a text that is too long to be read at all. */
export function tooLarge(text: string): Remark | undefined {
  if (text.length > limits.expression) {
    const message = `an expression has up to ${limits.expression} characters, this one has ${text.length}`;
    return { index: 0, length: 1, message };
  }
  if (readBy(text) <= READ) return undefined;
  const message = "`??` and `?:` stand on the left of each other, again and again";
  return { index: 0, length: 1, message, hint: "Name the values first: `($found := …; $found ?? …)`." };
}

/**
 * The characters that the parser reads of a text. What stands on the left of `??` and `?:` it takes up twice, so that these
 * signs, each in brackets on the left of the next, double the work every time. A rough look is enough: it counts brackets.
 */
function readBy(text: string): number {
  const levels: Level[] = [];
  let level: Level = { all: 0, left: 0 };
  const add = (characters: number) => {
    level.all += characters;
    level.left += characters;
  };
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\?\?|\?:|[\s\S]/g)) {
    if (token === "(" || token === "[" || token === "{") {
      levels.push(level);
      level = { all: 0, left: 0 };
    } else if ((token === ")" || token === "]" || token === "}") && levels.length > 0) {
      const { all } = level;
      level = levels.pop() ?? level;
      add(all);
    } else if (token === "??" || token === "?:") {
      level.all += level.left;
      level.left = 0;
    } else if (token === "," || token === ";") level.left = 0;
    add(token.length);
  }
  return [...levels, level].reduce((sum, { all }) => sum + all, 0);
}

/** Characters between two brackets, and those since the last comma. */
interface Level {
  all: number;
  left: number;
}

/**
 * Parses.
 *
 * @throws what the parser throws, and RangeError for what nests too deeply
 */
export function parse(text: string): jsonata.Expression {
  const bounds = {
    stack: limits.depth,
    sequence: limits.members,
    RegexEngine: LinearRegExp as unknown as RegExpConstructor,
  };
  const parsed = jsonata(text, bounds);
  // The engine takes up the elements of a list side by side, and counts each as one more call in another.
  bounds.stack += survey(syntaxOf(parsed));
  return parsed;
}

/** The elements of all lists of an expression. Goes level by level, because calls in calls are what it looks for. */
function survey(tree: Syntax): number {
  let elements = 0;
  let level: unknown[] = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw new RangeError("it nests too deeply");
    const next: unknown[] = [];
    const open = (value: unknown): void => {
      if (Array.isArray(value)) for (const part of value) open(part);
      else if (value !== null && typeof value === "object" && !(value instanceof RegExp)) next.push(value);
    };
    for (const node of level) {
      const { type, expressions } = node as Syntax;
      if (type === "unary") elements += expressions?.length ?? 0;
      for (const value of Object.values(node as object)) open(value);
    }
    level = next;
  }
  return elements;
}

/** The syntax tree of a text; undefined where it cannot be parsed. What is wrong with it is told where it is compiled. */
export function treeOf(text: string): Syntax | undefined {
  try {
    return tooLarge(text) ? undefined : syntaxOf(parse(text));
  } catch {
    return undefined;
  }
}
