/**
 * Runs the command for a recorded scenario: its arguments, output and exit code, with nothing of the environment, inside the process of
 * the test. What only a process of its own can show (its start, signals, its streams) is looked at elsewhere.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ended } from "../process/command.js";
import { commandInside } from "../process/inside.js";
import type { Ending, Scenario } from "./scenario.js";

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
    return await commandInside(["run", pipeline, ...options], { cwd: folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
