/** The syntax tree of JSONata, as its parser gives it; its own types leave most of it open. */
import type jsonata from "jsonata";

export interface Syntax {
  readonly type: string;
  readonly value?: unknown;
  /** The offset behind the token. */
  readonly position?: number;
  readonly steps?: readonly Syntax[];
  readonly stages?: readonly Syntax[];
  readonly predicate?: readonly Syntax[];
  readonly expr?: Syntax;
  readonly group?: { readonly lhs: readonly (readonly [Syntax, Syntax])[] };
  readonly expressions?: readonly Syntax[];
  readonly expression?: Syntax;
  readonly lhs?: Syntax | readonly (readonly [Syntax, Syntax])[];
  readonly rhs?: Syntax;
  readonly condition?: Syntax;
  readonly then?: Syntax;
  readonly else?: Syntax;
  readonly procedure?: Syntax;
  readonly arguments?: readonly Syntax[];
  readonly body?: Syntax;
  readonly thunk?: boolean;
  readonly pattern?: Syntax;
  readonly update?: Syntax;
  readonly delete?: Syntax;
  readonly terms?: readonly { readonly expression: Syntax }[];
  readonly focus?: string;
  /** The step binds a name for each of its members. */
  readonly tuple?: boolean;
  readonly index?: string;
  readonly keepArray?: boolean;
  readonly keepSingletonArray?: boolean;
  readonly consarray?: boolean;
}

/** The syntax tree of an expression that was compiled. */
export function syntaxOf(expression: jsonata.Expression): Syntax {
  return expression.ast() as unknown as Syntax;
}

/** The functions that JSONata has built in, without `$eval`: it would run code that nobody reviewed (I7). */
export const builtIn: readonly string[] = [
  "sum",
  "count",
  "max",
  "min",
  "average",
  "string",
  "substring",
  "substringBefore",
  "substringAfter",
  "lowercase",
  "uppercase",
  "length",
  "trim",
  "pad",
  "match",
  "contains",
  "replace",
  "split",
  "join",
  "formatNumber",
  "formatBase",
  "formatInteger",
  "parseInteger",
  "number",
  "floor",
  "ceil",
  "round",
  "abs",
  "sqrt",
  "power",
  "random",
  "boolean",
  "not",
  "map",
  "zip",
  "filter",
  "single",
  "reduce",
  "sift",
  "keys",
  "lookup",
  "append",
  "exists",
  "spread",
  "merge",
  "reverse",
  "each",
  "error",
  "assert",
  "type",
  "sort",
  "shuffle",
  "distinct",
  "base64encode",
  "base64decode",
  "encodeUrlComponent",
  "encodeUrl",
  "decodeUrlComponent",
  "decodeUrl",
  "toMillis",
  "fromMillis",
  "clone",
  "now",
  "millis",
];
