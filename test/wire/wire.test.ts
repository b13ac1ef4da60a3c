/**
 * The contract on the wire: the command sends exactly the requests of each recorded scenario and ends
 * as it says. To add a scenario, put its file into the folder.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { packageRoot } from "../../runner/load/folders.js";
import type { Ended } from "../process/command.js";
import { startCanned } from "./canned.js";
import { compareRequests, endingDifferences } from "./compare.js";
import { explainDifferences, explainRequests } from "./explain.js";
import { type Envelope, runScenario } from "./run-scenario.js";
import { readScenarios } from "./scenario.js";

const scenarios = await readScenarios(join(packageRoot, "test", "fixtures", "wire"));

test("there are scenarios", () => {
  assert.notEqual(scenarios.length, 0);
});

describe("the command keeps to the recorded scenario", { concurrency: 2 }, () => {
  for (const scenario of scenarios) {
    const { name, about, expected } = scenario;
    // A command that hangs fails its test and not the whole suite.
    test(`${name}: ${about}`, { timeout: 60_000 }, async (t) => {
      const canned = await startCanned(scenario.routes);
      t.after(() => canned.close());
      const ended = await runScenario(scenario, canned.endpoints);
      const envelope = envelopeOf(ended);
      const findings = [
        ...canned.unanswered.map(({ method, host, path }) => `no route: ${method} ${host}${path}`),
        ...explainRequests(compareRequests(expected.requests, canned.requests)),
        ...(envelope?.result
          ? explainDifferences(endingDifferences(expected.result, envelope.result))
          : [`stdout holds no result: ${ended.stdout}`]),
        ...(exits(expected.result.status).includes(ended.exit) ? [] : [`exit code ${ended.exit}`]),
      ];
      if (findings.length > 0) assert.fail([name, ...findings, `stderr: ${ended.stderr}`].join("\n"));
    });
  }
});

/** The exit codes that go with a status: 3 when the surroundings ended the run, 4 when records were rejected. */
function exits(status: string): readonly (number | null)[] {
  if (status === "success") return [0];
  return status === "fatal" ? [3, 4] : [0, 3, 4];
}

/** The one JSON object on stdout; undefined when that is not what is there. */
function envelopeOf({ stdout }: Ended): Envelope | undefined {
  try {
    return JSON.parse(stdout) as Envelope;
  } catch {
    return undefined;
  }
}
