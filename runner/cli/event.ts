/** `--event FILE`: the body of a webhook, from which the action takes its pull parameters. */
import { resolve } from "node:path";
import { eventParameters } from "../compile/event.js";
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
  const shown = `the event in ${file}`;
  let body: unknown;
  try {
    body = parseJson(Buffer.from(text), "it");
  } catch (cause) {
    throw new Fault("EVENT_FAILED", `${shown} cannot be used: ${(cause as Error).message}`, { cause });
  }
  return eventParameters(body, plan, shown);
}
