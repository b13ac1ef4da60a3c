/**
 * Whom an answer that was not accepted blames. An item that is to blame is rejected and the run goes on; so what its content
 * cannot have caused must not look like its fault.
 */
import type { RequestPlan, SidePlan } from "../compile/plan.js";
import { Fault } from "../faults/fault.js";
import { shorten } from "../faults/shorten.js";
import type { HttpResponse } from "../http/client.js";
import { leavesOpen } from "../http/retry.js";
import { seenOf } from "./system.js";

/** A system may say as much as it likes; a message goes into logs and reports. */
const LONGEST = 500;

/** Said of the moment, the way or the traffic, and by whatever stands between: never of what was sent. */
const ofTheWay = new Set([407, 408, 425, 429, 511]);

/**
 * Whether a status says nothing of what was sent. So does every 5xx, and every 3xx that could not be followed: a system that
 * takes an item does not point elsewhere.
 */
export function isOfTheWay(status: number): boolean {
  return ofTheWay.has(status) || status >= 500 || (status >= 300 && status < 400);
}

/** Why an answer was not accepted: what the system says, cut and without anything that was sent. */
export async function refusal(
  side: SidePlan,
  request: RequestPlan,
  answer: HttpResponse,
  trusted: boolean,
): Promise<Fault> {
  const { status, url } = answer;
  const said = await wordsOf(side, answer);
  const words = typeof said === "string" && said !== "" ? `: ${shorten(said, LONGEST)}` : "";
  const message = `${side.title} answered ${status} to ${request.method} ${url.pathname}${words}`;
  const details = { status, host: url.host };
  if (answer.isLimit) {
    const hint = `${side.title} asks to come again later: run the same command then. A limit that it always has can stand in the manifest, as \`http.rate_limit\` or \`http.concurrency\`.`;
    return new Fault("HTTP_REFUSED", message, { ...details, hint });
  }
  if (trusted && isOfCredentials(status)) {
    if (!side.http.hasCredentials) return new Fault("HTTP_REFUSED", message, { ...details, hint: NONE_HINT });
    return new Fault("HTTP_CREDENTIALS", message, {
      ...details,
      hint: `Check the credentials under \`${side.authKey}\` in the pipeline.`,
    });
  }
  const code = isOfTheWay(status) ? "HTTP_REFUSED" : "ITEM_REFUSED";
  const outcomeUnknown = leavesOpen(status, request.method) || undefined;
  return new Fault(code, message, { ...details, outcomeUnknown, hint: hintOf(status, url.host) });
}

const NONE_HINT =
  "The connector has no credentials: what the system says, or who runs it, tells what is wanted.";

function isOfCredentials(status: number): boolean {
  return status === 401 || status === 403;
}

/** What the system says, by the expression of the manifest. One that fails takes nothing from what is known: the answer was refused. */
async function wordsOf({ http }: SidePlan, answer: HttpResponse): Promise<unknown> {
  try {
    return await http.message?.(seenOf(answer));
  } catch (error) {
    if (error instanceof Fault && error.code === "EXPRESSION_FAILED")
      return `(\`message\` of the manifest fails: ${error.message})`;
    throw error;
  }
}

function hintOf(status: number, host: string): string | undefined {
  if (status === 407) {
    return `A proxy on the way to ${host} wants credentials: let this machine reach ${host} without it.`;
  }
  if (status === 511) {
    return `The network of this machine wants a log-in before it lets anybody through to ${host}: log in to it, or use another.`;
  }
  if (status >= 300 && status < 400) {
    return `${host} points elsewhere without saying where: check the address in the pipeline, and for a proxy on the way.`;
  }
  return undefined;
}
