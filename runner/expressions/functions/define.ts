/** One row of the table of functions: all that is known of a function, in one place. */

/** A function of the language. */
export interface Definition {
  /** Without `$`. */
  readonly name: string;
  /** The types of its arguments and of its value, as JSONata writes them: `<s-n?:s>`. */
  readonly signature: string;
  /** One sentence, for the reference and the editor. */
  readonly description: string;
  /** An expression, and its value as an expression. */
  readonly example: readonly [expression: string, value: string];
  /** The values that some of its arguments can have, by their place. */
  readonly choices?: Readonly<Record<number, readonly string[]>>;
  /** Asked for nothing, a function gives nothing, unless it says here that it takes it. */
  readonly takesNothing?: boolean;
  /** How many arguments `$map` and its like give it, where that is not how many it has. */
  readonly arity?: number;
  /** It gives another value each time. */
  readonly isSteady?: false;
  /** It may give a promise. */
  readonly waits?: true;
  /** What it does. The arguments were looked at by the signature, so each has its type. */
  readonly call: (...given: never[]) => unknown;
}

/** A family of functions. */
export function define(...definitions: readonly Definition[]): readonly Definition[] {
  return definitions;
}
