/**
 * Finds what would make every run write something new: a target is as after one run because an item keeps its key, and a cursor
 * is a place in the data (I5). The time and chance may be in any other member of an item.
 */

import { functions as language } from "../expressions/functions/table.js";
import { treeOf } from "../expressions/parse.js";
import type { Node } from "../expressions/tree.js";
import { tell } from "../faults/findings/finding.js";
import type { Path } from "../load/source.js";
import type { Remark } from "../typing/remark.js";
import type { Slots } from "./slots.js";
import { cut } from "./text.js";

/** Functions that answer otherwise the next time. */
const isUnsteady = (name: string): boolean => language.get(name)?.isSteady === false;

const HINT = "Take it from the record: an id or a date of the system that does not change from run to run.";

/** Texts of the connector's own functions, by name. */
type Functions = Readonly<Record<string, string>>;

/** Reports what is unsteady in a key or a cursor. @returns whether nothing is */
export function checkSteady(slots: Slots, path: Path, text: unknown, what: string): boolean {
  if (typeof text !== "string") return true;
  const remarks = unsteady(text, what, slots.functions);
  for (const remark of remarks) slots.report(path, 0, remark);
  return remarks.length === 0;
}

/** Reports what is unsteady in the members of an item that the key of the target is made of, in any form of a format. */
export function checkItem(slots: Slots, path: Path, format: unknown, key: unknown): void {
  if (typeof key !== "string") return;
  if (typeof format === "string") {
    for (const remark of unsteadyItem(format, key, slots.functions)) slots.report(path, 0, remark);
    return;
  }
  const look = (at: Path, value: unknown, what: string): void => {
    if (typeof value === "string") {
      for (const part of cut(value).parts)
        if ("expression" in part)
          for (const remark of unsteady(part.expression, what, slots.functions))
            slots.report(at, part.at, remark);
    } else if (value !== null && typeof value === "object")
      for (const [name, inner] of Object.entries(value))
        look([...at, Array.isArray(value) ? Number(name) : name], inner, what);
  };
  for (const name of keyMembers(key)) {
    const value = Object.entries((format ?? {}) as object).find(([one]) => one === name)?.[1];
    look([...path, name], value, `\`${name}\`, of which the key is made,`);
  }
}

/**
 * What is unsteady in an expression that has to give the same for the same record.
 *
 * @param what the value is, e.g. "a key"
 */
export function unsteady(text: string, what: string, functions: Functions = {}): Remark[] {
  return remarksOf(treeOf(text), what, functions, new Map());
}

/**
 * What is unsteady in the members of an item that its key is made of.
 *
 * @param key the key expression of the target
 */
export function unsteadyItem(text: string, key: string, functions: Functions = {}): Remark[] {
  const members = keyMembers(key);
  const remarks: Remark[] = [];
  const look = (node: Node | undefined, names: ReadonlyMap<string, Node>): void => {
    if (node?.type === "block") {
      const inner = new Map(names);
      for (const part of node.expressions ?? []) {
        if (part.type === "bind" && part.rhs) inner.set(String((part.lhs as Node).value), part.rhs);
        else look(part, inner);
      }
    } else if (node?.type === "condition") {
      look(node.then, names);
      look(node.else, names);
    } else if (node?.type === "function" && node.procedure?.value === "merge") {
      for (const argument of node.arguments ?? []) look(argument, names);
    } else if (node?.type === "variable") {
      const value = names.get(String(node.value));
      if (value) look(value, new Map([...names].filter(([name]) => name !== node.value)));
    } else if (node?.type === "unary" && node.value === "[") {
      for (const part of node.expressions ?? []) look(part, names);
    } else if (node?.type === "unary" && node.value === "{") {
      for (const [name, value] of (node.lhs ?? []) as readonly (readonly [Node, Node])[])
        if (members.has(String(name.value)))
          remarks.push(...remarksOf(value, `\`${name.value}\`, of which the key is made,`, functions, names));
    }
  };
  look(treeOf(text), new Map());
  return remarks;
}

/** The members of an item that a key expression reads. */
export function keyMembers(key: string): ReadonlySet<string> {
  const members = new Set<string>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const part of value) look(part);
    else if (value !== null && typeof value === "object" && !(value instanceof RegExp)) {
      const { type, steps } = value as Node;
      if (type === "path") {
        const [first, second] = steps ?? [];
        const step =
          first?.type === "variable" && (first.value === "" || first.value === "$") ? second : first;
        if (step?.type === "name") members.add(String(step.value));
        else look(steps);
      } else for (const part of Object.values(value)) look(part);
    }
  };
  look(treeOf(key));
  return members;
}

/** A call anywhere in a node, in what its variables stand for, and in the functions that it calls. */
function remarksOf(
  node: Node | undefined,
  what: string,
  functions: Functions,
  names: ReadonlyMap<string, Node>,
): Remark[] {
  const remarks: Remark[] = [];
  const open = new Set<string>();
  const look = (value: unknown, at: Node | undefined): void => {
    if (Array.isArray(value)) for (const part of value) look(part, at);
    else if (value !== null && typeof value === "object" && !(value instanceof RegExp)) {
      const found = value as Node;
      if (found.type === "variable") follow(String(found.value), at ?? found);
      for (const part of Object.values(found)) look(part, at);
    }
  };
  const follow = (name: string, at: Node): void => {
    if (isUnsteady(name)) {
      const length = String(at.value).length + 1;
      const index = Math.max(0, (at.position ?? 1) - length);
      remarks.push({ index, length, ...tell("unsteady-key", { what, name }), hint: HINT });
    }
    if (open.has(name)) return;
    open.add(name);
    const text = functions[name];
    look(names.get(name) ?? (text === undefined ? undefined : treeOf(text)), at);
  };
  look(node, undefined);
  return remarks;
}
