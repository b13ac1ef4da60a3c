/** The steps behind the last item of a run, e.g. to archive what the origin does not have any more. */
import type { PushPlan } from "../compile/plan.js";
import { asFault, isOfTheRun } from "../faults/fault.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope, System } from "../steps/system.js";
import type { Emit } from "../types.js";

export interface AfterOptions {
  readonly plan: PushPlan;
  readonly system: System;
  /** What `once` named, with the parameters. */
  readonly scope: Scope;
  /** The keys of all items of the run. */
  readonly keys: ReadonlySet<string>;
  /** Throws when this run may change nothing any more; called right before whatever may change the target is sent (I4). */
  readonly assertHeld: () => void;
  readonly emit: Emit;
}

/**
 * Takes the steps of `after`. To be called only when every record of the list came to its end: what is done here is done to
 * all that is not in `keys`. A failure counts as a failed write each; the next run does it again.
 *
 * @returns how many failed
 * @throws Fault LOCK_LOST, STOPPED and other troubles of the run itself
 */
export async function takeAfter(options: AfterOptions): Promise<number> {
  const { plan, system, scope, keys, assertHeld, emit } = options;
  let failures = 0;
  const failed = (error: unknown) => {
    failures += 1;
    emit({ type: "counted", event: "write_failure", fault: asFault(error) });
  };
  try {
    await takeSteps(plan.after, { ...scope, keys: [...keys] }, system, {
      beforeSend: assertHeld,
      onElement: failed,
    });
  } catch (error) {
    if (isOfTheRun(asFault(error))) throw error;
    failed(error);
  }
  return failures;
}
