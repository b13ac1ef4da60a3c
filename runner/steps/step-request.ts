/** Takes the request of a step: one answer, or the records of a whole list. */
import type { PagingPlan, RequestPlan, StepPlan } from "../compile/plan.js";
import { onlyReads } from "../compile/plan-steps.js";
import { filesIn } from "../http/decoders/decoders.js";
import type { Hooks } from "./hooks.js";
import { assertRecords, pages } from "./pages.js";
import { type Extra, type Scope, type System, seenOf } from "./system.js";
import { askUntil } from "./until.js";

/** Whether a step may change the system. */
export function isWrite({ request }: StepPlan): boolean {
  return request !== undefined && !onlyReads(request);
}

/** @returns what `as` names */
export async function takeRequest(
  step: StepPlan,
  scope: Scope,
  system: System,
  hooks: Hooks,
): Promise<unknown> {
  const { request } = step;
  if (!request) return undefined;
  if (isWrite(step)) await hooks.beforeWrite?.();
  const beforeSend = isWrite(step) ? hooks.beforeSend : undefined;
  const extra = { rateLimit: step.rateLimit && system.limiter(step.rateLimit), beforeSend };
  if (step.list) return readList(step.list, request, scope, system, extra);
  // Where a stage writes, the status says whether something was written; where it reads, the answer is all that was asked for.
  const asked = { ...extra, lenient: beforeSend !== undefined };
  const answer = step.until
    ? await askUntil(step.until, request, scope, system, asked)
    : await system.ask(request, scope, asked);
  if (isWrite(step)) hooks.onWritten?.();
  if (request.read !== "json") for (const file of filesIn(answer.body)) hooks.onFile?.(file);
  if (!step.value) return answer.body;
  return step.value({ ...scope, ...seenOf(answer) });
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
