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
  const near = suggest(name, new Set(around.names.all()), "Functions");
  const fix = respelt(name, new Set(around.names.all()));
  const hint =
    name === "eval"
      ? "`$eval` runs code, so it does not exist here."
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
