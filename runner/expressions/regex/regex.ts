/** `/…/`: a function that finds the next match in a text, in time that grows with the text alone (I7). */

import { callBack } from "../apply.js";
import { meter } from "../bounds.js";
import { Callable, isFunction } from "../callable-type.js";
import type { Evaluate } from "../compiler.js";
import { fail } from "../error.js";
import type { Node } from "../tree.js";
import { costOf, isCheap, type PatternCost } from "./cost.js";
import { LinearRegExp } from "./linear.js";

/** A match, as a function sees it that is called for each. */
export interface Match {
  readonly match: string;
  readonly start: number;
  readonly end: number;
  readonly groups: readonly unknown[];
}

export function compileRegex(node: Node): Evaluate {
  const pattern = node.value as RegExp;
  const cost = costOf(pattern);
  return () => new Regex(pattern, cost, node.position);
}

class Regex extends Callable {
  readonly #pattern: RegExp;
  readonly #cost: PatternCost;
  readonly #position: number | undefined;
  #linear: LinearRegExp | undefined;

  constructor(pattern: RegExp, cost: PatternCost, position: number | undefined) {
    super();
    this.#pattern = pattern;
    this.#cost = cost;
    this.#position = position;
  }

  override arity(): number {
    return 2;
  }

  override invoke([text, from]: unknown[]): unknown {
    const found = this.find(String(text), typeof from === "number" ? from : 0);
    return found && { ...found, next: new Next(this, String(text), found.end) };
  }

  find(text: string, from: number): Match | undefined {
    const engine = this.#engineFor(text);
    engine.lastIndex = from;
    const found = engine.exec(text);
    meter.search((found ? found.index + found[0].length : text.length) - from);
    if (!found) return undefined;
    const [match, ...groups] = found;
    return { match, start: found.index, end: found.index + match.length, groups };
  }

  #engineFor(text: string): RegExp | LinearRegExp {
    if (isCheap(this.#cost, text.length)) return this.#pattern;
    this.#linear ??= new LinearRegExp(this.#pattern);
    return this.#linear;
  }

  /** The match behind another. A text without characters would be found there again and again. */
  findNext(text: string, from: number): Match | undefined {
    if (from >= text.length) return undefined;
    const found = this.find(text, from);
    if (found?.match === "") fail("D1004", { position: this.#position, value: this.#pattern.source });
    return found;
  }
}

class Next extends Callable {
  readonly #regex: Regex;
  readonly #text: string;
  readonly #from: number;

  constructor(regex: Regex, text: string, from: number) {
    super();
    this.#regex = regex;
    this.#text = text;
    this.#from = from;
  }

  override arity(): number {
    return 0;
  }

  override invoke(): unknown {
    const found = this.#regex.findNext(this.#text, this.#from);
    return found && { ...found, next: new Next(this.#regex, this.#text, found.end) };
  }
}

/**
 * The matches in a text.
 *
 * @param matcher a regular expression, or a function that gives a match with the function for the next
 */
export function* matchesOf(matcher: unknown, text: string): Generator<Match> {
  if (matcher instanceof Regex) {
    let found = matcher.find(text, 0);
    while (found) {
      yield found;
      found = matcher.findNext(text, found.end);
    }
    return;
  }
  let found = matchOf(callBack(matcher, [text]));
  while (found) {
    yield found;
    found = matchOf(callBack(found.next, []));
  }
}

function matchOf(value: unknown): (Match & { readonly next: unknown }) | undefined {
  if (value === undefined) return undefined;
  const { start, groups, next } = value as { start?: unknown; groups?: unknown; next?: unknown };
  if (value && !(typeof start === "number" || Array.isArray(groups) || isFunction(next))) fail("T1010");
  return value as Match & { readonly next: unknown };
}
