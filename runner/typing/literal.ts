/** Objects and lists that are written out, and the minus in front of a value. */
import type { Node, Pair } from "../expressions/tree.js";
import { tell } from "../faults/findings/finding.js";
import { describe } from "./describe.js";
import { element, flat } from "./member.js";
import { type Around, onInput } from "./names.js";
import { isNever } from "./operators.js";
import { spotOf } from "./spot.js";
import {
  list,
  mayBe,
  number,
  type ObjectType,
  optional,
  partsOf,
  type Spot,
  some,
  type Type,
  union,
  without,
} from "./type.js";
import type { Walk } from "./walk.js";

export function lookUnary(node: Node, around: Around, walk: Walk): Type {
  if (node.value === "[") return lookList(node, around, walk);
  if (node.value === "{") {
    // An object of a list is one of its members, or of those that have a key in common.
    const isOfList = partsOf(around.input).some(({ kind }) => kind === "list");
    const inside = isOfList ? onInput(around, some(element(around.input))) : around;
    return lookObject(node.lhs as readonly Pair[], node, inside, walk);
  }
  const operand = walk.look(node.expression, around);
  if (isNever(operand, "number"))
    walk.remark(spotOf(node, walk.text), `\`-\` takes a number, not ${describe(operand)}`);
  return mayBe(operand, "nothing") ? optional(number) : number;
}

function lookList(node: Node, around: Around, walk: Walk): Type {
  const parts = (node.expressions ?? []).map((expression) => {
    const type = walk.look(expression, around);
    const isList = expression.type === "unary" && expression.value === "[";
    return { type, members: isList ? type : without(flat(type), "nothing") };
  });
  return list(
    union({ kind: "union", of: [] }, ...parts.map(({ members }) => members)),
    parts.map(({ type }) => type),
  );
}

/** @param at the node of the object; undefined for one behind a path */
function lookObject(pairs: readonly Pair[], at: Node, around: Around, walk: Walk): ObjectType {
  const members: [string, Type][] = [];
  const written: [string, NonNullable<ObjectType["written"]>[string]][] = [];
  const others: Type[] = [];
  for (const [key, value] of pairs) {
    lookKey(key, around, walk);
    const type = walk.look(value, around);
    if (key.type !== "string") {
      others.push(optional(type));
      continue;
    }
    const name = String(key.value);
    if (written.some(([before]) => before === name)) {
      const { code, message } = tell("repeated-member", { name });
      walk.remark(spotOf(key, walk.text), message, "Remove one of them, or give it its own name.", code);
    }
    members.push([name, type]);
    written.push([name, { key: placeOf(key, walk), value: placeOf(value, walk) }]);
  }
  return {
    kind: "object",
    members: Object.fromEntries(members),
    ...(others.length > 0 ? { rest: union(...others) } : {}),
    at: placeOf(at, walk),
    written: Object.fromEntries(written),
  };
}

/** Where a node stands, also in the text of a function of the connector. */
function placeOf(node: Node, { text, of }: Walk): Spot {
  return { ...spotOf(node, text), ...(of === undefined ? {} : { of }) };
}

/** A key that is a name without quotes is a path, and what it leads to is the key. */
export function lookKey(key: Node, around: Around, walk: Walk): void {
  const type = walk.look(key, around);
  if (!isNever(type, "string")) return;
  const hint = key.type === "path" ? "The name itself is written in quotes." : undefined;
  walk.remark(spotOf(key, walk.text), `a key is a text, not ${describe(type)}`, hint);
}
