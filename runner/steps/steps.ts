/** Takes steps: the one interpreter behind `once` and `each`, of pulls and pushes alike. */

import type { PagingPlan, RequestPlan, StepPlan } from "../compile/plan.js";
import { asText } from "../compile/slots.js";
import { isTrue } from "../compile/truth.js";
import { asFault, Fault } from "../faults/fault.js";
import { isOurs } from "../faults/ours.js";
import { filesIn } from "../http/decoders/decoders.js";
import type { FileHandle } from "../http/files.js";
import { assertRecords, pages } from "./pages.js";
import type { Extra, Scope, System } from "./system.js";

/** How a list of steps ended. */
export type Ending =
  | { readonly end: "done"; readonly scope: Scope }
  | { readonly end: "skipped"; readonly scope: Scope; readonly reason: string };

/** What a stage wants to know while steps are taken. */
export interface Hooks {
  /** Called before the first request that may change the system. */
  readonly beforeWrite?: () => Promise<void>;
  /** Called right before each attempt of every request that may change the system; what it throws keeps it from leaving. */
  readonly beforeSend?: (() => void) | undefined;
  /** Called after each request that changed the system. */
  readonly onWritten?: () => void;
  /** Called for each file that was read; the stage releases it when its record is settled. */
  readonly onFile?: (file: FileHandle) => void;
  /** Called with the number of elements of a `for` before the first is taken; what it throws ends the steps. */
  readonly onElements?: (count: number) => void;
  /** Called for each element of a `for` whose step failed; the loop goes on. Without it, the first failure ends the steps. */
  readonly onElement?: (fault: Fault) => void;
}

type Values = Record<string, unknown>;

/**
 * Takes the steps in order.
 *
 * @param given the values in scope before the first step
 * @throws Fault when a step fails: ITEM_FAILED of a `fail` step, or the fault of a request
 * @example const { scope } = await takeSteps(plan.each, { record, parameters }, system);
 */
export async function takeSteps(
  steps: readonly StepPlan[],
  given: Scope,
  system: System,
  hooks: Hooks = {},
): Promise<Ending> {
  const scope: Values = { ...given };
  let wrote = false;
  const beforeWrite = async () => {
    if (!wrote) await hooks.beforeWrite?.();
    wrote = true;
  };
  for (const step of steps) {
    const list = step.for ? asList(await step.for.list(scope)) : [undefined];
    const answers: unknown[] = [];
    if (step.for) hooks.onElements?.(list.length);
    for (const element of list) {
      const seen: Values = step.for ? { ...scope, [step.for.name]: element } : scope;
      if (step.if && !isTrue(await step.if(seen))) continue;
      try {
        if (step.skip) return { end: "skipped", scope, reason: asText(await step.skip.render(seen)) };
        if (step.fail) throw new Fault("ITEM_FAILED", asText(await step.fail.render(seen)));
        if (step.request) answers.push(await takeRequest(step, seen, system, { ...hooks, beforeWrite }));
        for (const [name, evaluate] of step.names ?? []) {
          scope[name] = await evaluate(seen);
          seen[name] = scope[name];
        }
        if (step.record) scope.record = await step.record(seen);
      } catch (error) {
        const fault = asFault(error);
        // A manifest says what its system may refuse; it does not speak for this machine.
        if (isOurs(fault)) throw fault;
        if (step.for && hooks.onElement) {
          hooks.onElement(fault);
          continue;
        }
        // Whether a request was carried out is never passed over in silence.
        if (fault.details.outcomeUnknown) throw fault;
        if (step.onError === "fail") throw fault;
        if (step.onError === "skip") return { end: "skipped", scope, reason: fault.message };
      }
    }
    if (step.as) scope[step.as] = step.for ? answers : answers[0];
  }
  return { end: "done", scope };
}

async function takeRequest(step: StepPlan, scope: Scope, system: System, hooks: Hooks): Promise<unknown> {
  const { request } = step;
  if (!request) return undefined;
  const isWrite = request.method !== "GET";
  if (isWrite) await hooks.beforeWrite?.();
  const beforeSend = isWrite ? hooks.beforeSend : undefined;
  const extra = { rateLimit: step.rateLimit && system.limiter(step.rateLimit), beforeSend };
  if (step.list) return readList(step.list, request, scope, system, extra);
  // Where a stage writes, the status says whether something was written; where it reads, the answer is all that was asked for.
  const answer = await system.ask(request, scope, { ...extra, lenient: beforeSend !== undefined });
  if (isWrite) hooks.onWritten?.();
  if (request.read !== "json") for (const file of filesIn(answer.body)) hooks.onFile?.(file);
  if (!step.value) return answer.body;
  return step.value({ ...scope, status: answer.status, headers: answer.headers, body: answer.body });
}

/** The records of all pages of a list. */
async function readList(
  list: PagingPlan,
  request: RequestPlan,
  scope: Scope,
  system: System,
  extra: Extra,
): Promise<unknown[]> {
  const records: unknown[] = [];
  for await (const page of pages({ ...list, request }, scope, system, extra)) {
    for (const record of assertRecords(page.records, system)) records.push(record);
  }
  return records;
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
