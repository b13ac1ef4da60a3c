/** Runs the real command as its users do: in a process of its own, with nothing of this one but the search path. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../runner/load/folders.js";
import type { Ending, Scenario } from "./scenario.js";

/** Far more than a scenario takes; a command that hangs shall fail its test and not the whole suite. */
const PATIENCE_MS = 60_000;

export interface Ended {
  /** Null when it had to be killed. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `--json` prints. */
export interface Envelope {
  readonly command: string;
  readonly ok: boolean;
  readonly result: Ending | null;
  readonly error: unknown;
}

/**
 * Runs the pipeline of a scenario in an empty folder, with its requests sent to `endpoints`.
 *
 * @param endpoints `HOST=URL`, as `--endpoint` takes it
 */
export async function runScenario(scenario: Scenario, endpoints: readonly string[]): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), "wire-"));
  try {
    const pipeline = join(folder, "pipeline.yaml");
    const { name, action, event } = scenario;
    await writeFile(join(folder, "package.json"), "{}");
    // JSON is YAML.
    await writeFile(pipeline, JSON.stringify({ workflow_id: name, action, ...scenario.pipeline }, null, 2));
    const given: string[] = [];
    if (event !== undefined) {
      given.push("--event", join(folder, "event.json"));
      await writeFile(join(folder, "event.json"), JSON.stringify(event));
    }
    const routed = endpoints.flatMap((endpoint) => ["--endpoint", endpoint]);
    const options = ["--json", "--retries", "0", "--no-rate-limit", ...routed, ...given];
    return await runCommand(["run", pipeline, ...options], folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the command with these arguments in this folder. */
export function runCommand(args: readonly string[], cwd: string): Promise<Ended> {
  const script = join(packageRoot, "runner", "bin.mjs");
  const options = {
    cwd,
    env: { PATH: process.env.PATH },
    timeout: PATIENCE_MS,
    maxBuffer: 16 * 1024 * 1024,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, ...args], options, (_, stdout, stderr) => {
      resolve({ exit: child.exitCode, stdout, stderr });
    });
  });
}
