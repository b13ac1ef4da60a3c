/** `a ? b : c`, `a ?? b` and `a ?: b`: what is asked is known in what follows. */
import type { Node } from "../expressions/tree.js";
import { tell } from "../faults/findings/finding.js";
import { truthy } from "./member.js";
import { type Around, proving } from "./names.js";
import { narrow } from "./narrow.js";
import { firstPosition, spotOf } from "./spot.js";
import { mayBe, nothing, partsOf, type Type, union, without } from "./type.js";
import type { Walk } from "./walk.js";

export function lookCondition(node: Node, around: Around, walk: Walk): Type {
  const tested = node.condition;
  // The parser copies what stands on the left of both signs; a call that it made up stands nowhere.
  const isDefault =
    tested?.type === "function" &&
    tested.procedure?.type === "variable" &&
    tested.procedure.position === undefined;
  const isElvis =
    !isDefault && firstPosition(tested) !== undefined && firstPosition(tested) === firstPosition(node.then);
  if (!isDefault && !isElvis) walk.look(tested, around);
  const peek = (one: Node, at: Around) => walk.peek(one, at);
  const knowing = (isTrue: boolean) => proving(around, narrow(tested, isTrue, around, peek));
  const type = walk.look(node.then, isDefault || isElvis ? around : knowing(true));
  if (!node.else) return union(type, nothing);
  const left = isDefault ? without(type, "nothing") : isElvis ? truthy(type) : type;
  const other = walk.look(node.else, knowing(false));
  if (isDefault && keepsNull(type, other)) {
    const { code, message } = tell("default-keeps-null", {});
    walk.remark(spotOf(node.then as Node, walk.text), message, "Write `?:` in the place of `??`.", code);
    return union(without(left, "null"), other);
  }
  return union(left, other);
}

/** Whether a value may be null although another one is to stand for it. */
function keepsNull(type: Type, other: Type): boolean {
  return (
    partsOf(type).length > 1 &&
    partsOf(type).some(({ kind }) => kind === "null") &&
    !mayBe(other, "null", "nothing")
  );
}
