/**
 * What every shipped format costs on a real record, in time of the processor: in stock JSONata, and as the runner evaluates it; for
 * three of them also written by hand in JavaScript. The figures of one run
 * are compared with each other only. Run by hand: `npm run bench:expressions`, `ONLY=<part of a name>` for some.
 */
import { dirname } from "node:path";
import jsonata from "jsonata";
import { compile } from "../../runner/compile/expression.js";
import { anything } from "../../runner/typing/type.js";
import {
  type Library,
  libraryOf,
  nameOf,
  realRecords,
  type Shipped,
  shippedExpressions,
} from "../expressions/shipped.js";
import { ownOf, stockOf } from "../expressions/stock.js";
import { byHand } from "./by-hand.js";

const AIMS = { stock: 10, byHand: 15 };
const ROUNDS = 5;
const ROUND_US = 60_000;
/** Evaluations between two looks at the clock. */
const BATCH = 40;
/** Of what is tried to find a record with which a format has much to do. */
const LARGEST = 40;
/** A page holds records that differ: an engine that has seen but one of them would be too well prepared. */
const RECORDS = 8;

type Evaluate = () => unknown;

interface Subject extends Library {
  readonly name: string;
  readonly text: string;
  /** Evaluated one after the other, as records of a page are. */
  readonly inputs: readonly unknown[];
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const records = realRecords().sort((one, two) => JSON.stringify(two).length - JSON.stringify(one).length);

/** The format with the real records of which it makes most. */
function subjectOf({ file, text }: Shipped): Subject {
  const library = libraryOf(`${dirname(file)}/connector.yaml`);
  const tree = jsonata(text).ast();
  const parameters = tree.type === "lambda" ? (tree.arguments?.length ?? 0) : 0;
  // A format that is a function is called by its name, as expressions of the manifest call it.
  const name = Object.keys(library.functions).find((one) => library.functions[one] === text) ?? "";
  const inputs =
    parameters > 1 ? pairs() : parameters === 1 ? [...records, ...texts()].map((one) => ({ one })) : records;
  const call = parameters > 1 ? `$${name}(one, two, null)` : parameters === 1 ? `$${name}(one)` : text;
  const own = ownOf(call, library);
  const made = inputs.map((input) => ({ input, weight: weightOf(() => own.evaluate(input)) }));
  const best = made.sort((one, other) => other.weight - one.weight).slice(0, RECORDS);
  const least = (best[0]?.weight ?? 0) / 2;
  const some = best.filter(({ weight }) => weight >= least).map(({ input }) => input);
  return { name: nameOf(file), text: call, inputs: some, ...library };
}

/** How much of a result says something. */
function weightOf(evaluate: Evaluate): number {
  const count = (value: unknown): number => {
    if (value === null || value === undefined || value === "") return 0;
    if (typeof value !== "object") return 1;
    return Object.values(value).reduce((sum: number, part) => sum + count(part), 0);
  };
  try {
    return count(evaluate());
  } catch {
    return 0;
  }
}

function pairs(): unknown[] {
  const some = records.slice(0, LARGEST);
  return some.flatMap((one) => some.map((two) => ({ one, two })));
}

function* texts(): Generator<string> {
  for (const record of records)
    for (const value of Object.values(record)) if (typeof value === "string") yield value;
}

/** As the runner evaluates it. */
function runnerOf({ text, values, functions }: Subject): (input: unknown) => unknown {
  const names = [...Object.keys(values), ...Object.keys(functions), "tables"];
  const scope = { input: anything, variables: Object.fromEntries(names.map((name) => [name, anything])) };
  const { expression } = compile(text, scope, { values, functions });
  if (!expression) throw new Error(`${text} does not compile`);
  return expression.evaluate;
}

/** Microseconds of the processor for one evaluation: the least of some rounds, because other work only adds to it. */
async function costOf(ways: Readonly<Record<string, Evaluate>>): Promise<Record<string, number>> {
  const least: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, evaluate] of Object.entries(ways))
      least[name] = Math.min(least[name] ?? Number.POSITIVE_INFINITY, await once(evaluate));
  return least;
}

/** What was made is kept for a while: else the compiler of JavaScript sees that nobody needs it, and does not make it. */
const kept: unknown[] = [];

async function once(evaluate: Evaluate): Promise<number> {
  let count = 0;
  const start = process.cpuUsage();
  let used = 0;
  while (used < ROUND_US) {
    for (let at = 0; at < BATCH; at += 1) {
      const value = evaluate();
      kept[at] = value instanceof Promise ? await value : value;
    }
    count += BATCH;
    const { user, system } = process.cpuUsage(start);
    used = user + system;
  }
  return used / count;
}

const missed: string[] = [];
const columns = (cells: readonly string[]) =>
  cells.map((cell, at) => (at === 0 ? cell.padEnd(36) : cell.padStart(13))).join("");
say(columns(["µs of CPU a record", "stock", "runner", "by hand", "runner/stock", "runner/hand"]));
const formats = shippedExpressions().filter(
  ({ file }) =>
    file.startsWith("connectors") && file.endsWith(".jsonata") && file.includes(process.env.ONLY ?? ""),
);
for (const format of formats) {
  const subject = subjectOf(format);
  const { name, text, inputs } = subject;
  const stock = stockOf(text, subject);
  const own = runnerOf(subject);
  const hand = byHand[name];
  let turn = 0;
  const next = () => {
    turn = (turn + 1) % inputs.length;
    return inputs[turn];
  };
  const cost = await costOf({
    stock: () => stock.evaluate(next()),
    own: () => own(next()),
    ...(hand && { hand: () => hand(next()) }),
  });
  const { stock: byStock = 0, own: byOwn = 1, hand: written = 0 } = cost;
  const figure = (value: number) => (value === 0 ? "" : value.toFixed(2));
  say(
    columns([
      name,
      ...[byStock, byOwn, written].map(figure),
      `1/${(byStock / byOwn).toFixed(1)}`,
      written === 0 ? "" : (byOwn / written).toFixed(1),
    ]),
  );
  if (byStock / byOwn < AIMS.stock) missed.push(`${name}: less than ${AIMS.stock} times as fast as stock`);
  if (written !== 0 && byOwn / written > AIMS.byHand)
    missed.push(`${name}: more than ${AIMS.byHand} times what it costs by hand`);
}
for (const one of missed) say(one);
say(missed.length === 0 ? "all aims are met" : `${missed.length} aims are missed`);
process.exitCode = missed.length === 0 ? 0 : 1;
