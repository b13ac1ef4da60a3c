/** The syntax tree that the parser of the `jsonata` package gives: every property that the compiler reads, and no other. */

/** One node. Which properties there are depends on `type`. */
export interface Node {
  readonly type: string;
  readonly value?: unknown;
  /** The offset behind the token. */
  readonly position?: number;
  readonly steps?: readonly Node[];
  readonly stages?: readonly Stage[];
  readonly predicate?: readonly Stage[];
  readonly group?: Group;
  readonly expressions?: readonly Node[];
  readonly expression?: Node;
  readonly lhs?: Node | readonly Pair[];
  readonly rhs?: Node;
  readonly condition?: Node;
  readonly then?: Node;
  readonly else?: Node;
  readonly procedure?: Node;
  readonly arguments?: readonly Node[];
  readonly body?: Node;
  /** A call as the last thing that a function does: it is made after the function has ended. */
  readonly thunk?: boolean;
  readonly signature?: { readonly definition: string };
  readonly pattern?: Node;
  readonly update?: Node;
  readonly delete?: Node;
  readonly terms?: readonly Term[];
  /** `@$name` */
  readonly focus?: string;
  /** `#$name` */
  readonly index?: string;
  /** The step binds names for each of its members. */
  readonly tuple?: boolean;
  /** The name under which a step keeps the member that it was taken from, for `%`. */
  readonly ancestor?: Slot;
  readonly slot?: Slot;
  /** `[]` behind the node. */
  readonly keepArray?: boolean;
  /** `[]` behind a step of the path. */
  readonly keepSingletonArray?: boolean;
  /** A list that a path does not take apart. */
  readonly consarray?: boolean;
}

/** What stands behind a step in brackets, or `#$name` behind those. */
export interface Stage {
  readonly type: "filter" | "index";
  readonly expr?: Node;
  readonly value?: unknown;
}

export type Pair = readonly [key: Node, value: Node];

export interface Group {
  readonly lhs: readonly Pair[];
  readonly position?: number;
}

export interface Term {
  readonly expression: Node;
  readonly descending?: boolean;
}

export interface Slot {
  readonly label: string;
}

/** True for a number, a short text, `true`, `false` and `null` that nothing stands behind: its value is known. */
export function isLiteral({ type, value, predicate, group, keepArray }: Node): boolean {
  if (predicate || group || keepArray) return false;
  if (type === "string") return String(value).length <= SHORT;
  return type === "number" || type === "value";
}

/** Longer texts count by their length where they become part of the result. */
export const SHORT = 64;

/** The nodes directly below a node. */
export function* children(node: Node): Generator<Node> {
  for (const value of Object.values(node)) yield* nodesIn(value);
}

function* nodesIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const part of value) yield* nodesIn(part);
  else if (value !== null && typeof value === "object" && !(value instanceof RegExp)) {
    if (typeof (value as Node).type === "string" && !isStage(value)) yield value as Node;
    else for (const part of Object.values(value)) yield* nodesIn(part);
  }
}

function isStage(value: object): boolean {
  return "expr" in value || ((value as Node).type === "index" && !("steps" in value));
}
