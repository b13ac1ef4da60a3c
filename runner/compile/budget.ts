/**
 * What one evaluation has used of its bounds (I7). The engine shows it every value that a step comes to; the functions that
 * build something large in one step ask it before.
 */
import type { Variables } from "./expression.js";
import { limits, Overrun } from "./limits.js";
import { type Size, type Sizes, sizeOf } from "./size.js";
import type { Syntax } from "./syntax.js";

/** The name under which the budget is bound; no expression can write it. */
export const BUDGET = "\u0000budget";

/** A gap between two steps counts up to here: a machine that slept or swapped is not the work of an expression. */
const LONGEST_STEP_MS = 1000;

/** The bounds are for a record. A page of a hundred thousand of them may take more, by its size. */
const STEPS_PER_VALUE = 10;
const VALUES_PER_MS = 100;

/** When any evaluation last came by. Evaluations take turns, and each pays for the time since the last turn of any. */
let lastTurn = 0;

export class Budget {
  private usedMs = 0;
  private members = 0;
  private largeTexts = 0;
  private steps = 0;
  private givenValues: number | undefined;
  private readonly sizes: Sizes = new WeakMap();
  private over: Overrun | undefined;

  constructor(
    private readonly input: unknown,
    private readonly variables: Variables | undefined,
  ) {
    lastTurn = Date.now();
  }

  /** One step of the engine, with what it came to. */
  step(node: Syntax, result: unknown): void {
    if (typeof result === "string") {
      if (result.length > limits.largeText && node.type === "binary") this.text(result.length);
    } else if (result !== null && typeof result === "object") this.value(node, result);
  }

  /** The evaluation goes on, after so many steps, if it may. */
  turn(steps = 0): void {
    if (this.over) throw this.over;
    const now = Date.now();
    this.usedMs += Math.min(now - lastTurn, LONGEST_STEP_MS);
    lastTurn = now;
    this.steps += steps;
    if (this.steps > limits.steps && this.steps > limits.steps + STEPS_PER_VALUE * this.given())
      this.fail(`it takes more than ${limits.steps} steps`);
    if (this.usedMs > limits.milliseconds && this.usedMs > limits.milliseconds + this.given() / VALUES_PER_MS)
      this.fail(`it takes longer than ${limits.milliseconds} ms`);
  }

  /** Time that went by while something was awaited is nobody's. */
  awaited(): void {
    lastTurn = Date.now();
  }

  /** A text of so many characters is built, or about to be. */
  text(length: number): void {
    if (length > limits.text)
      this.fail(`it builds a text of ${Math.ceil(length)} characters, more than ${limits.text}`);
    if (length > limits.largeText) this.largeTexts += length;
    if (this.largeTexts > limits.texts)
      this.fail(`it builds large texts again and again, of more than ${limits.texts} characters together`);
  }

  /** What leaves the evaluation, or is about to be written out. */
  whole(value: unknown): void {
    const known = value !== null && typeof value === "object" ? this.sizes.get(value) : undefined;
    if (!known) this.check(sizeOf(value, limits.size, this.sizes), value);
  }

  /** The expression has ended; what still runs of it, beside a part that failed, ends with its next step. */
  end(): void {
    this.over ??= new Overrun("it has ended");
  }

  fail(message: string): never {
    this.over = new Overrun(message);
    throw this.over;
  }

  private value(node: Syntax, result: object): void {
    // A join binds every member anew, also those of a list that was there.
    if (node.tuple) this.count(Array.isArray(result) ? 4 * result.length : 4);
    if (!BUILDING.has(node.type) || this.sizes.has(result)) return;
    const isList = Array.isArray(result);
    if (isList && result.length > limits.members)
      this.fail(`it builds a list of more than ${limits.members} members`);
    this.count(isList ? result.length : node.type === "unary" ? (node.lhs as readonly unknown[]).length : 1);
    // The members of a join hold what they were joined with, and are taken apart before anybody sees them.
    if ("tupleStream" in result) return;
    const size = sizeOf(result, limits.size, this.sizes);
    this.check(size, result);
    this.sizes.set(result, size);
  }

  /** The values in what the expression was given. */
  private given(): number {
    this.givenValues ??=
      Math.min(LARGEST_INPUT, sizeOf(this.input, LARGEST_INPUT).values) +
      Math.min(LARGEST_INPUT, sizeOf(this.variables, LARGEST_INPUT).values);
    return this.givenValues;
  }

  private count(members: number): void {
    this.members += members;
    if (this.members > limits.total)
      this.fail(`it puts more than ${limits.total} members into lists and objects`);
  }

  private check(size: Size, value: unknown): void {
    if (size.nesting > limits.nesting)
      this.fail(`it builds a value that is nested more than ${limits.nesting} deep`);
    if (size.values <= limits.size) return;
    // A page of a system may be larger than anything that is built; what is built of it may be some times as large.
    const allowance = limits.size + 4 * this.given();
    if (sizeOf(value, allowance).values > allowance)
      this.fail(`it builds a value of more than ${limits.size} parts`);
  }
}

/** Steps that make a new list or object; the others hand on what there is. */
export const BUILDING = new Set(["unary", "path", "function", "apply", "binary", "wildcard", "descendant"]);
/** What is looked at of an input to find out how large it is. */
const LARGEST_INPUT = 5_000_000;
