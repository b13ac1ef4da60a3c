/**
 * Functions as values. They have no members of their own that a path could find: to JSONata a function is no object, so
 * everything that they hold is private.
 */

/** What can be called: a function of the expression, one of the language, a regular expression. */
export abstract class Callable {
  /** How many arguments it takes: functions such as `$map` give no more. */
  abstract arity(): number;

  /** Its name, where it has one of its own. */
  label(): string | undefined {
    return undefined;
  }

  /**
   * The value for these arguments, which may be changed.
   *
   * @param context where the call stands, for arguments that are left out
   * @returns as the function gives it, not unwrapped; a `TailCall` is still to be made
   */
  abstract invoke(given: unknown[], context: unknown): unknown;
}

/** True for everything that can be called, functions of the host included. */
export function isFunction(value: unknown): boolean {
  return value instanceof Callable || typeof value === "function";
}

/** How many arguments a function takes. */
export function arityOf(value: unknown): number {
  return value instanceof Callable ? value.arity() : (value as { readonly length: number }).length;
}
