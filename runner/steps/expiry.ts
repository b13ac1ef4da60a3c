/** When a session is renewed ahead of its end: a request that is under way when it ends would have to be sent again. */
import type { SessionPlan } from "../compile/plan.js";
import { Fault } from "../faults/fault.js";
import type { Scope, System } from "./system.js";

/** So much earlier than its end a session is renewed, in seconds; of a short one, a tenth of its time. */
const AHEAD = 60;

/**
 * @param values what the log-in named
 * @param from when the log-in began, in ms: a session counts from when its system made it
 * @returns undefined where nothing says when it ends
 * @throws {Fault} HTTP_BAD_BODY for what is no number of seconds: the session would be taken to last for ever
 */
export async function endOf(
  { expires, name }: SessionPlan,
  values: Scope,
  from: number,
  { connector }: System,
): Promise<number | undefined> {
  const seconds = await expires?.(values);
  if (seconds === undefined || seconds === null) return undefined;
  if (typeof seconds === "number" && seconds > 0)
    return from + (seconds - Math.min(AHEAD, seconds / 10)) * 1000;
  const hint =
    "`expires` gives seconds from now on: a text is made a number by `$number(…)`, an instant by `($toMillis(…) - $millis()) / 1000`.";
  const what = typeof seconds === "number" ? `${seconds} seconds` : `a value that is no number`;
  throw new Fault("HTTP_BAD_BODY", `\`expires\` of the session \`${name}\` of ${connector} gives ${what}`, {
    hint,
  });
}
