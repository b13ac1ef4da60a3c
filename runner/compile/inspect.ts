/**
 * Looks through an expression before it ever runs: names that are not in scope, functions that do not exist, paths that the
 * data cannot have, and the traps of the language.
 */

import { functions } from "../expressions/functions/table.js";
import { untranslatable } from "../expressions/regex/linear.js";
import type { Node } from "../expressions/tree.js";
import { suggest } from "../validate/nearest.js";
import { anything, called, element, member, object, type Shape } from "./shape.js";

/** Something wrong at a place of the expression; `index` and `length` in characters. */
export interface Remark {
  readonly index: number;
  readonly length: number;
  readonly message: string;
  readonly hint?: string | undefined;
  /** The text ended before the expression did: something may have cut it. */
  readonly isCut?: boolean;
}

/** What an expression can see. */
export interface Scope {
  /** The input of the expression. */
  readonly input: Shape;
  /** Variables besides the functions of JSONata: name without `$` → shape. */
  readonly variables: Readonly<Record<string, Shape>>;
}

type Variables = Map<string, Shape>;

/** Looks through a syntax tree. `text` is the expression it came from. */
export function inspect(tree: Node, text: string, scope: Scope): Remark[] {
  const remarks: Remark[] = [];
  const variables: Variables = new Map([...functions.keys()].map((name) => [name, anything]));
  for (const [name, shape] of Object.entries(scope.variables)) variables.set(name, shape);

  const remark = (node: Node, length: number, message: string, hint?: string) =>
    remarks.push({
      index: Math.max(0, (node.position ?? 1) - length),
      length: Math.max(1, length),
      message,
      hint,
    });

  /** The shape of a node's value, with remarks about what cannot be. */
  const look = (node: Node | undefined, input: Shape, names: Variables): Shape => {
    if (!node) return anything;
    switch (node.type) {
      case "path":
        return lookAlong(node, input, names);
      case "name":
        return lookName(node, input);
      case "string":
        if (String(node.value).includes("${"))
          remark(node, 1, "`${ }` means nothing in the texts of an expression", 'Join with `&`: `"a " & b`.');
        return anything;
      case "regex":
        lookRegex(node);
        return anything;
      case "variable":
        return lookVariable(node, input, names);
      case "binary":
        return lookBinary(node, input, names);
      case "unary":
        return lookUnary(node, input, names);
      case "function":
      case "partial":
        lookCalled(node.procedure, input, names);
        for (const argument of node.arguments ?? []) look(argument, input, names);
        return anything;
      case "lambda": {
        const inner = new Map(names);
        for (const argument of node.arguments ?? []) inner.set(String(argument.value), anything);
        look(node.body, input, inner);
        return anything;
      }
      case "block": {
        const inner = new Map(names);
        // A function may call itself, and those that stand below it.
        for (const { type, lhs, rhs } of node.expressions ?? [])
          if (type === "bind" && rhs?.type === "lambda") inner.set(String((lhs as Node).value), anything);
        let last = anything;
        for (const expression of node.expressions ?? []) last = look(expression, input, inner);
        return last;
      }
      case "bind": {
        const shape = look(node.rhs, input, names);
        names.set(String((node.lhs as Node).value), shape);
        return shape;
      }
      case "condition":
        return lookCondition(node, input, names);
      case "apply":
        look(node.lhs as Node, input, names);
        look(node.rhs, input, names);
        return anything;
      case "transform":
        look(node.pattern, anything, names);
        look(node.update, anything, names);
        look(node.delete, anything, names);
        return anything;
      default:
        return anything;
    }
  };

  const lookRegex = (node: Node): void => {
    const pattern = node.value as RegExp;
    const problem = untranslatable(pattern);
    if (!problem) return;
    const written = text.slice(0, node.position ?? 0);
    const start = written.lastIndexOf(`/${pattern.source}/`);
    remark(node, start < 0 ? 1 : written.length - start, problem.message, problem.hint);
  };

  const quoted = (node: Node) => text.slice(0, node.position ?? 0).endsWith("`");

  /** No data is a function, so a name that is called lacks its `$`. */
  const lookCalled = (node: Node | undefined, input: Shape, names: Variables): void => {
    const [name] = node?.type === "path" ? (node.steps ?? []) : [];
    if (node?.steps?.length !== 1 || name?.type !== "name" || quoted(name)) {
      look(node, input, names);
      return;
    }
    const word = String(name.value);
    const hint = names.has(word) ? `Write \`$${word}(…)\`.` : "The names of functions start with `$`.";
    remark(name, word.length, `there is no function \`${word}\``, hint);
  };

  const lookName = (node: Node, input: Shape): Shape => {
    const name = String(node.value);
    const found = member(input, name);
    if (found) return called(found, `\`${name}\``);
    const inside = element(input);
    const why = inside.absent?.[name];
    if (why) {
      remark(node, name.length + (quoted(node) ? 2 : 0), why.message, why.hint);
      return anything;
    }
    const what = inside.label ? `${inside.label} has no \`${name}\`` : `there is no \`${name}\` here`;
    remark(
      node,
      name.length + (quoted(node) ? 2 : 0),
      what,
      suggest(name, Object.keys(inside.properties ?? {})),
    );
    return anything;
  };

  const lookVariable = (node: Node, input: Shape, names: Variables): Shape => {
    const name = String(node.value);
    if (name === "") return input;
    if (name === "$") return scope.input;
    const found = names.get(name);
    if (found) return called(found, `\`$${name}\``);
    const isCalled = text[node.position ?? 0] === "(";
    const what = isCalled ? `there is no function \`$${name}\`` : `there is no variable \`$${name}\``;
    const near = suggest(name, names.keys(), "Functions");
    const hint =
      name === "eval"
        ? "`$eval` runs code, so it does not exist here."
        : near?.startsWith("Did")
          ? near.replace("`", "`$")
          : undefined;
    remark(node, name.length + 1, what, hint);
    return anything;
  };

  const lookAlong = (node: Node, input: Shape, names: Variables): Shape => {
    let current = input;
    for (const [position, step] of (node.steps ?? []).entries()) {
      if (step.type === "sort") {
        for (const term of step.terms ?? []) look(term.expression, element(current), names);
        continue;
      }
      current = look(step, position === 0 ? current : element(current), names);
      if (step.focus !== undefined) names.set(step.focus, element(current));
      if (step.index !== undefined) names.set(step.index, anything);
      for (const stage of [...(step.stages ?? []), ...(step.predicate ?? [])]) {
        if (stage.type === "index") names.set(String(stage.value), anything);
        else look(stage.expr, element(current), names);
      }
    }
    for (const [key, value] of node.group?.lhs ?? []) {
      look(key, element(current), names);
      look(value, element(current), names);
    }
    return node.group ? anything : current;
  };

  /** `a.first-name` means a.first minus name; nobody who writes it without blanks wants that. */
  const lookBinary = (node: Node, input: Shape, names: Variables): Shape => {
    const at = (node.position ?? 1) - 1;
    const glued = /[\p{L}\p{N}_]/u.test(text[at - 1] ?? "") && /[\p{L}_]/u.test(text[at + 1] ?? "");
    if (node.value === "-" && glued && endsInName(node.lhs as Node)) {
      const before = /[\p{L}\p{N}_]+(?:-[\p{L}\p{N}_]+)*$/u.exec(text.slice(0, at))?.[0] ?? "";
      const after = /^[\p{L}\p{N}_]+(?:-[\p{L}_][\p{L}\p{N}_]*)*/u.exec(text.slice(at + 1))?.[0] ?? "";
      const name = `${before}-${after}`;
      remarks.push({
        index: at - before.length,
        length: name.length,
        message: `\`${name}\` is a subtraction: ${before} minus ${after}`,
        hint: `For a name write it in backticks: \`${name}\`. For a subtraction put blanks around the minus.`,
      });
      return anything;
    }
    look(node.lhs as Node, input, names);
    look(node.rhs, input, names);
    return anything;
  };

  const lookUnary = (node: Node, input: Shape, names: Variables): Shape => {
    look(node.expression, input, names);
    const parts = (node.expressions ?? []).map((expression) => look(expression, input, names));
    if (node.value === "[")
      return { type: "array", ...(parts.length === 1 && parts[0] ? { items: element(parts[0]) } : {}) };
    if (node.value !== "{") return anything;
    const properties: Record<string, Shape> = {};
    let closed = true;
    for (const [key, value] of (node.lhs ?? []) as readonly (readonly [Node, Node])[]) {
      look(key, input, names);
      const shape = look(value, input, names);
      if (key.type === "string") properties[String(key.value)] = shape;
      else closed = false;
    }
    return closed ? object(properties) : anything;
  };

  const lookCondition = (node: Node, input: Shape, names: Variables): Shape => {
    const tested = node.condition;
    // The parser copies what stands on the left of both signs; a call that it made up stands nowhere.
    const isDefault = tested?.type === "function" && tested.procedure?.position === undefined;
    const isElvis = !isDefault && placeOf(tested) !== undefined && placeOf(tested) === placeOf(node.then);
    if (!isDefault && !isElvis) look(tested, input, names);
    const shape = look(node.then, input, names);
    const other = look(node.else, input, names);
    return node.else ? widest(shape, other) : shape;
  };

  look(tree, scope.input, variables);
  return remarks;
}

/** What holds of both: nothing, unless they are the same or one of them is a plain value. */
function widest(one: Shape, other: Shape): Shape {
  return one === other ? one : anything;
}

/** The first place in the text that a node speaks of. */
function placeOf(node: unknown): number | undefined {
  if (node === null || typeof node !== "object") return undefined;
  const { position } = node as Node;
  if (typeof position === "number") return position;
  for (const part of Object.values(node)) {
    const place = placeOf(part);
    if (place !== undefined) return place;
  }
  return undefined;
}

function endsInName(node: Node | undefined): boolean {
  if (node?.type === "binary") return endsInName(node.rhs);
  const last = node?.type === "path" ? node.steps?.[node.steps.length - 1] : node;
  return last?.type === "name" && !last.stages;
}
