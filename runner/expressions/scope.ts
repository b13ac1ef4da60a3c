/** The names in sight where a part of an expression is compiled, so that looking one up takes no search when it is evaluated. */
import type { Node } from "./tree.js";
import { children } from "./tree.js";

/** The scope of a function or of a block that binds names; or that of the members of a path, whose names are not counted. */
export class Scope {
  private readonly places = new Map<string, number>();

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

  placeOf(name: string): number | undefined {
    return this.places.get(name);
  }
}

/** The names that a part of an expression binds where it stands, not in a block or function inside it. */
export function boundNames(nodes: readonly Node[]): Set<string> {
  const names = new Set<string>();
  const look = (node: Node): void => {
    if (node.type === "bind") names.add(String((node.lhs as Node).value));
    if (node.type === "block" || (node.type === "lambda" && !node.thunk)) return;
    for (const child of children(node)) look(child);
  };
  for (const node of nodes) look(node);
  return names;
}
