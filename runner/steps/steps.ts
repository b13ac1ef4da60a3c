/** Takes steps: the one interpreter behind `once` and `each`, of pulls and pushes alike. */

import type { StepPlan } from "../compile/plan.js";
import { asText } from "../compile/slots.js";
import { isTrue } from "../compile/truth.js";
import { asFault, Fault } from "../faults/fault.js";
import { isOfAll, isOurs } from "../faults/ours.js";
import type { Hooks } from "./hooks.js";
import { isWrite, takeRequest } from "./step-request.js";
import type { Scope, System } from "./system.js";
import { TakingBack } from "./taking-back.js";

/** How a list of steps ended. */
export type Ending =
  | { readonly end: "done"; readonly scope: Scope }
  | { readonly end: "skipped" | "dropped"; readonly scope: Scope; readonly reason: string };

type Values = Record<string, unknown>;

/** What the steps of one item have in common. */
interface Taking {
  readonly system: System;
  readonly hooks: Hooks;
  readonly back: TakingBack;
}

/** Ends the item from inside a group. */
type Ended = { readonly end: "skipped" | "dropped"; readonly reason: string } | undefined;

/**
 * Takes the steps in order.
 *
 * @param given the values in scope before the first step
 * @throws Fault when a step fails: ITEM_FAILED of a `fail` step, or the fault of a request. What the steps before it wrote is taken
 * back where they say how; what could not be is said in the message
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
  const back = new TakingBack();
  const taking = { system, hooks: { ...hooks, beforeWrite }, back };
  try {
    const ended = await takeAll(steps, scope, taking);
    return ended ? { ...ended, scope } : { end: "done", scope };
  } catch (error) {
    throw await back.since(0, asFault(error));
  }
}

async function takeAll(steps: readonly StepPlan[], scope: Values, taking: Taking): Promise<Ended> {
  for (const step of steps) {
    const ended = await takeStep(step, scope, taking);
    if (ended) return ended;
  }
  return undefined;
}

async function takeStep(step: StepPlan, scope: Values, taking: Taking): Promise<Ended> {
  const { hooks, back } = taking;
  const list = step.for ? asList(await step.for.list(scope)) : [undefined];
  const answers: unknown[] = [];
  if (step.for) hooks.onElements?.(list.length);
  for (const element of list) {
    const seen: Values = step.for ? { ...scope, [step.for.name]: element } : scope;
    if (step.if && !isTrue(await step.if(seen))) continue;
    const begun = back.count;
    try {
      if (step.skip) return { end: "skipped", reason: asText(await step.skip.render(seen)) };
      if (step.drop) return { end: "dropped", reason: asText(await step.drop.render(seen)) };
      if (step.fail) throw new Fault("ITEM_FAILED", asText(await step.fail.render(seen)));
      if (step.request) answers.push(await send(step, seen, taking));
      for (const [name, evaluate] of step.names ?? []) {
        scope[name] = await evaluate(seen);
        seen[name] = scope[name];
      }
      if (step.steps) {
        const ended = await takeAll(step.steps, seen, taking);
        // The names of a loop end with it; the record is the same one.
        if (step.for && "record" in seen) scope.record = seen.record;
        if (ended) return ended;
      }
      if (step.record) scope.record = await step.record(seen);
    } catch (error) {
      const ended = await passOver(step, asFault(error), begun, taking);
      if (ended) return ended;
    }
  }
  if (step.as) scope[step.as] = step.for ? answers : answers[0];
  return undefined;
}

/**
 * What a failure of a step means.
 *
 * @param begun how many writes could be taken back before it
 * @throws Fault where it ends the item
 */
async function passOver(step: StepPlan, met: Fault, begun: number, taking: Taking): Promise<Ended> {
  const { hooks, system, back } = taking;
  // A manifest says what its system may refuse; it does not speak for this machine.
  if (isOurs(met)) throw met;
  const isElement = step.for && hooks.onElement;
  // Nor for the credentials: every record would go on without what it lacks, and count as a success.
  const isFatal = !isElement && (step.onError === "fail" || isOfAll(met));
  if (isFatal && step.onError !== "fail") throw notPassedOver(met, step);
  const fault = isFatal ? met : await back.since(begun, met);
  if (isElement) {
    hooks.onElement?.(fault);
    return undefined;
  }
  // Whether a request was carried out is never passed over in silence.
  if (isFatal || fault.details.outcomeUnknown) throw fault;
  if (step.onError === "skip") return { end: "skipped", reason: fault.message };
  system.emit({ type: "continued", where: step.where, fault });
  return undefined;
}

/** A system may say 403 of one record alone; then its manifest takes that for an answer. */
function notPassedOver(fault: Fault, { where }: StepPlan): Fault {
  if (fault.details.status !== 403) return fault;
  const hint = `${fault.details.hint ?? ""} If it is said of this record alone, write \`accept: accepted or status = 403\` at ${where}.`;
  return new Fault(fault.code, fault.message, { ...fault.details, hint: hint.trim() });
}

/** Sends a request, and notes how it is taken back. */
async function send(step: StepPlan, scope: Values, { system, hooks, back }: Taking): Promise<unknown> {
  const answer = await takeRequest(step, scope, system, hooks);
  const { undo } = step;
  if (undo && isWrite(step)) {
    const seen = step.as === undefined ? { ...scope } : { ...scope, [step.as]: answer };
    const { beforeSend, onFile, onTakenBack } = hooks;
    const quiet = { beforeSend, ...(onFile ? { onFile } : {}) };
    back.note(step.where, async () => {
      await takeSteps(undo, seen, system, quiet);
      onTakenBack?.();
    });
  }
  return answer;
}

/** The elements that a `for` goes through. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
