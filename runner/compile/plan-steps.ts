/** What can be asked of the steps and requests of a plan. */
import type { RequestPlan, StepPlan } from "./plan.js";

/** Whether a request of a push, or of a step anywhere, only reads. */
export function onlyReads({ method, reads }: RequestPlan): boolean {
  return reads ?? method === "GET";
}

/** The same of a request of a pull: systems that search by POST change nothing by it. */
export function onlyReadsInPull(request: RequestPlan): boolean {
  return onlyReads(request) || (request.reads === undefined && request.method === "POST");
}

/** The steps and those inside them, in the order of the file. */
export function* flat(steps: readonly StepPlan[]): Generator<StepPlan> {
  for (const step of steps) {
    yield step;
    yield* flat(step.steps ?? []);
    yield* flat(step.undo ?? []);
  }
}
