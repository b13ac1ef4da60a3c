/** The stock engine of JSONata, asked the same as ours: it is the oracle of the tests and the measure of the bench. */
import { isDeepStrictEqual } from "node:util";
import jsonata from "jsonata";
import { families } from "../../runner/expressions/functions/table.js";
import { parse } from "../../runner/expressions/parse.js";
import { compileProgram, type Program } from "../../runner/expressions/program.js";
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

/** What the stock engine does not have. */
const OWN = ["own", "files", "signatures"].flatMap((family) => families[family] ?? []);

/** The expression in the stock engine, with the functions of the library in front of it. */
export function stockOf(
  text: string,
  { values, functions }: Library = nothing,
  stock = jsonata,
): jsonata.Expression {
  const definitions = Object.entries(functions).map(([name, body]) => `$${name} := ${body};\n`);
  const engine = stock(definitions.length > 0 ? `(${definitions.join("")}${text}\n)` : text);
  for (const { name, call } of OWN)
    engine.assign(name, (...given: never[]) =>
      given.length > 0 && given[0] === undefined ? undefined : call(...given),
    );
  for (const [name, value] of Object.entries(values)) engine.assign(name, value);
  return engine;
}

/** The same in the engine of the runner. */
export function ownOf(text: string, { values, functions }: Library = nothing): Program {
  const trees = Object.entries(functions).map(([name, body]) => [name, parse(body)]);
  return compileProgram(text, { values, functions: Object.fromEntries(trees) });
}

export async function stockEnding(text: string, input: unknown, stock = jsonata): Promise<Ending> {
  return endingOf(async () => stockOf(text, nothing, stock).evaluate(input));
}

export async function ownEnding(text: string, input: unknown): Promise<Ending> {
  return endingOf(async () => ownOf(text).evaluate(input));
}

async function endingOf(evaluate: () => Promise<unknown>): Promise<Ending> {
  try {
    return { value: JSON.stringify(await evaluate()) };
  } catch (error) {
    const { code, position, token, value, value2 } = error as Problem;
    return { code: code ?? String(error), position, token, details: written([value, value2]) };
  }
}

function written(values: readonly unknown[]): string {
  try {
    return JSON.stringify(values);
  } catch {
    return "a value that holds itself";
  }
}

/** The functions that the generated expressions hand to others. */
const HANDED_ON = new Set<unknown>(["string", "count", "uppercase", "boolean", "keys"]);

/** True for endings that are the same, apart from what stock JSONata leaves to chance. */
export function isSame(own: Ending, stock: Ending, text = ""): boolean {
  if (isDeepStrictEqual(own, stock)) return true;
  if (!("code" in own && "code" in stock)) return false;
  // The members of a list and of an object are evaluated side by side: which of two errors is told first is chance.
  if (/[[{][\s\S]*,/.test(text)) return true;
  // For a function that another was given, the name of its last call anywhere in the process is told.
  return HANDED_ON.has(own.token) && own.code === stock.code && own.position === stock.position;
}
