/** The body of a webhook, from which an action takes its pull parameters. */
import { Fault } from "../faults/fault.js";
import type { Plan } from "./plan.js";

/**
 * The pull parameters that an event brings.
 *
 * @param shown what the event is called in messages
 * @throws {Fault} EVENT_FAILED
 */
export async function eventParameters(
  body: unknown,
  { event, action }: Plan,
  shown: string,
): Promise<Record<string, unknown>> {
  if (!event) throw new Fault("USAGE", `${action} is not started by events`);
  let parameters: unknown;
  try {
    parameters = await event(body);
  } catch (cause) {
    throw new Fault("EVENT_FAILED", `${shown} cannot be used: ${(cause as Error).message}`, { cause });
  }
  if (parameters !== null && typeof parameters === "object" && !Array.isArray(parameters)) {
    return parameters as Record<string, unknown>;
  }
  throw new Fault("EVENT_FAILED", `${shown} holds nothing that ${action} could use`);
}
