/** Parsing, by the parser of the `jsonata` package; texts that would harm it stay out (I7). */
import jsonata from "jsonata";
import { limits } from "./limits.js";
import type { Node } from "./tree.js";

/** Operators and brackets in each other; compiling needs some calls for each of them. */
const DEEPEST = 500;
/** Characters that the parser may have to read, counting those that it reads twice. */
const READ = 1024 * 1024;

/** What is wrong with a text that is too long to be read at all, and what to write instead. */
export function tooLarge(text: string): { readonly message: string; readonly hint?: string } | undefined {
  if (text.length > limits.expression)
    return {
      message: `an expression has up to ${limits.expression} characters, this one has ${text.length}`,
    };
  // What was parsed already was looked at before.
  if (known.has(text) || !/\?[?:]/.test(text) || readBy(text) <= READ) return undefined;
  return {
    message: "`??` and `?:` stand on the left of each other, again and again",
    hint: "Name the values first: `($found := …; $found ?? …)`.",
  };
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

/** What was parsed already: several checks look through the same texts, and nobody changes a tree. */
const known = new Map<string, Node>();
/** Characters of texts whose trees are kept: more than the files of a command have. */
const MOST_KEPT = 1024 * 1024;
let kept = 0;

/**
 * Parses.
 *
 * @throws what the parser throws: an object with `code`, `position` and `token`; and RangeError for what nests too deeply
 * @example parse("a.b").steps?.length // 2
 */
export function parse(text: string): Node {
  const before = known.get(text);
  if (before) return before;
  const tree = jsonata(text).ast() as unknown as Node;
  checkNesting(tree);
  if (kept + text.length <= MOST_KEPT) {
    kept += text.length;
    known.set(text, tree);
  }
  return tree;
}

/** Goes level by level, because calls in calls are what it looks for. */
function checkNesting(tree: Node): void {
  let level: unknown[] = [tree];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw new RangeError("it nests too deeply");
    const next: unknown[] = [];
    const open = (value: unknown): void => {
      if (Array.isArray(value)) for (const part of value) open(part);
      else if (value !== null && typeof value === "object" && !(value instanceof RegExp)) next.push(value);
    };
    for (const node of level) for (const value of Object.values(node as object)) open(value);
    level = next;
  }
}

/** The syntax tree of a text; undefined where it cannot be parsed. What is wrong with it is told where it is compiled. */
export function treeOf(text: string): Node | undefined {
  try {
    return tooLarge(text) ? undefined : parse(text);
  } catch {
    return undefined;
  }
}
