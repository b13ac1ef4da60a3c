/** The steps behind the last item of a run, e.g. to archive what the origin does not have any more. */
import type { PushPlan } from "../compile/plan.js";
import { asFault } from "../faults/fault.js";
import { isOurs } from "../faults/ours.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope, System } from "../steps/system.js";
import type { Emit } from "../types.js";

/** What taking them needs. */
export interface AfterOptions {
  readonly system: System;
  /** What the steps of `once` see; they are taken here where there was no item to push. */
  readonly base: Scope;
  /** Throws when this run may change nothing any more; called right before whatever may change the target is sent (I4). */
  readonly assertHeld: () => void;
  readonly emit: Emit;
}

/** Collects what these steps need while items are pushed. Where an operation has none, nothing is collected. */
export class After {
  readonly #plan: PushPlan;
  readonly #keys = new Set<string>();
  #isKeyless = false;
  #scope: Scope | undefined;

  constructor(plan: PushPlan) {
    this.#plan = plan;
  }

  /** To be called with the key of every item, whatever becomes of it; with nothing for an item that has none. */
  readonly onKey = (key: string | undefined): void => {
    if (this.#plan.after.length === 0) return;
    if (key === undefined) this.#isKeyless = true;
    else this.#keys.add(key);
  };

  /** To be called with what the steps of `once` named. */
  readonly onOpen = (scope: Scope): void => {
    this.#scope = scope;
  };

  /** Whether there are steps, and the key of every item is known: what they do is done to all that is not among the keys. */
  get isReady(): boolean {
    return this.#plan.after.length > 0 && !this.#isKeyless;
  }

  /** How many items there were. */
  get size(): number {
    return this.#keys.size;
  }

  /**
   * Takes the steps. To be called only when every record of the list came to its end. A failure counts as a failed write each;
   * the next run does it again.
   *
   * @returns how many failed
   * @throws Fault LOCK_LOST, STOPPED and other troubles of the run itself
   */
  async take({ system, base, assertHeld, emit }: AfterOptions): Promise<number> {
    let failures = 0;
    const failed = (error: unknown) => {
      failures += 1;
      emit({ type: "counted", event: "write_failure", fault: asFault(error) });
    };
    const beforeSend = assertHeld;
    try {
      const opened = this.#scope ?? (await takeSteps(this.#plan.once, base, system, { beforeSend })).scope;
      const scope = { ...opened, keys: [...this.#keys] };
      await takeSteps(this.#plan.after, scope, system, { beforeSend, onElement: failed });
    } catch (error) {
      if (isOurs(asFault(error))) throw error;
      failed(error);
    }
    return failures;
  }
}
