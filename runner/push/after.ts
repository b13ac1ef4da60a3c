/** The steps behind the last item of a run, e.g. to archive what the origin does not have any more. */
import type { PushPlan } from "../compile/plan.js";
import { Exit } from "../faults/catalogue.js";
import { asFault } from "../faults/fault.js";
import { isOurs } from "../faults/ours.js";
import type { Key } from "../keys/keys.js";
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
  /** Called with the number of elements of each `for`, before the first is taken; what it throws ends the steps. */
  readonly onElements: (count: number) => void;
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
  readonly onKey = (key: Key | undefined): void => {
    if (this.#plan.after.length === 0) return;
    if (key === undefined) this.#isKeyless = true;
    else this.#keys.add(String(key));
  };

  /** To be called with what the steps of `once` named. */
  readonly onOpen = (scope: Scope): void => {
    this.#scope = scope;
  };

  /** Whether there are steps. */
  get isWanted(): boolean {
    return this.#plan.after.length > 0;
  }

  /** The keys of all items; undefined when one has none that is known. */
  get keys(): ReadonlySet<string> | undefined {
    return this.#isKeyless ? undefined : this.#keys;
  }

  /**
   * Takes the steps. To be called only when there is proof of what is gone. A failure counts as a failed write each; the next run
   * does it again.
   *
   * @param keys what is not gone: the steps do to all else what they do
   * @returns how many failed
   * @throws Fault LOCK_LOST, STOPPED and other troubles of the run itself
   */
  async take(
    keys: readonly string[],
    { system, base, assertHeld, emit, onElements }: AfterOptions,
  ): Promise<number> {
    let failures = 0;
    const failed = (error: unknown) => {
      failures += 1;
      emit({ type: "counted", event: "write_failure", fault: asFault(error) });
    };
    const beforeSend = assertHeld;
    const start = { auth: system.account, ...base };
    try {
      const opened = this.#scope ?? (await takeSteps(this.#plan.once, start, system, { beforeSend })).scope;
      const onWritten = () => emit({ type: "archived" });
      const hooks = { beforeSend, onElement: failed, onElements, onWritten };
      await takeSteps(this.#plan.after, { ...opened, keys }, system, hooks);
    } catch (error) {
      const fault = asFault(error);
      if (isOurs(fault) || fault.exit === Exit.guard) throw error;
      failed(error);
    }
    return failures;
  }
}
