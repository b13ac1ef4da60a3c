/** The callback of a pipeline: one request at the end of a run that was not fatal and wrote something down. */

import type { Resolved } from "../compile/pipeline.js";
import type { Plan } from "../compile/plan.js";
import { asText } from "../compile/slots.js";
import { asFault, Fault } from "../faults/fault.js";
import { jsonBody } from "../http/bodies.js";
import type { HttpClient } from "../http/client.js";
import type { Emit } from "../types.js";
import type { Conclusion } from "./conclusion.js";

/** Makes the callback, if there is one. Its failure is counted and never thrown: the items are delivered. */
export async function callBack(
  plan: Plan,
  values: Resolved,
  client: HttpClient,
  { result, exit }: Conclusion,
  emit: Emit,
): Promise<void> {
  const { callback } = plan;
  if (!callback || !plan.persist || result.status === "fatal" || exit === 1 || exit === 5) return;
  try {
    const scope = { env: values.env, result };
    const url = new URL(asText(await callback.address.render(scope)));
    const headers = (await callback.headers.render(scope)) as Record<string, string | null>;
    const channel = client.channel({ connector: "callback", ownHosts: () => false });
    const answer = await channel.send({
      method: "POST",
      url,
      headers: Object.fromEntries(
        Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== null),
      ),
      body: jsonBody(await callback.json.render(scope)),
      read: "text",
    });
    if (answer.status >= 300)
      throw new Fault("HTTP_REFUSED", `${url.host} answered ${answer.status} to the callback`);
  } catch (error) {
    emit({ type: "counted", event: "callback_failure", fault: asFault(error) });
  }
  emit({ type: "counted", event: "callback_executed" });
}
