/** What an expression says that is right by its grammar, and never what its writer meant: words of other languages, names that are not used. */
import { functions as language } from "../../expressions/functions/table.js";
import type { Node } from "../../expressions/tree.js";
import { tell } from "../../faults/findings/finding.js";
import type { Remark } from "../../typing/remark.js";
import { isQuoted, spotOf } from "../../typing/spot.js";
import { wrongDate } from "./dates.js";
import { lookLiterals } from "./expression-literals.js";

/** Word → what it is here. */
const WORDS: Readonly<Record<string, string>> = {
  undefined: "Nothing is tested with `$exists(…)`; a value that is empty is `null`.",
  None: "Write `null`.",
  NULL: "Write `null`.",
  Null: "Write `null`.",
  nil: "Write `null`.",
  True: "Write `true`.",
  TRUE: "Write `true`.",
  False: "Write `false`.",
  FALSE: "Write `false`.",
};

/** The names that are bound in an expression, and those that are read. */
interface Names {
  readonly bound: Node[];
  readonly read: Set<string>;
  readonly lambdas: Map<string, Arity | undefined>;
}

/**
 * Remarks about an expression in which nothing else is wrong.
 *
 * @param own the functions of the connector by name
 */
export function wordsOf(tree: Node, text: string, own: Readonly<Record<string, Node>>): Remark[] {
  const lambdas = new Map(Object.entries(own).map(([name, node]) => [name, arityOf(node)] as const));
  const names: Names = { bound: [], read: new Set(), lambdas: new Map(lambdas) };
  const nodes: Node[] = [];
  collect(tree, nodes);
  for (const node of nodes) note(node, names);
  const piped = new Set(nodes.flatMap(({ type, rhs }) => (type === "apply" && rhs ? [rhs as Node] : [])));
  const unused = names.bound.filter(({ value }) => !names.read.has(String(value)));
  return [
    ...unused.map((node) =>
      remark(node, text, tell("variable-unused", { name: String(node.value) }), "Use it, or remove it."),
    ),
    ...shadows(names, text),
    ...misnamings(nodes),
    ...nodes.flatMap((node) => [...lookNode(node, text, names, piped), ...lookLiterals(node, text)]),
  ].sort((one, two) => one.index - two.index);
}

/** Remarks about variables that hide a function of the language: where it is called, the variable is. */
export function shadowsOf(tree: Node, text: string): Remark[] {
  const names: Names = { bound: [], read: new Set(), lambdas: new Map() };
  const nodes: Node[] = [];
  collect(tree, nodes);
  for (const node of nodes) note(node, names);
  return shadows(names, text);
}

function shadows({ bound }: Names, text: string): Remark[] {
  const hint = "Choose another name.";
  return bound
    .filter(({ value }) => language.has(String(value)))
    .map((node) => remark(node, text, tell("shadows-builtin", { name: String(node.value) }), hint));
}

/** `:=` within an expression, where a comparison is meant: it names a value, which is then what the whole of it gives. */
function misnamings(nodes: readonly Node[]): Remark[] {
  // The last of several expressions is their value, which nobody names.
  const named = new Set(
    nodes.flatMap(({ type, expressions = [] }) => (type === "block" ? expressions.slice(0, -1) : [])),
  );
  return nodes
    .filter((node) => node.type === "bind" && !named.has(node))
    .map(({ position = 2 }) => ({
      index: Math.max(0, position - 2),
      length: 2,
      ...tell("other-language", { said: "`:=` names a value here, and compares nothing" }),
      hint: "Equal is written `=`. A value is named in round brackets: `($name := …; …)`.",
    }));
}

/** All nodes; the name that a value is bound to is none, and neither are those of the values that a function takes. */
function collect(value: unknown, nodes: Node[]): void {
  if (Array.isArray(value)) for (const part of value) collect(part, nodes);
  else if (value !== null && typeof value === "object" && !(value instanceof RegExp)) {
    const node = value as Node;
    if (typeof node.type === "string") nodes.push(node);
    const isNaming = (key: string) =>
      (node.type === "bind" && key === "lhs") || (node.type === "lambda" && key === "arguments");
    for (const [key, part] of Object.entries(node)) if (!isNaming(key)) collect(part, nodes);
  }
}

