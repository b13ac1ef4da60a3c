/** `--event FILE`: the body of a webhook, from which the action takes its pull parameters. */
import { resolve } from "node:path";
import type { Plan } from "../compile/plan.js";
import { Fault } from "../faults/fault.js";
import { parseJson } from "../http/json.js";
import { readGiven } from "../load/file.js";

const LARGEST = 10 * 1024 * 1024;

/** The pull parameters that an event brings. Faults: USAGE, FILE_NOT_FOUND, EVENT_FAILED. */
export async function readEvent(file: string, plan: Plan, cwd: string): Promise<Record<string, unknown>> {
  if (!plan.event) {
    throw new Fault("USAGE", `${plan.action} is not started by events`, { hint: "Leave --event out." });
  }
  const text = await readGiven(resolve(cwd, file), `the file ${file} of --event`, LARGEST);
  try {
    const parameters = await plan.event(parseJson(Buffer.from(text), "it"));
    if (parameters !== null && typeof parameters === "object" && !Array.isArray(parameters)) {
      return parameters as Record<string, unknown>;
    }
  } catch (cause) {
    throw new Fault("EVENT_FAILED", `the event in ${file} cannot be used: ${(cause as Error).message}`, {
      cause,
    });
  }
  throw new Fault("EVENT_FAILED", `the event in ${file} holds nothing that ${plan.action} could use`);
}
