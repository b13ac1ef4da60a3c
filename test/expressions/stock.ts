/** The stock engine of JSONata, asked the same as ours: it is the oracle of the tests and the measure of the bench. */
import { isDeepStrictEqual } from "node:util";
import jsonata from "jsonata";
import { builtins } from "../../runner/compile/builtins.js";
import { compileProgram, type Program, type Variables } from "../../runner/expressions/program.js";
import { parse } from "../../runner/expressions/tree.js";
import type { Library } from "./shipped.js";

/** How an evaluation ended: with a value, as JSON writes it, or with an error. */
export type Ending =
  | { readonly value: string | undefined }
  | {
      readonly code: unknown;
      readonly position: unknown;
      readonly token: unknown;
      readonly details: string | undefined;
    };

interface Problem {
  readonly code?: unknown;
  readonly position?: unknown;
  readonly token?: unknown;
  readonly value?: unknown;
  readonly value2?: unknown;
}

const nothing: Library = { values: {}, functions: {} };

/** The expression in the stock engine, with the functions of the library in front of it. */
export function stockOf(text: string, { values, functions }: Library = nothing): jsonata.Expression {
  const definitions = Object.entries(functions).map(([name, body]) => `$${name} := ${body};\n`);
  const engine = jsonata(definitions.length > 0 ? `(${definitions.join("")}${text}\n)` : text);
  for (const [name, value] of Object.entries({ ...builtins, ...values })) engine.assign(name, value);
  return engine;
}

/** The same in the engine of the runner. */
export function ownOf(text: string, { values, functions }: Library = nothing): Program {
  const trees = Object.entries(functions).map(([name, body]) => [name, parse(body)]);
  return compileProgram(text, { values, functions: Object.fromEntries(trees) });
}

export async function stockEnding(
  text: string,
  input: unknown,
  variables: Variables = {},
  library = nothing,
): Promise<Ending> {
  return endingOf(async () => stockOf(text, library).evaluate(input, variables));
}

export async function ownEnding(
  text: string,
  input: unknown,
  variables: Variables = {},
  library = nothing,
): Promise<Ending> {
  return endingOf(async () => ownOf(text, library).evaluate(input, variables));
}

async function endingOf(evaluate: () => Promise<unknown>): Promise<Ending> {
  try {
    return { value: JSON.stringify(await evaluate()) };
  } catch (error) {
    const { code, position, token, value, value2 } = error as Problem;
    return { code: code ?? String(error), position, token, details: JSON.stringify([value, value2]) };
  }
}

export function isSame(one: Ending, two: Ending): boolean {
  return isDeepStrictEqual(one, two);
}
