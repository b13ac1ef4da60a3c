/** What an expression reads: names of its scope, with the member that is taken of each, and variables. */
import { treeOf } from "../../expressions/parse.js";
import type { Node } from "../../expressions/tree.js";
import { cut, isTemplate } from "../text.js";
import type { Piece } from "./pieces.js";

/** `parameters.email` for a member, `parameters` for the whole; variables with their sign: `$tables.levels`, `$candidate`. */
export type Readings = ReadonlySet<string>;

/** What was found already, by kind and text: several checks ask for the same texts, and to parse one takes most of the time. */
const known = new Map<string, Readings>();
/** More than the manifests of a command have. */
const MOST_KNOWN = 10_000;

/** What the expressions of a text read. */
export function readingsOf({ text, kind }: Pick<Piece, "text" | "kind">): Readings {
  const name = `${kind === "expression"} ${text}`;
  const before = known.get(name);
  if (before) return before;
  const found = new Set<string>();
  for (const expression of expressionsOf({ text, kind })) look(treeOf(expression), found);
  if (known.size < MOST_KNOWN) known.set(name, found);
  return found;
}

/** The expressions of a text. */
function expressionsOf({ text, kind }: Pick<Piece, "text" | "kind">): string[] {
  if (kind === "expression") return [text];
  if (!isTemplate(text)) return [];
  return cut(text).parts.flatMap((part) => ("expression" in part ? [part.expression] : []));
}

/** All that some texts read. */
export function allReadings(pieces: readonly Pick<Piece, "text" | "kind">[]): Readings {
  return new Set(pieces.flatMap((piece) => [...readingsOf(piece)]));
}

/** Whether a member of a name, or the name as a whole, is read. */
export function reads(readings: Readings, name: string, member?: string): boolean {
  if (readings.has(name)) return true;
  if (member !== undefined) return readings.has(`${name}.${member}`);
  return [...readings].some((one) => one.startsWith(`${name}.`));
}

function look(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const part of value) look(part, found);
  else if (value !== null && typeof value === "object" && !(value instanceof RegExp)) {
    const node = value as Node;
    if (node.type === "path") {
      note(node.steps ?? [], found);
      for (const step of node.steps ?? []) lookInside(step, found);
      look([node.group, node.stages, node.predicate], found);
      return;
    }
    if (node.type === "variable") note([node], found);
    lookInside(node, found);
  }
}

function lookInside(node: Node, found: Set<string>): void {
  for (const part of Object.values(node)) look(part, found);
}

/** What a path starts at: a name, a variable, or the input (`$`, `$$`) and a name of it. */
function note(steps: readonly Node[], found: Set<string>): void {
  const [first, second, third] = steps;
  const isInput = first?.type === "variable" && (first.value === "" || first.value === "$");
  const [start, next] = isInput ? [second, third] : [first, second];
  if (start?.type !== "name" && start?.type !== "variable") return;
  const name = `${start.type === "variable" ? "$" : ""}${start.value}`;
  found.add(next?.type === "name" && !start.predicate && !start.stages ? `${name}.${next.value}` : name);
}
