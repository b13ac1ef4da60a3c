/**
 * Runs a suite of JSONata cases through the engine and prints how many pass. The suite is data in a folder that `JSONATA_SUITE`
 * names: `cases.json`, a list of `{ id, expr, data | dataset, bindings, result | undefinedResult | code | error, … }`, and
 * `datasets.json`. It is run by hand: `JSONATA_SUITE=DIR npm run suite:jsonata`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Limits, standardLimits } from "../../runner/expressions/bounds.js";
import { ExpressionError, fail } from "../../runner/expressions/error.js";
import { compileProgram } from "../../runner/expressions/program.js";

interface Case {
  readonly id: string;
  readonly expr: string;
  readonly data?: unknown;
  /** Name of the input; null for none. */
  readonly dataset?: string | null;
  readonly bindings?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly undefinedResult?: boolean;
  readonly code?: string;
  readonly token?: string;
  readonly error?: Readonly<Record<string, unknown>>;
  readonly unordered?: boolean;
  /** The case ends by a watch of time or depth, or in time. */
  readonly timelimit?: number;
}

/** Two cases build lists of ten million members, one with text. */
const limits: Limits = { ...standardLimits, members: 1e8, total: 1e8, size: 1e8, steps: 5e6 };
/** The code of the watch that stock engines are run under. An engine that has bounds of its own ends by those, or in time. */
const WATCH = "U1001";

interface Problem {
  readonly code?: string;
  readonly token?: unknown;
  readonly message?: string;
}

const folder = process.env.JSONATA_SUITE;
if (!folder) {
  process.stderr.write("Set JSONATA_SUITE to the folder that holds cases.json and datasets.json.\n");
  process.exit(2);
}
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
const cases = read("cases.json") as Case[];
const datasets = read("datasets.json") as Record<string, unknown>;

let passed = 0;
for (const one of cases) {
  const wrong = problemOf(one);
  if (wrong === undefined) passed += 1;
  else process.stdout.write(`${one.id}: ${one.expr.slice(0, 200)}\n    ${wrong.slice(0, 400)}\n`);
}
process.stdout.write(`${passed} of ${cases.length}\n`);
process.exitCode = passed === cases.length ? 0 : 1;

/** What is wrong with the answer of the engine; undefined where it is as it should be. */
function problemOf(one: Case): string | undefined {
  const input =
    one.dataset === undefined ? one.data : one.dataset === null ? undefined : copied(datasets[one.dataset]);
  const start = performance.now();
  let value: unknown;
  let problem: Problem | undefined;
  try {
    value = compileProgram(one.expr, { limits }).evaluate(input, { eval: evaluate, ...one.bindings });
  } catch (error) {
    problem = error as Problem;
  }
  const took = performance.now() - start;
  if (one.timelimit !== undefined && took > one.timelimit) return `took ${took} ms`;
  if (one.code === WATCH) return undefined;
  const wanted =
    one.code === undefined ? one.error : { code: one.code, ...(one.token && { token: one.token }) };
  if (wanted) {
    if (!problem) return `gave ${written(value)}, wanted an error ${written(wanted)}`;
    for (const [name, detail] of Object.entries(wanted)) {
      const found = (problem as Record<string, unknown>)[name];
      if (found !== detail) return `${name} is ${written(found)}, wanted ${written(detail)}`;
    }
    return undefined;
  }
  if (problem) return `failed: ${problem.code} ${problem.message} ${(problem as Error).stack}`;
  if (one.undefinedResult) return value === undefined ? undefined : `gave ${written(value)}, wanted nothing`;
  if (value === undefined && one.result !== null) return `gave nothing, wanted ${written(one.result)}`;
  const given = copied(value ?? null);
  const isGood = one.unordered ? isSameSet(given, one.result) : isDeepStrictEqual(given, one.result);
  return isGood ? undefined : `gave ${written(given)}, wanted ${written(one.result)}`;
}

/** `$eval` as JSONata documents it. The language of the runner has none; here it shows the engine inside itself. */
function evaluate(this: unknown, text: unknown, ...focus: unknown[]): unknown {
  if (text === undefined) return undefined;
  const run = (message: string, action: () => unknown): unknown => {
    try {
      return action();
    } catch (error) {
      return fail(message, { value: error instanceof ExpressionError ? error.message : String(error) });
    }
  };
  const program = run("D3120", () => compileProgram(String(text), { limits })) as ReturnType<
    typeof compileProgram
  >;
  return run("D3121", () => program.evaluate(focus.length > 0 ? focus[0] : this));
}

function isSameSet(one: unknown, two: unknown): boolean {
  const sorted = (value: unknown) =>
    Array.isArray(value) ? value.map((part) => JSON.stringify(part)).sort() : value;
  return isDeepStrictEqual(sorted(one), sorted(two));
}

function copied(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function written(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
