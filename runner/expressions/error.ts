/** What goes wrong in an expression: the code, the place and the value that JSONata documents for it. */

/** What is known besides the code. */
export interface Details {
  /** The offset behind the token. */
  readonly position?: number | undefined;
  readonly token?: unknown;
  readonly value?: unknown;
  readonly value2?: unknown;
  /** Number of an argument, from 1. */
  readonly index?: number;
  /** What the members of a list must be. */
  readonly type?: string | undefined;
  readonly exp?: number;
  readonly functionName?: string;
  readonly message?: string;
}

/** An error of the language. Its place and token are filled in where they are known, on the way up. */
export class ExpressionError extends Error {
  readonly code: string;
  position?: number | undefined;
  token?: unknown;
  readonly value?: unknown;
  readonly value2?: unknown;
  readonly index?: number;
  readonly type?: string | undefined;
  readonly exp?: number;
  readonly functionName?: string;

  constructor(code: string, details: Details = {}) {
    super(details.message ?? code);
    this.code = code;
    const { message, ...others } = details;
    Object.assign(this, others);
  }
}

/** Ends the evaluation with an error of the language. */
export function fail(code: string, details?: Details): never {
  throw new ExpressionError(code, details);
}

/** What can be said of an error on its way up, whoever made it. */
export interface Placed {
  position?: number | undefined;
  token?: unknown;
}
