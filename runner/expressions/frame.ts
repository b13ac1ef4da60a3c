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

/** A frame for a scope with so many names, the first of which are known. */
export function frameOf(up: Frame, size: number, known: readonly unknown[]): Frame {
  const values: unknown[] = [];
  const given = Math.min(size, known.length);
  for (let index = 0; index < given; index += 1) values.push(known[index]);
  for (let index = given; index < size; index += 1) values.push(UNSET);
  return new Frame(up, values);
}

const EMPTY: unknown[] = [];

/** The frame of a member of a path. */
export function memberFrame(up: Frame, named: Readonly<Record<string, unknown>>): Frame {
  return new Frame(up, EMPTY, named);
}
