/**
 * What one evaluation may use (I7). Everything that works or grows counts here, where it does so: a pass of a loop, a call, a
 * list, a long text, a member of the result. Expressions are evaluated synchronously, so one meter serves all of them.
 */

import { ExpressionError } from "./error.js";
import { Overrun, limits as standard } from "./limits.js";
import { forgetMembers } from "./recent.js";
import { CHARACTERS, sizeOf } from "./size.js";
import { sequenceOf } from "./values.js";

/** The bounds of one evaluation. */
export interface Limits {
  /** Operators and calls within each other. */
  readonly depth: number;
  /** Nodes that are evaluated in loops and functions. */
  readonly steps: number;
  /** Members of one list, and of all lists and objects together. */
  readonly members: number;
  readonly total: number;
  /** Characters of one text, and of all large texts together. */
  readonly text: number;
  readonly texts: number;
  /** From here on a text counts as large. */
  readonly largeText: number;
  /** Values in a value that is written, copied or returned, and how deep they may be nested. */
  readonly size: number;
  readonly nesting: number;
}

export const standardLimits: Limits = standard;

/** The bounds are for a record. A page of a hundred thousand of them may take more, by its size. */
const STEPS_PER_VALUE = 10;
const COPIES_OF_THE_INPUT = 4;
/** What a call adds to the depth beside the operators around it: it takes some calls of the engine. */
const CALL = 4;
/** What is looked at of an input to find out how large it is. */
const LARGEST_INPUT = 5_000_000;

/** What an evaluation has used, and what it was given; functions such as `$now` and a reference to `$$` ask for that. */
interface State {
  input: unknown;
  variables: Readonly<Record<string, unknown>> | undefined;
  /** Milliseconds since 1970: the same for the whole evaluation, and not looked at before it is asked for. */
  time: number | undefined;
  limits: Limits;
  /** The list that stands for an input which is a list. */
  wrapper: unknown;
}

class Meter implements State {
  input: unknown;
  variables: State["variables"];
  time: number | undefined = undefined;
  limits: Limits = standard;
  wrapper: unknown = undefined;
  private isActive = false;
  private steps = 0;
  private allowedSteps = 0;
  private depth = 0;
  private members = 0;
  private largeTexts = 0;
  private resultValues = 0;
  private resultDepth = 0;
  private givenValues = -1;

  /**
   * Begins an evaluation. A function of the host may evaluate another expression meanwhile.
   *
   * @returns what `end` is told
   */
  begin(
    input: unknown,
    variables: State["variables"],
    time: number | undefined,
    limits: Limits,
  ): object | undefined {
    const before = this.isActive ? { ...this } : undefined;
    this.isActive = true;
    this.input = input;
    this.variables = variables;
    this.time = time;
    this.limits = limits;
    this.wrapper = Array.isArray(input) ? sequenceOf(input) : undefined;
    this.steps = 0;
    this.allowedSteps = limits.steps;
    this.depth = 0;
    this.members = 0;
    this.largeTexts = 0;
    this.resultValues = 0;
    this.resultDepth = 0;
    this.givenValues = -1;
    return before;
  }

  end(before: object | undefined): void {
    forgetMembers();
    if (before) {
      Object.assign(this, before);
      return;
    }
    this.isActive = false;
    // The record that was evaluated last is not kept alive by this.
    this.input = undefined;
    this.variables = undefined;
    this.wrapper = undefined;
  }

  /** The time that the evaluation has. */
  now(): number {
    this.time ??= Date.now();
    return this.time;
  }

  /** The context in which an expression begins. */
  get root(): unknown {
    return this.wrapper ?? this.input;
  }

  /** So many nodes are evaluated, or as much work is done. */
  step(nodes: number): void {
    this.steps += nodes;
    if (this.steps > this.allowedSteps) this.allowMoreSteps();
  }

  /** A search goes through so many characters. */
  search(characters: number): void {
    this.step(1 + characters / (4 * CHARACTERS));
  }

  /** A call that stands so deep in the function that makes it. Each is left with `leave`. */
  enter(nesting: number): void {
    this.depth += nesting + CALL;
    if (this.depth > this.limits.depth) throw new ExpressionError("D1011");
  }

  leave(nesting: number): void {
    this.depth -= nesting + CALL;
  }

  /** A list or object with so many members is made. */
  list(length: number): void {
    const { members } = this.limits;
    if (length > members) this.overrun(`it builds a list of more than ${members} members`);
    this.put(length);
  }

  /** So many members are put into lists and objects. */
  put(members: number): void {
    const { total } = this.limits;
    this.members += members;
    if (this.members > total) this.overrun(`it puts more than ${total} members into lists and objects`);
  }

  /** A text of so many characters is made, or about to be. */
  text(length: number): void {
    if (length > this.limits.largeText) this.largeText(length);
  }

  /** Something with so many values, nested so deep, is copied, written or returned. */
  size(values: number, nesting: number): void {
    const { size, nesting: deepest } = this.limits;
    if (nesting > deepest) this.overrun(`it builds a value that is nested more than ${deepest} deep`);
    // A page of a system may be larger than anything that is built; what is built of it may be some times as large.
    if (values > size && values > size + COPIES_OF_THE_INPUT * this.valuesGiven())
      this.overrun(`it builds a value of more than ${size} parts`);
  }

  /** So many values become part of the result, so deep in it. */
  result(values: number, nesting: number): void {
    this.resultValues += values;
    this.size(this.resultValues, nesting + this.resultDepth);
  }

  /** What is evaluated next stands so much deeper in the result, or no longer. */
  deepen(nesting: number): void {
    this.resultDepth += nesting;
  }

  overrun(message: string): never {
    throw new Overrun(message);
  }

  private allowMoreSteps(): void {
    const { steps } = this.limits;
    this.allowedSteps = steps + STEPS_PER_VALUE * this.valuesGiven();
    if (this.steps > this.allowedSteps) this.overrun(`it takes more than ${steps} steps`);
  }

  private largeText(length: number): void {
    const { text, texts } = this.limits;
    if (length > text) this.overrun(`it builds a text of ${Math.ceil(length)} characters, more than ${text}`);
    this.largeTexts += length;
    if (this.largeTexts > texts)
      this.overrun(`it builds large texts again and again, of more than ${texts} characters together`);
  }

  private valuesGiven(): number {
    if (this.givenValues < 0) {
      const { input, variables } = this;
      this.givenValues =
        Math.min(LARGEST_INPUT, sizeOf(input, LARGEST_INPUT).values) +
        Math.min(LARGEST_INPUT, sizeOf(variables, LARGEST_INPUT).values);
    }
    return this.givenValues;
  }
}

/** The meter of the evaluation that is under way. */
export const meter = new Meter();

/** What a text of so many characters adds to a size. */
export function partsOfText(length: number): number {
  return length / CHARACTERS;
}
