/** How long commands take that do next to nothing: what a user waits for before anything happens. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../runner/load/folders.js";
import { startChild } from "./child.js";
import { credentials, endpointsOf, startSandboxProcess } from "./sandbox.js";

/** Milliseconds over an empty script. */
export interface ColdStart {
  readonly empty: number;
  readonly help: number;
  readonly validate: number;
  /** `run --dry-run --limit 1`, against a sandbox in a process of its own. */
  readonly dryRun: number;
}

/** Medians of so many starts of each, in turns, so that a busy moment of the machine hits them alike. */
export async function measureColdStart(times: number): Promise<ColdStart> {
  const cwd = await mkdtemp(join(tmpdir(), "bench-"));
  const sandbox = await startSandboxProcess({ candidates: 1 });
  try {
    const script = join(cwd, "empty.mjs");
    await writeFile(script, "");
    const command = join(packageRoot, "runner", "bin.mjs");
    const pipeline = join(packageRoot, "pipelines", "teamtailor-to-hrflow.yaml");
    const dryRun = [command, "run", pipeline, "--dry-run", "--limit", "1", ...endpointsOf(sandbox)];
    const starts = [[script], [command, "--help"], [command, "validate", pipeline], dryRun];
    const taken: number[][] = starts.map(() => []);
    for (let round = 0; round < times; round += 1) {
      for (const [at, argv] of starts.entries()) taken[at]?.push(await timed(argv, cwd));
    }
    const [empty = 0, ...others] = taken.map(median);
    const [help = 0, validate = 0, dry = 0] = others.map((one) => one - empty);
    return { empty, help, validate, dryRun: dry };
  } finally {
    await sandbox.stop();
    await rm(cwd, { recursive: true });
  }
}

async function timed(argv: readonly string[], cwd: string): Promise<number> {
  const startedAt = performance.now();
  await startChild(argv, { cwd, env: credentials }).ended;
  return performance.now() - startedAt;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
