/**
 * `npm run bench`: how fast some flows are and what they cost, each beside a hand-written loop measured in the same minutes, and
 * whether what is promised holds. Exit code 1 when a promise does not.
 */
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import {
  type Claim,
  coldStartClaims,
  concurrencyClaim,
  floorClaims,
  grouped,
  isSandboxTheLimit,
  memoryClaims,
  perSecond,
  rateLimitClaims,
} from "./claims.js";
import { measureColdStart } from "./cold-start.js";
import { type Flow, flows, mainFlow } from "./flows.js";
import { type Measurement, measureFloor, measureRunner } from "./measure.js";
import { table } from "./table.js";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    flow: { type: "string" },
    sizes: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const usage = `npm run bench -- [--quick] [--flow NAME] [--sizes 1000,10000]
  --quick   fewer records, without the rate limit
  --flow    this flow only, and nothing else: ${flows.map(({ name }) => name).join(", ")}
  --sizes   these numbers of records only
`;

/** What runner and floor store is compared up to this many records. */
const compared = 5000;
/** Runs of a few seconds are measured three times, and the middle one counts. */
const repeatedUpTo = 5000;
const latency = 50;

const print = (text: string) => process.stdout.write(text);
const step = (text: string) => process.stderr.write(`… ${text}\n`);

async function bench(chosen: readonly Flow[], sizesOf: (flow: Flow) => readonly number[]): Promise<Claim[]> {
  const claims: Claim[] = [];
  const limited: string[] = [];
  const rows = [
    ["flow", "records", "", "records/s", "requests/s", "CPU s", "peak MB", "time s", "sandbox CPU s"],
  ];
  for (const flow of chosen) {
    const runners = new Map<number, Measurement>();
    for (const size of sizesOf(flow)) {
      const [runner, floor] = await beside(flow, size);
      runners.set(size, runner);
      rows.push(row([flow.name, grouped(size), "runner"], runner), row(["", "", "floor"], floor));
      claims.push(...floorClaims(flow, runner, floor));
      if (isSandboxTheLimit(runner)) limited.push(`${flow.name}, ${grouped(size)} ${flow.things}`);
    }
    const [small, large] = [runners.get(10_000), runners.get(100_000)];
    if (flow === mainFlow && small && large) claims.unshift(...memoryClaims(small, large));
  }
  print(`${table(rows)}\n`);
  for (const which of limited) print(`${which}: the sandbox is the limit, not the runner\n\n`);
  return claims;
}

/** The runner and the floor at a number of records. */
async function beside(flow: Flow, records: number): Promise<[runner: Measurement, floor: Measurement]> {
  const settings = { records, withStored: records <= compared };
  const what = `${flow.name}, ${grouped(records)} ${flow.things}`;
  const floors: Measurement[] = [];
  const runners: Measurement[] = [];
  for (let time = 0; time < (records <= repeatedUpTo ? 3 : 1); time += 1) {
    step(`${what}, floor`);
    floors.push(await measureFloor(flow, settings));
    step(`${what}, runner`);
    runners.push(await measureRunner(flow, settings));
  }
  const [runner, floor] = [middle(runners), middle(floors)];
  flow.checkSameJob(runner, floor);
  return [runner, floor];
}

async function concurrency(records: number): Promise<Claim> {
  step(`${records} candidates, ${latency} ms before every answer, concurrency 16`);
  const sixteen = await measureRunner(mainFlow, { records, latency, concurrency: 16 });
  step(`${records} candidates, ${latency} ms before every answer, concurrency 1`);
  const one = await measureRunner(mainFlow, { records, latency, concurrency: 1 });
  return concurrencyClaim(one, sixteen, latency);
}

async function rateLimit(records: number): Promise<Claim[]> {
  step(`${records} candidates under the rate limit`);
  return rateLimitClaims(await measureRunner(mainFlow, { records, rateLimit: true }));
}

async function coldStart(): Promise<Claim[]> {
  step("cold start");
  const start = await measureColdStart(15);
  print(`an empty script takes ${start.empty.toFixed(0)} ms\n\n`);
  return coldStartClaims(start);
}

function middle(runs: readonly Measurement[]): Measurement {
  const found = [...runs].sort((a, b) => a.seconds - b.seconds)[runs.length >> 1];
  if (found === undefined) throw new Error("nothing was measured");
  return found;
}

function row(head: readonly string[], measurement: Measurement): string[] {
  const { requests, seconds, cpuSeconds, peakBytes, sandboxCpuSeconds } = measurement;
  const counts = Object.values(requests).flatMap((byPath) => Object.values(byPath));
  const sent = counts.reduce((total, one) => total + one, 0);
  return [
    ...[...head, grouped(perSecond(measurement)), grouped(sent / seconds), cpuSeconds.toFixed(1)],
    ...[grouped(peakBytes / 1e6), seconds.toFixed(1), sandboxCpuSeconds.toFixed(1)],
  ];
}

function pass(holds: boolean): string {
  return holds ? "pass" : "FAIL";
}

function readSizes(text: string): number[] {
  const sizes = text.split(",").map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < 1)) throw new Error(`no sizes: ${text}`);
  return sizes;
}

function readFlow(name: string): Flow {
  const found = flows.find((flow) => flow.name === name);
  if (found === undefined) throw new Error(`no flow: ${name}`);
  return found;
}

if (values.help) {
  print(usage);
} else {
  const { quick, flow: name, sizes: given } = values;
  const sizes = given === undefined ? undefined : readSizes(given);
  const chosen = name === undefined ? flows : [readFlow(name)];
  const load = loadavg()[0]?.toFixed(1);
  print(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${load}\n\n`);
  const claims = await bench(chosen, (flow) => sizes ?? (quick ? flow.quickSizes : flow.sizes));
  if (name === undefined) {
    claims.push(await concurrency(quick ? 300 : 600));
    // Three windows and a little: how the last one is filled says nothing about waiting.
    if (!quick) claims.push(...(await rateLimit(4650)));
    claims.push(...(await coldStart()));
  }
  const verdicts = claims.map(({ text, target, measured, holds }) => [text, measured, target, pass(holds)]);
  print(table([["claim", "measured", "target", ""], ...verdicts]));
  process.exitCode = claims.every(({ holds }) => holds) ? 0 : 1;
}
