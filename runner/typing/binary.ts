/** Operators between two values. */

import type { Node } from "../expressions/tree.js";
import { tell } from "../faults/findings/finding.js";
import { type Around, proving } from "./names.js";
import { narrow } from "./narrow.js";
import { operate, type Problem } from "./operators.js";
import { spotOf } from "./spot.js";
import { countCompared, verdict } from "./truth.js";
import { anything, boolean, oneOf, type Type } from "./type.js";
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
    lookOperand(node.lhs as Node, left, sign, walk);
    lookOperand(node.rhs as Node, walk.look(node.rhs, proving(around, facts)), sign, walk);
    return boolean;
  }
  const { type, problem } = operate(sign, left, walk.look(node.rhs, around));
  if (problem) {
    const index = Math.max(0, (node.position ?? sign.length) - sign.length);
    const { message, hint, code } =
      (problem.code === "never-true" && byCondition(node, around, walk)) || problem;
    walk.remark({ index, length: sign.length }, message, hint, code);
  }
  const always = countCompared(node);
  return always === undefined ? type : oneOf(always);
}

/** An operand that is the same each time decides nothing, or everything: mostly a comparison lost its left side. */
function lookOperand(operand: Node, type: Type, sign: string, walk: Walk): void {
  const always = operand.type === "path" || operand.type === "variable" ? undefined : verdict(type);
  if (always === undefined) return;
  const said = `this side of \`${sign}\` is always ${always}`;
  const hint = ["string", "number"].includes(operand.type)
    ? "Compare it as well: `x = 1 or x = 2`; for several values `x in [1, 2]`."
    : "Ask for something, or remove it.";
  walk.remark(spotOf(operand, walk.text), said, hint, "condition-constant");
}

/** A comparison that could hold, if a condition around it had not asked for another value already. */
function byCondition(node: Node, around: Around, walk: Walk): Problem | undefined {
  if (around.facts.size === 0) return undefined;
  const sign = String(node.value);
  const types = [node.lhs as Node, node.rhs as Node].map((one) =>
    walk.peek(one, { ...around, facts: new Map() }),
  );
  const [left = anything, right = anything] = types;
  if (operate(sign, left, right).problem) return undefined;
  const verb = sign === "!=" ? "always" : "never";
  return {
    code: "never-true",
    message: `\`${sign}\` is ${verb} true here: another value was asked for before`,
    hint:
      sign === "!="
        ? "None of several values is written with `and`: `x != 1 and x != 2`."
        : "One of several values is written with `or`, or `x in [1, 2]`.",
  };
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
