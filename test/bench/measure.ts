/** One measured run of a flow: a fresh sandbox, the runner or the floor as a child, and what came of it. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../../runner/load/folders.js";
import type { RunResult } from "../../runner/types.js";
import { startChild, type Usage } from "./child.js";
import type { Flow } from "./flows.js";
import {
  type Counts,
  credentials,
  endpointsOf,
  type RunningSandbox,
  startSandboxProcess,
} from "./sandbox.js";

export interface Measurement extends Usage {
  readonly records: number;
  /** Requests that arrived at the sandbox by host, then by method and path. */
  readonly requests: Counts;
  /** Answers of the sandbox by host, then by status. */
  readonly answers: Counts;
  /** From the first request to the end, measured inside the process: its start is looked at apart. */
  readonly seconds: number;
  /** What the sandbox needed to answer; where this nears `seconds`, the sandbox is what limits. */
  readonly sandboxCpuSeconds: number;
  /** What is stored at HrFlow.ai; only where it was asked for. */
  readonly stored: readonly string[];
}

export interface MeasureSettings {
  /** How many there are to move. */
  readonly records: number;
  /** Milliseconds before every answer; 0 when left out. */
  readonly latency?: number;
  /** True: quotas are enforced and obeyed. */
  readonly rateLimit?: boolean;
  /** 16 when left out. */
  readonly concurrency?: number;
  /** True: what is stored at HrFlow.ai is read as well. */
  readonly withStored?: boolean;
}

/** What a measured process says of itself. */
interface Outcome {
  readonly records: number;
  readonly duration_ms: number;
}

type Job = (
  sandbox: RunningSandbox,
  cwd: string,
) => Promise<{ readonly outcome: Outcome; readonly usage: Usage }>;

/** Runs the runner. */
export async function measureRunner(flow: Flow, settings: MeasureSettings): Promise<Measurement> {
  const { concurrency = 16, rateLimit = false } = settings;
  const limits = ["--concurrency", String(concurrency), ...(rateLimit ? [] : ["--no-rate-limit"])];
  return measure(flow, settings, async (sandbox, cwd) => {
    // A project of its own, so that the state is new.
    await writeFile(join(cwd, "package.json"), "{}");
    await writeFile(join(cwd, "pipeline.yaml"), await flow.pipeline());
    const command = [join(packageRoot, "runner", "bin.mjs"), "run", "pipeline.yaml", "--json"];
    const argv = [...command, ...limits, ...endpointsOf(sandbox)];
    const { stdout, usage } = await startChild(argv, { env: credentials, cwd }).ended;
    const { result } = JSON.parse(stdout) as { result: RunResult };
    return { usage, outcome: { records: result.events.write_success, duration_ms: result.duration_ms } };
  });
}

/** Runs the hand-written loop. */
export async function measureFloor(flow: Flow, settings: MeasureSettings): Promise<Measurement> {
  return measure(flow, settings, (sandbox, cwd) => runFloor(flow.floor, sandbox, cwd));
}

async function runFloor(name: string, { url }: RunningSandbox, cwd: string) {
  const script = fileURLToPath(new URL(`./floors/${name}.js`, import.meta.url));
  const env = { ...credentials, BENCH_SANDBOX: url };
  const { stdout, usage } = await startChild([script], { env, cwd }).ended;
  return { usage, outcome: JSON.parse(stdout) as Outcome };
}

async function measure(flow: Flow, settings: MeasureSettings, job: Job): Promise<Measurement> {
  const { latency = 0, rateLimit = false } = settings;
  const sandbox = await startSandboxProcess({ ...flow.sandbox(settings.records), latency, rateLimit });
  const cwd = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    if (flow.before !== undefined) await runFloor(flow.before, sandbox, cwd);
    const [before, cpuBefore] = [await sandbox.arrivals(), await sandbox.cpuSeconds()];
    const { outcome, usage } = await job(sandbox, cwd);
    const sandboxCpuSeconds = (await sandbox.cpuSeconds()) - cpuBefore;
    const after = await sandbox.arrivals();
    const stored = settings.withStored ? await sandbox.stored(flow.written) : [];
    const { records, duration_ms } = outcome;
    const there = after.hrflow[flow.written];
    if (records !== settings.records || there !== records)
      throw new Error(
        `${settings.records} ${flow.things}, ${records} written, ${there} ${flow.written}: nothing to measure`,
      );
    return {
      ...usage,
      records,
      sandboxCpuSeconds,
      stored,
      requests: since(before.requests, after.requests),
      answers: since(before.answers, after.answers),
      seconds: duration_ms / 1000,
    };
  } finally {
    await sandbox.stop();
    await rm(cwd, { recursive: true });
  }
}

/** What was counted after a first reading. */
function since(before: Counts, after: Counts): Counts {
  const counts = Object.entries(after).map(([host, byName]) => {
    const differences = Object.entries(byName).map(
      ([name, count]) => [name, count - (before[host]?.[name] ?? 0)] as const,
    );
    return [host, Object.fromEntries(differences.filter(([, count]) => count > 0))] as const;
  });
  return Object.fromEntries(counts);
}
