/** Operators between two values. */

import type { Node } from "../expressions/tree.js";
import { tell } from "../faults/findings/finding.js";
import { type Around, proving } from "./names.js";
import { narrow } from "./narrow.js";
import { operate } from "./operators.js";
import { anything, boolean, type Type } from "./type.js";
import type { Walk } from "./walk.js";

export function lookBinary(node: Node, around: Around, walk: Walk): Type {
  if (node.value === "-") {
    const spelt = spelledAsName(node, walk.text);
    if (spelt) {
      walk.remark(spelt, spelt.message, spelt.hint, spelt.code);
      return anything;
    }
  }
  const sign = String(node.value);
  const left = walk.look(node.lhs as Node, around);
  if (sign === "and" || sign === "or") {
    // The right side is asked only where the left one leaves it open.
    const facts = narrow(node.lhs as Node, sign === "and", around, (one, at) => walk.peek(one, at));
    walk.look(node.rhs, proving(around, facts));
    return boolean;
  }
  const { type, problem } = operate(sign, left, walk.look(node.rhs, around));
  if (problem) {
    const index = Math.max(0, (node.position ?? sign.length) - sign.length);
    walk.remark({ index, length: sign.length }, problem.message, problem.hint, problem.code);
  }
  return type;
}

/** `a.first-name` means a.first minus name; nobody who writes it without blanks wants that. */
function spelledAsName(node: Node, text: string) {
  const at = (node.position ?? 1) - 1;
  const isGlued = /[\p{L}\p{N}_]/u.test(text[at - 1] ?? "") && /[\p{L}_]/u.test(text[at + 1] ?? "");
  if (!isGlued || !endsInName(node.lhs as Node)) return undefined;
  const before = /[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*$/u.exec(text.slice(0, at))?.[0] ?? "";
  const after = /^[\p{L}\p{N}_]+(?:-[\p{L}_][\p{L}\p{N}_]*)*/u.exec(text.slice(at + 1))?.[0] ?? "";
  const name = `${before}-${after}`;
  return {
    index: at - before.length,
    length: name.length,
    ...tell("name-with-minus", { name, before, after }),
    hint: `For a name write it in backticks: \`${name}\`. For a subtraction put blanks around the minus.`,
  };
}

function endsInName(node: Node | undefined): boolean {
  if (node?.type === "binary") return endsInName(node.rhs);
  const last = node?.type === "path" ? node.steps?.[node.steps.length - 1] : node;
  return last?.type === "name" && !last.stages;
}
