/** One measured run of the main job: a fresh sandbox, the runner or the floor as a child, and what came of it. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../../runner/load/folders.js";
import type { RunResult } from "../../runner/types.js";
import { startChild, type Usage } from "./child.js";
import { type Arrivals, credentials, hosts, type SandboxSettings, startSandboxProcess } from "./sandbox.js";

export interface Measurement extends Usage {
  readonly records: number;
  /** Requests that arrived at the sandbox. */
  readonly requests: number;
  /** From the first request to the end, measured inside the process: its start is looked at apart. */
  readonly seconds: number;
  /** What the sandbox needed to answer; where this nears `seconds`, the sandbox is what limits. */
  readonly sandboxCpuSeconds: number;
  readonly arrivals: Arrivals;
  /** The stored profiles; only where they were asked for. */
  readonly profiles: readonly string[];
}

export interface MeasureSettings extends SandboxSettings {
  /** 16 when left out. */
  readonly concurrency?: number;
  /** True: the stored profiles are read as well. */
  readonly withProfiles?: boolean;
}

type Job = (url: string, cwd: string) => { argv: readonly string[]; env: Readonly<Record<string, string>> };

/** Runs the runner. */
export async function measureRunner(settings: MeasureSettings): Promise<Measurement> {
  const { concurrency = 16, rateLimit = false } = settings;
  return measure(settings, runResult, (url) => ({
    argv: [
      join(packageRoot, "runner", "bin.mjs"),
      "run",
      "pipeline.yaml",
      "--json",
      ...["--concurrency", String(concurrency), ...(rateLimit ? [] : ["--no-rate-limit"])],
      ...hosts.flatMap((host) => ["--endpoint", `${host}=${url}/${host}`]),
    ],
    env: credentials,
  }));
}

/** Runs the hand-written loop. */
export async function measureFloor(settings: MeasureSettings): Promise<Measurement> {
  const script = fileURLToPath(new URL("./floor.js", import.meta.url));
  return measure(
    settings,
    (stdout) => JSON.parse(stdout) as Outcome,
    (url) => ({ argv: [script], env: { ...credentials, BENCH_SANDBOX: url } }),
  );
}

interface Outcome {
  readonly records: number;
  readonly duration_ms: number;
}

function runResult(stdout: string): Outcome {
  const { result } = JSON.parse(stdout) as { result: RunResult };
  return { records: result.events.write_success, duration_ms: result.duration_ms };
}

async function measure(
  settings: MeasureSettings,
  read: (stdout: string) => Outcome,
  job: Job,
): Promise<Measurement> {
  const sandbox = await startSandboxProcess(settings);
  const cwd = await mkdtemp(join(tmpdir(), "bench-"));
  // A project of its own, so that the state is new.
  await cp(join(packageRoot, "pipelines", "teamtailor-to-hrflow.yaml"), join(cwd, "pipeline.yaml"));
  await writeFile(join(cwd, "package.json"), "{}");
  try {
    const { argv, env } = job(sandbox.url, cwd);
    const { stdout, usage } = await startChild(argv, { env, cwd }).ended;
    const arrivals = await sandbox.arrivals();
    const profiles = settings.withProfiles ? await sandbox.profiles() : [];
    const { cpuSeconds: sandboxCpuSeconds } = await sandbox.stop();
    const { records, duration_ms } = read(stdout);
    if (records !== settings.candidates || arrivals.hrflow.profiles !== records) {
      const { profiles } = arrivals.hrflow;
      throw new Error(
        `${settings.candidates} candidates, ${records} written, ${profiles} profiles: nothing to measure`,
      );
    }
    const requests = sum(Object.values(arrivals.requests).flatMap((byPath) => Object.values(byPath)));
    return {
      ...usage,
      records,
      requests,
      sandboxCpuSeconds,
      arrivals,
      profiles,
      seconds: duration_ms / 1000,
    };
  } finally {
    await sandbox.stop().catch(() => {});
    await rm(cwd, { recursive: true });
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
