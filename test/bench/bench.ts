/**
 * `npm run bench`: how fast the main job is and what it costs, beside a hand-written loop measured in the same minutes, and
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
import { type Measurement, measureFloor, measureRunner } from "./measure.js";
import { checkSameJob } from "./same-job.js";
import { table } from "./table.js";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    sizes: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const usage = `npm run bench -- [--quick] [--sizes 1000,10000]
  --quick   1,000 and 10,000 candidates only, without the rate limit
  --sizes   these numbers of candidates only
`;

/** The profiles of runner and floor are compared up to this many candidates. */
const compared = 1000;
/** Runs of a few seconds are measured three times, and the middle one counts. */
const repeatedUpTo = 1000;
const latency = 50;

const print = (text: string) => process.stdout.write(text);
const step = (text: string) => process.stderr.write(`… ${text}\n`);

async function bench(sizes: readonly number[], quick: boolean): Promise<boolean> {
  const load = loadavg()[0]?.toFixed(1);
  print(`node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, load ${load}\n\n`);
  const claims: Claim[] = [];
  const limited: string[] = [];
  const runners = new Map<number, Measurement>();
  const rows = [["candidates", "", "records/s", "requests/s", "CPU s", "peak MB", "time s", "sandbox CPU s"]];
  for (const candidates of sizes) {
    const settings = { candidates, withProfiles: candidates <= compared };
    const floors: Measurement[] = [];
    const runs: Measurement[] = [];
    for (let time = 0; time < (candidates <= repeatedUpTo ? 3 : 1); time += 1) {
      step(`${grouped(candidates)} candidates, floor`);
      floors.push(await measureFloor(settings));
      step(`${grouped(candidates)} candidates, runner`);
      runs.push(await measureRunner(settings));
    }
    const [floor, runner] = [middle(floors), middle(runs)];
    checkSameJob(runner, floor);
    runners.set(candidates, runner);
    rows.push(row(grouped(candidates), "runner", runner), row("", "floor", floor));
    claims.push(...floorClaims(runner, floor));
    if (isSandboxTheLimit(runner)) limited.push(grouped(candidates));
  }
  print(`${table(rows)}\n`);
  for (const size of limited) print(`at ${size} candidates the sandbox is the limit, not the runner\n\n`);

  const [small, large] = [runners.get(10_000), runners.get(100_000)];
  if (small && large) claims.unshift(...memoryClaims(small, large));
  claims.push(...(await concurrency(quick ? 300 : 600)));
  // Three windows and a little: how the last one is filled says nothing about waiting.
  if (!quick) claims.push(...(await rateLimit(4650)));
  step("cold start");
  const start = await measureColdStart(15);
  claims.push(...coldStartClaims(start));
  print(`an empty script takes ${start.empty.toFixed(0)} ms\n\n`);

  const verdicts = claims.map(({ text, target, measured, holds }) => [text, measured, target, pass(holds)]);
  print(table([["claim", "measured", "target", ""], ...verdicts]));
  return claims.every(({ holds }) => holds);
}

async function concurrency(candidates: number): Promise<Claim[]> {
  step(`${candidates} candidates, ${latency} ms before every answer, concurrency 16`);
  const sixteen = await measureRunner({ candidates, latency, concurrency: 16 });
  step(`${candidates} candidates, ${latency} ms before every answer, concurrency 1`);
  const one = await measureRunner({ candidates, latency, concurrency: 1 });
  return [concurrencyClaim(one, sixteen, latency)];
}

async function rateLimit(candidates: number): Promise<Claim[]> {
  step(`${candidates} candidates under the rate limit`);
  return rateLimitClaims(await measureRunner({ candidates, rateLimit: true }));
}

function middle(runs: readonly Measurement[]): Measurement {
  const found = [...runs].sort((a, b) => a.seconds - b.seconds)[runs.length >> 1];
  if (found === undefined) throw new Error("nothing was measured");
  return found;
}

function row(size: string, who: string, measurement: Measurement): string[] {
  const { requests, seconds, cpuSeconds, peakBytes, sandboxCpuSeconds } = measurement;
  return [
    ...[size, who, grouped(perSecond(measurement)), grouped(requests / seconds), cpuSeconds.toFixed(1)],
    ...[grouped(peakBytes / 1e6), seconds.toFixed(1), sandboxCpuSeconds.toFixed(1)],
  ];
}

function pass(holds: boolean): string {
  return holds ? "pass" : "FAIL";
}

function sizesOf(text: string): number[] {
  const sizes = text.split(",").map(Number);
  if (sizes.some((size) => !Number.isInteger(size) || size < 1)) throw new Error(`no sizes: ${text}`);
  return sizes;
}

if (values.help) {
  print(usage);
} else {
  const sizes = sizesOf(values.sizes ?? (values.quick ? "1000,10000" : "1000,10000,100000"));
  process.exitCode = (await bench(sizes, values.quick)) ? 0 : 1;
}
