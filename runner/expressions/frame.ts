/** The variables in sight while an expression is evaluated: one frame for each function, and each block that binds a name. */

/** The place of a name that nothing has been bound to yet. */
export const UNSET: unique symbol = Symbol("unset");

export class Frame {
  constructor(
    readonly up: Frame | undefined,
    /** By the places that the scope of the frame gives to its names. */
    readonly values: unknown[],
    /** The names that the members of a path are bound to (`@$x`, `#$i`, `%`), which differ from member to member. */
    readonly named: Readonly<Record<string, unknown>> = NONE,
  ) {}
}

const NONE: Readonly<Record<string, unknown>> = Object.freeze({});

/**
 * A frame for a scope with so many names.
 *
 * @param known what the first of them are bound to; the list becomes that of the frame
 */
export function frameOf(up: Frame | undefined, size: number, known: unknown[]): Frame {
  if (known.length === size) return new Frame(up, known, NONE);
  if (known.length === 0) return new Frame(up, unset(size), NONE);
  if (known.length > size) known.length = size;
  while (known.length < size) known.push(UNSET);
  return new Frame(up, known, NONE);
}

const templates: unknown[][] = [];

/** A copy is made faster than a list that grows. */
function unset(size: number): unknown[] {
  templates[size] ??= new Array<unknown>(size).fill(UNSET);
  return templates[size].slice();
}

const EMPTY: unknown[] = [];

/** The frame of a member of a path. */
export function memberFrame(up: Frame, named: Readonly<Record<string, unknown>>): Frame {
  return new Frame(up, EMPTY, named);
}
