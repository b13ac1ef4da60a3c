/** `$name`, `$` and `$$`. */

import type { Node } from "../expressions/tree.js";
import { respelt, suggest } from "../validate/nearest.js";
import { type Around, INPUT, placeOf, ROOT } from "./names.js";
import { anything, called, type Type } from "./type.js";
import type { Walk } from "./walk.js";

export function lookVariable(node: Node, around: Around, walk: Walk): Type {
  const name = String(node.value);
  if (name === "") return around.facts.get(placeOf(INPUT, [])) ?? around.input;
  if (name === "$") return around.facts.get(placeOf(ROOT, [])) ?? walk.root;
  const found = around.names.get(name);
  if (found) return called(around.facts.get(placeOf(`$${found.id}`, [])) ?? found.type, `\`$${name}\``);
  const isCalled = walk.text[node.position ?? 0] === "(";
  const what = isCalled ? `there is no function \`$${name}\`` : `there is no variable \`$${name}\``;
  const known = new Set(around.names.all());
  const near = suggest(name, known, "Functions");
  const isNear = near?.startsWith("Did") === true;
  const mayBeAssigned = isAssignedHere(name, node.position ?? 0, walk.text, isNear);
  // It is told once, where it should be named.
  if (mayBeAssigned && !isNear) around.names.set(name, anything);
  const naming = `A value is named with \`:=\`, in round brackets: \`($${name} := …; …)\`.`;
  const hint =
    name === "eval"
      ? "`$eval` runs code, so it does not exist here."
      : [isNear ? near?.replace("`", "`$") : undefined, mayBeAssigned ? naming : undefined]
          .filter((one) => one !== undefined)
          .join(" ") || undefined;
  // Which of the two is meant, nobody but the author knows.
  const fix = mayBeAssigned ? undefined : respelt(name, known);
  walk.remark(
    { index: Math.max(0, (node.position ?? 1) - name.length - 1), length: name.length + 1 },
    what,
    hint,
    "unknown-variable",
    fix && { from: `$${fix.from}`, to: `$${fix.to}` },
  );
  return anything;
}

/**
 * Whether a name that there is not stands where it should get its value: first in brackets, before a `=`.
 *
 * @param isNear it may be another name that is misspelt; then only brackets are telling
 */
function isAssignedHere(name: string, end: number, text: string, isNear: boolean): boolean {
  if (!/^\s*=(?!=)/.test(text.slice(end))) return false;
  const before = text.slice(0, Math.max(0, end - name.length - 1)).trimEnd();
  return /[(;]$/.test(before) || (before === "" && !isNear);
}