function note(node: Node, { bound, read, lambdas }: Names): void {
  if (node.type === "variable") read.add(String(node.value));
  if (node.type !== "block") return;
  const last = node.expressions?.[node.expressions.length - 1];
  for (const part of node.expressions ?? []) {
    const name = part.type === "bind" ? (part.lhs as Node) : undefined;
    if (!name) continue;
    const key = String(name.value);
    lambdas.set(key, lambdas.has(key) ? undefined : arityOf(part.rhs));
    if (part !== last) bound.push(name);
  }
}

/** How many values a function takes. */
interface Arity {
  readonly least: number;
  readonly most: number;
}

/** Every expression of a connector sees all of its functions: each is read once. */
const arities = new WeakMap<Node, Arity>();

/** Undefined for what is no function, and for one with a signature of its own. */
function arityOf(node: Node | undefined): Arity | undefined {
  if (node?.type === "block" && node.expressions?.length === 1) return arityOf(node.expressions[0]);
  if (node?.type !== "lambda" || node.signature) return undefined;
  const arity = arities.get(node) ?? readArity(node);
  arities.set(node, arity);
  return arity;
}

function readArity(node: Node): Arity {
  const parameters = (node.arguments ?? []).map(({ value }) => String(value));
  const nodes: Node[] = [];
  collect(node.body, nodes);
  const used = new Set(nodes.flatMap(({ type, value }) => (type === "variable" ? [String(value)] : [])));
  // Whoever asks whether a value is there takes it that it may be left out.
  const asked = new Set(nodes.flatMap(askedBy));
  const needed = parameters.map((name) => used.has(name) && !asked.has(name));
  return { least: needed.lastIndexOf(true) + 1, most: parameters.length };
}

/** The variable of `$exists($x)`; what `??` is made into has no place. */
function askedBy({ type, procedure, arguments: given = [] }: Node): string[] {
  const isExists = type === "function" && procedure?.value === "exists" && procedure.position !== undefined;
  const [tested] = given;
  return isExists && tested?.type === "variable" ? [String(tested.value)] : [];
}

const LEFT_OUT =
  "Give them all; what may be left out is marked in the signature: `function($a, $b)<xx?:x> { … }`.";

/** @param piped the calls that are given one value more by a `~>` */
function lookNode(node: Node, text: string, { lambdas }: Names, piped: ReadonlySet<Node>): Remark[] {
  switch (node.type) {
    case "path":
      return lookPath(node.steps ?? [], text);
    case "function": {
      const name = String(node.procedure?.value);
      const arity = node.procedure?.type === "variable" ? lambdas.get(name) : undefined;
      if (!arity) return [];
      const { least, most } = arity;
      const given = node.arguments ?? [];
      const takes = most === 1 ? "one value" : `${most} values`;
      const all = given.length + (piped.has(node) ? 1 : 0);
      if (all < least)
        return [remark(node, text, tell("too-few-values", { name, takes, given: all }), LEFT_OUT)];
      const first = given[given.length - (all - most)];
      if (all === most || !first) return [];
      return [remark(first, text, tell("too-many-values", { name, takes, given: all }))];
    }
    case "string": {
      const wrong = wrongDate(String(node.value));
      return wrong?.code === "no-such-date" ? [remark(node, text, wrong, wrong.hint)] : [];
    }
    default:
      return [];
  }
}

function lookPath(steps: readonly Node[], text: string): Remark[] {
  const last = steps[steps.length - 1];
  if (last?.type !== "name" || isQuoted(last, text)) return [];
  const name = String(last.value);
  if (steps.length === 1 && Object.hasOwn(WORDS, name))
    return [
      remark(
        last,
        text,
        tell("other-language", { said: `\`${name}\` is a name here, and stands for nothing` }),
        WORDS[name],
      ),
    ];
  return [];
}

function remark(
  node: Node,
  text: string,
  { code, message }: Pick<Remark, "code" | "message">,
  hint?: string,
): Remark {
  return { ...spotOf(node, text), code, message, hint };
}
