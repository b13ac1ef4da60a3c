/** The variables in sight, and what conditions around a place have proved of values. */
import type { Type } from "./type.js";

/** What a variable stands for; bound anew, it is another binding, so that nothing proved of the old one holds of it. */
export interface Binding {
  readonly id: number;
  readonly type: Type;
}

let bindings = 0;

/** The variables of a block or a function, and those around it. */
export class Names {
  private readonly own = new Map<string, Binding>();

  constructor(private readonly around?: Names) {}

  get(name: string): Binding | undefined {
    return this.own.get(name) ?? this.around?.get(name);
  }

  set(name: string, type: Type): Binding {
    bindings += 1;
    const binding = { id: bindings, type };
    this.own.set(name, binding);
    return binding;
  }

  *all(): Generator<string> {
    yield* this.own.keys();
    if (this.around) yield* this.around.all();
  }
}

/** Place → what it can be, where conditions say more than its own type. The key of a place starts with what it is taken from. */
export type Facts = ReadonlyMap<string, Type>;

/** What a part of an expression can see. */
export interface Around {
  /** The input. */
  readonly input: Type;
  readonly names: Names;
  readonly facts: Facts;
}

/** Where a place starts: at the input, at the input of the whole expression, or at a variable. */
export const INPUT = "@";
export const ROOT = "$$";

/** @example placeOf(INPUT, ["a", "b"]) */
export function placeOf(start: string, path: readonly string[]): string {
  return [start, ...path].join("\u0000");
}

/** The same for a part whose input is another. */
export function onInput(around: Around, input: Type): Around {
  const facts = [...around.facts].filter(([place]) => !place.startsWith(INPUT));
  return { ...around, input, facts: facts.length === around.facts.size ? around.facts : new Map(facts) };
}

/** The same where more is proved; of what is proved twice both hold, and the later was looked at under the earlier. */
export function proving(around: Around, facts: Facts): Around {
  return facts.size === 0 ? around : { ...around, facts: new Map([...around.facts, ...facts]) };
}
