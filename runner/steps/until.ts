/** Sends a request again until its answer says that what was asked for is there: exports that are made on demand. */
import type { RequestPlan, UntilPlan } from "../compile/plan.js";
import { isTrue } from "../compile/truth.js";
import { Fault } from "../faults/fault.js";
import type { HttpResponse } from "../http/client.js";
import { filesIn } from "../http/decoders/decoders.js";
import { type Extra, type Scope, type System, seenOf } from "./system.js";

/**
 * @returns the answer for which `until` holds
 * @throws Fault HTTP_TIMEOUT where it does not in time; of the refusal where `fail_if` holds; STOPPED as soon as the run is
 */
export async function askUntil(
  { until, failIf, everyMs, atMostMs, atMost }: UntilPlan,
  request: RequestPlan,
  scope: Scope,
  system: System,
  extra: Extra,
): Promise<HttpResponse> {
  // An answer that says that it has failed is refused like others, with the words that the system has for it.
  const accept = async (seen: unknown) => {
    if (failIf && isTrue(await failIf(seen))) return false;
    return request.accept ? request.accept(seen) : (seen as Scope).accepted;
  };
  const began = performance.now();
  for (let count = 1; ; count += 1) {
    const answer = await system.ask({ ...request, accept }, scope, extra);
    if (isTrue(await until({ ...scope, ...seenOf(answer) }))) return answer;
    for (const file of filesIn(answer.body)) await file.release();
    // Where waits take no time, as in tests, the time counts all the same.
    const spent = Math.max(performance.now() - began, count * everyMs);
    if (spent + everyMs > atMostMs) {
      throw new Fault(
        "HTTP_TIMEOUT",
        `what ${system.connector} was asked for at ${request.where} was not ready within ${atMost} (asked ${count} times)`,
        { hint: "The same command asks again. If the system needs longer, raise `at_most` in the manifest." },
      );
    }
    await system.wait(everyMs, "not ready yet");
  }
}
