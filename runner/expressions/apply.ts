/** Calls: of whatever is a function, bounded in depth, with a call at the end of a function made after the function has ended. */
import { meter } from "./bounds.js";
import { Callable } from "./callable-type.js";
import type { Evaluate } from "./compiler.js";
import { fail, type Placed } from "./error.js";
import type { Frame } from "./frame.js";

/** Where a call stands. */
export interface Site {
  /** The name of the function there. */
  readonly token: unknown;
  readonly position: number | undefined;
  /** How deep it stands in the function that makes it. */
  readonly nesting: number;
}

/** A call that stands at the end of a function. */
export interface TailSite extends Site {
  readonly procedure: Evaluate;
  readonly given: Arguments;
}

/** A call that a function ends with, to be made by its caller: so a function can call itself without an end to its depth. */
export class TailCall {
  constructor(
    readonly site: TailSite,
    readonly input: unknown,
    readonly frame: Frame,
  ) {}
}

/** A call that a function such as `$map` makes. */
const INSIDE: Site = { token: undefined, position: undefined, nesting: 1 };

/** Gives the arguments of a call, in a list of its own. */
export type Arguments = (input: unknown, frame: Frame) => unknown[];

/** Lists that are written with their members take no more room than those. */
export function argumentsOf(parameters: readonly Evaluate[]): Arguments {
  const [first, second, third] = parameters;
  if (!first) return () => [];
  if (!second) return (input, frame) => [first(input, frame)];
  if (!third) return (input, frame) => [first(input, frame), second(input, frame)];
  if (parameters.length === 3)
    return (input, frame) => [first(input, frame), second(input, frame), third(input, frame)];
  return (input, frame) => parameters.map((parameter) => parameter(input, frame));
}

/** The value of a call, as the function gives it. */
export function apply(called: unknown, given: unknown[], context: unknown, site: Site): unknown {
  const result = invoke(called, given, context, site);
  return result instanceof TailCall ? settleCall(result, context) : result;
}

/** The same where an expression makes the call: an error without a place of its own is told there. */
export function callAt(called: unknown, given: unknown[], context: unknown, site: Site): unknown {
  let isInside = called !== undefined && called !== null;
  meter.enter(site.nesting);
  let result: unknown;
  try {
    result = invoked(called, given, context);
    isInside = false;
    if (result instanceof TailCall) result = settleCall(result, context);
  } catch (error) {
    if (isInside) place(error, site, called);
    throw tellSite(error, site);
  }
  // An error ends the whole evaluation, and the next one counts anew.
  meter.leave(site.nesting);
  return result;
}

/** Calls a function that another function was given. */
export function callBack(called: unknown, given: unknown[]): unknown {
  return apply(called, given, null, INSIDE);
}

/** The value of a call that was left to its caller; other values are what they are. */
export function settleCall(value: unknown, context: unknown): unknown {
  let result = value;
  while (result instanceof TailCall) result = follow(result, context);
  return result;
}

function follow({ site, input, frame }: TailCall, context: unknown): unknown {
  const next = site.procedure(input, frame);
  return invoke(next, site.given(input, frame), context, site);
}

function invoke(called: unknown, given: unknown[], context: unknown, site: Site): unknown {
  meter.enter(site.nesting);
  let result: unknown;
  try {
    result = invoked(called, given, context);
  } catch (error) {
    if (called) place(error, site, called);
    throw error;
  }
  meter.leave(site.nesting);
  return result;
}

/** Says where a call stands, of an error that has no place yet. */
export function tellSite(error: unknown, site: Site): unknown {
  const placed = error as Placed;
  if (!placed.position) placed.position = site.position;
  if (!placed.token) placed.token = site.token;
  return error;
}

/** Says of an error in a function of the expression where that was called. */
export function tellPlace(error: unknown, site: Site): unknown {
  place(error, site, undefined);
  return tellSite(error, site);
}

function invoked(called: unknown, given: unknown[], context: unknown): unknown {
  if (called instanceof Callable) return called.invoke(given, context);
  if (typeof called === "function") return called.apply(context, given) as unknown;
  return fail("T1006");
}

/** An error in a function is told where the function was called; its token is that of the place where it arose. */
function place(error: unknown, site: Site, called: unknown): void {
  const placed = error as Placed;
  // A function that another was given stands there without a name, but one of the language has its own.
  if (placed.token === undefined)
    placed.token = site.token ?? (called instanceof Callable ? called.label() : undefined);
  if (site.position) placed.position = site.position;
}
