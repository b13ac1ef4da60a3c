/** The names in sight where a part of an expression is compiled, so that looking one up takes no search when it is evaluated. */
import type { Node } from "./tree.js";
import { children } from "./tree.js";

/** The scope of a function or of a block that binds names; or that of the members of a path, whose names are not counted. */
export class Scope {
  private readonly places = new Map<string, number>();
  private readonly functions = new Map<string, Node>();

  constructor(
    readonly up: Scope | undefined,
    readonly isOfMembers = false,
  ) {}

  get size(): number {
    return this.places.size;
  }

  declare(name: string): void {
    if (!this.places.has(name)) this.places.set(name, this.places.size);
  }

  /** From here on a name stands for a function: nothing else is ever bound to it. */
  declareFunction(name: string, lambda: Node): void {
    this.functions.set(name, lambda);
  }

  /** The function that a name stands for, where it can be no other. */
  functionOf(name: string): Node | undefined {
    if (this.isOfMembers) return undefined;
    return this.places.has(name) ? this.functions.get(name) : this.up?.functionOf(name);
  }

  placeOf(name: string): number | undefined {
    return this.places.get(name);
  }
}

/** The names that a part of an expression binds where it stands, not in a block or function inside it, and how often it does. */
export function boundNames(nodes: readonly Node[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  const look = (node: Node): void => {
    if (node.type === "bind") {
      const name = String((node.lhs as Node).value);
      names.set(name, 1 + (names.get(name) ?? 0));
    }
    if (node.type === "block" || (node.type === "lambda" && !node.thunk)) return;
    for (const child of children(node)) look(child);
  };
  for (const node of nodes) look(node);
  return names;
}
