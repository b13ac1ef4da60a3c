/** Checks a description as far as it can be checked without a request: it is read, and its records are invented once. */
import { asFault, type Fault } from "../../faults/fault.js";
import { FaultDice } from "../faults.js";
import { readDescription } from "./description.js";
import { openWorld } from "./world.js";

/** Adds everything that is wrong with the description at `path` to `findings`. */
export async function checkDescription(path: string, cwd: string, findings: Fault[]): Promise<void> {
  const description = await readDescription(path, cwd, findings);
  if (!description) return;
  const circumstances = { seed: 1, dice: new FaultDice(1, []), rateLimit: true, account: {}, counts: {} };
  try {
    openWorld(description, { ...circumstances, file: undefined, onUnknown: () => undefined });
  } catch (error) {
    findings.push(asFault(error));
  }
}
