/** The callback of a run that was not fatal: the one of the pipeline, else the one that the action brings. */

import type { CallbackPlan, Plan, ReportPlan } from "../compile/plan.js";
import type { Resolved } from "../compile/program.js";
import { asText } from "../compile/slots.js";
import { Exit } from "../faults/catalogue.js";
import { asFault, Fault } from "../faults/fault.js";
import type { HttpClient } from "../http/client.js";
import { jsonBody } from "../http/json-body.js";
import { openSystem } from "../steps/open-system.js";
import type { Sessions } from "../steps/sessions.js";
import { takeSteps } from "../steps/steps.js";
import type { System } from "../steps/system.js";
import type { Emit, RunResult } from "../types.js";
import type { Conclusion } from "./conclusion.js";

/** What a callback may need besides its plan. */
export interface CallbackFacts {
  readonly plan: Plan;
  readonly values: Resolved;
  readonly client: HttpClient;
  readonly rateLimits: boolean;
  /** Those of the run. */
  readonly sessions: Sessions;
  /** The first items of the run. */
  readonly items: readonly unknown[];
  readonly emit: Emit;
}

/** Makes the callback, if there is one. Its failure is counted and never thrown: the items are delivered. */
export async function callBack(facts: CallbackFacts, { result, exit }: Conclusion): Promise<void> {
  const { plan, emit } = facts;
  if (!plan.persist || result.status === "fatal" || exit === Exit.bug || exit === Exit.stopped) return;
  let executed = false;
  try {
    if (plan.callback) executed = await post(plan.callback, facts, result);
    else if (plan.report) executed = await takeReport(plan.report, facts, result);
  } catch (error) {
    executed = true;
    emit({ type: "counted", event: "callback_failure", fault: asFault(error) });
  }
  if (executed) emit({ type: "counted", event: "callback_executed" });
}

async function post(
  callback: CallbackPlan,
  { values, client }: CallbackFacts,
  result: RunResult,
): Promise<boolean> {
  const scope = { env: values.env, result };
  const url = new URL(asText(await callback.address.render(scope)));
  const headers = (await callback.headers.render(scope)) as Record<string, string | null>;
  const channel = client.channel({ connector: "callback", ownHosts: () => false, hidesPaths: true });
  const answer = await channel.send({
    method: "POST",
    url,
    headers: Object.fromEntries(
      Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== null),
    ),
    body: jsonBody(await callback.json.render(scope)),
    read: "text",
  });
  if (answer.status >= 300) {
    throw new Fault("HTTP_REFUSED", `${url.host} answered ${answer.status} to the callback`);
  }
  return true;
}

/** Takes the steps of an action's callback; true when one of them sent something. */
async function takeReport(report: ReportPlan, facts: CallbackFacts, result: RunResult): Promise<boolean> {
  const { plan, values, client, rateLimits, sessions, items } = facts;
  const { auth } = report.side === plan.origin ? values.origin : values.target;
  const system = await openSystem(report.side, auth, client, rateLimits, report.sessions, sessions);
  let asked = 0;
  const counting: System = {
    ...system,
    ask: (...request) => {
      asked += 1;
      return system.ask(...request);
    },
  };
  const given = { auth: system.account, result, items, parameters: values.origin.parameters };
  // These steps write: `ok` in the place of JSON is a success.
  await takeSteps(report.steps, given, counting, { beforeSend: () => {} });
  return asked > 0;
}
