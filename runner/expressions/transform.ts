/** `|pattern|update, delete|`: a function that copies a value and changes the objects in the copy that the pattern finds. */
import { Callable, isFunction } from "./callable-type.js";
import { clone } from "./clone.js";
import type { Compiler, Evaluate } from "./compiler.js";
import { fail } from "./error.js";
import type { Frame } from "./frame.js";
import { forgetMembers } from "./recent.js";
import type { Scope } from "./scope.js";
import { Signature } from "./signature.js";
import type { Node } from "./tree.js";
import { setMember } from "./values.js";
import { lookUp } from "./variable.js";

interface Plan {
  readonly node: Node;
  readonly pattern: Evaluate;
  readonly update: Evaluate;
  readonly delete: Evaluate | undefined;
  readonly clone: Evaluate;
}

export function compileTransform(node: Node, scope: Scope, compiler: Compiler): Evaluate {
  const plan: Plan = {
    node,
    pattern: compiler.compile(node.pattern as Node, scope),
    update: compiler.compile(node.update as Node, scope),
    delete: node.delete && compiler.compile(node.delete, scope),
    clone: lookUp("clone", scope, compiler),
  };
  return (_, frame) => new Transform(plan, frame);
}

const TAKES = new Signature("<(oa):o>");

class Transform extends Callable {
  readonly #plan: Plan;
  readonly #frame: Frame;

  constructor(plan: Plan, frame: Frame) {
    super();
    this.#plan = plan;
    this.#frame = frame;
  }

  override arity(): number {
    return 1;
  }

  override invoke(given: unknown[], context: unknown): unknown {
    const [value] = TAKES.validate(given, context);
    if (value === undefined) return undefined;
    const plan = this.#plan;
    if (!isFunction(plan.clone(value, this.#frame))) fail("T2013", { position: plan.node.position });
    // What a pattern finds outside the copy, by `$$` or a variable, is not changed.
    const made = new Set<unknown>();
    const copy = clone(value, (part) => made.add(part));
    const found = plan.pattern(copy, this.#frame);
    const all: readonly unknown[] = Array.isArray(found) ? found : [found];
    if (found !== undefined) for (const one of all) this.#change(one, made.has(one));
    return copy;
  }

  #change(found: unknown, isOwn: boolean): void {
    const { node, update, delete: remove } = this.#plan;
    const members = update(found, this.#frame);
    if (members !== undefined) {
      if (typeof members !== "object" || members === null || Array.isArray(members))
        fail("T2011", { position: node.update?.position, value: members });
      forgetMembers();
      if (isOwn)
        for (const [key, value] of Object.entries(members))
          setMember(found as Record<string, unknown>, key, value);
    }
    if (!remove) return;
    const given = remove(found, this.#frame);
    if (given === undefined) return;
    const names: readonly unknown[] = Array.isArray(given) ? given : [given];
    if (!names.every((name) => typeof name === "string"))
      fail("T2012", { position: node.delete?.position, value: given });
    forgetMembers();
    if (isOwn) for (const name of names) delete (found as Record<string, unknown>)[String(name)];
  }
}
