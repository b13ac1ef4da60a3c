/** Whether a condition comes out the same for every value: then it decides nothing, and was meant otherwise. */
import type { Node } from "../expressions/tree.js";
import { isScalar, type Part, partsOf, type Type } from "./type.js";

/**
 * What JSONata makes of every value of the type as a condition; undefined where it depends on the value.
 *
 * @example verdict(oneOf("closed")) // true
 */
export function verdict(type: Type): boolean | undefined {
  const all = partsOf(type).flatMap((part): (boolean | undefined)[] => ofPart(part));
  const [first] = all;
  return all.every((one) => one === first) ? first : undefined;
}

function ofPart(part: Part): (boolean | undefined)[] {
  if (isScalar(part)) return part.values ? part.values.map(Boolean) : [undefined];
  return part.kind === "null" || part.kind === "nothing" ? [false] : [undefined];
}

/** What no number of members is, compared with what: `$count(…) >= 0` holds always, `$count(…) < 0` never. */
export function countCompared({ value, lhs, rhs }: Node): boolean | undefined {
  const [left, right] = [lhs as Node, rhs as Node];
  if (isCount(left)) return bounded(String(value), boundOf(right));
  return isCount(right) ? bounded(MIRRORED[String(value)] ?? "", boundOf(left)) : undefined;
}

const MIRRORED: Readonly<Record<string, string>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "=": "=",
  "!=": "!=",
};

function isCount({ type, procedure }: Node): boolean {
  return type === "function" && (procedure?.value === "count" || procedure?.value === "length");
}

function boundOf(node: Node): number | undefined {
  if (node.type === "unary" && node.value === "-") return -(boundOf(node.expression as Node) ?? Number.NaN);
  return node.type === "number" ? Number(node.value) : undefined;
}

/** How a number that is 0 or more compares with a bound. */
function bounded(sign: string, bound: number | undefined): boolean | undefined {
  if (bound === undefined || Number.isNaN(bound)) return undefined;
  if (bound < 0) return { ">": true, ">=": true, "!=": true, "<": false, "<=": false, "=": false }[sign];
  return bound === 0 ? { ">=": true, "<": false }[sign] : undefined;
}
