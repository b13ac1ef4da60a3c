/** `$name`, `$` and `$$`. */

import type { Node } from "../expressions/tree.js";
import type { Fix } from "../faults/fault.js";
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
  const assigned = assignedHere(name, node.position ?? 0, walk.text, near?.startsWith("Did") === true);
  // It is told once, where it should be named.
  if (assigned) around.names.set(name, anything);
  const fix = assigned ? assigned.fix : respelt(name, known);
  const hint =
    name === "eval"
      ? "`$eval` runs code, so it does not exist here."
      : assigned
        ? `A value is named with \`:=\`, in round brackets: \`($${name} := …; …)\`.`
        : near?.startsWith("Did")
          ? near.replace("`", "`$")
          : undefined;
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
function assignedHere(
  name: string,
  end: number,
  text: string,
  isNear: boolean,
): { readonly fix: Fix | undefined } | undefined {
  const sign = /^\s*=(?!=)/.exec(text.slice(end))?.[0];
  if (sign === undefined) return undefined;
  const before = text.slice(0, Math.max(0, end - name.length - 1)).trimEnd();
  if (/[(;]$/.test(before)) return { fix: { from: `${name}${sign}`, to: `${name}${sign.slice(0, -1)}:=` } };
  return before === "" && !isNear ? { fix: undefined } : undefined;
}
