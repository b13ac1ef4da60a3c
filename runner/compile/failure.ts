/** What the engine says when an evaluation fails, in words that say what is wrong with the expression. */

import { limits, Overrun } from "../expressions/limits.js";
import { Fault, type Location } from "../faults/fault.js";
import { shorten } from "../faults/shorten.js";

/** Where a character of an expression stands in its file. */
export type Locate = (index: number) => Location;

/** An `$error` of the expression may be as long as a text can be; a message goes into logs and reports. */
const LONGEST = 500;

const DEPTH =
  "A function that calls itself without an end? A call as the last thing that it does may go on for longer.";

/** Codes of the engine for its bounds. */
const BOUNDS: Readonly<Record<string, string>> = {
  D1011: `its calls are nested more than ${limits.depth} deep`,
  D2014: `it builds a list of more than ${limits.members} members`,
  D2015: `it builds a list of more than ${limits.members} members`,
};

interface Problem {
  readonly message?: string;
  readonly code?: string;
  /** The offset behind the token. */
  readonly position?: number;
}

/** The fault of an evaluation that ended with an error. */
export function failure(error: unknown, text: string, locate?: Locate): Fault {
  // What a scope refuses to give is refused in its own words.
  if (error instanceof Fault && error.code === "HTTP_FORBIDDEN_ADDRESS") return error;
  const { message = "the expression failed", code, position } = error as Problem;
  const index = Math.max(0, Math.min((position ?? 1) - 1, text.length - 1));
  const location = locate?.(index);
  const where = location ? ` at ${location.file}:${location.line}:${location.column}` : "";
  const bound = boundOf(error, code);
  const hint = code === "D1011" ? DEPTH : undefined;
  if (bound !== undefined)
    return new Fault("EXPRESSION_FAILED", `the expression was stopped: ${bound}${where}`, {
      cause: error,
      hint,
    });
  const said = shorten(message, LONGEST);
  return new Fault(
    "EXPRESSION_FAILED",
    `${said}${code && !(error instanceof Fault) ? ` (${code})` : ""}${where}`,
    { cause: error },
  );
}

function boundOf(error: unknown, code = ""): string | undefined {
  if (error instanceof Overrun) return error.message;
  // The engine goes into what it is given call by call, and so do the functions of JavaScript that take all members at once.
  if (error instanceof RangeError) return "a value in it is too large or nested too deeply";
  return BOUNDS[code];
}
