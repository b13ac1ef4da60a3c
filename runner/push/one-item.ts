/** Writes one item, and keeps the ledger right whatever happens on the way (I5): what may have been written is never forgotten. */
import type { PushPlan } from "../compile/plan.js";
import { asFault, type Fault, ofUnknownOutcome } from "../faults/fault.js";
import type { FileHandle } from "../http/files.js";
import { isRedirect } from "../http/redirects.js";
import { contentId } from "../keys/content.js";
import { asKey } from "../keys/keys.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope, System } from "../steps/system.js";
import type { Entry, Known, Outcome } from "../types.js";
import type { Batches } from "./batch.js";
import { endingOf } from "./known.js";

/** Remembers which items may have been written, so that a run that was killed can tell (I5). */
export interface WriteLedger {
  /** Ids whose write an earlier run began and did not see confirmed; only of a target that can be asked. */
  readonly left: ReadonlySet<string>;
  /** What is known of an item of a target that cannot be asked; undefined when it was never sent. */
  look(id: string): Promise<Known | undefined>;
  /** Resolves when it is stored that the write of this item may have been sent. @param before what was known of it */
  begin(id: string, hash: string, before: Known | undefined): Promise<void>;
  /** The target took the item. */
  taken(id: string, hash: string): void;
  /** The target did not take the item, and no earlier run may have written it. */
  refused(id: string): void;
}

export interface ItemOptions {
  readonly plan: PushPlan;
  readonly system: System;
  readonly ledger: WriteLedger;
  /** Tells the items of this run from those of earlier ones. */
  readonly runId: string;
  /** How often an item of an idempotent operation is started over after its answer was lost. */
  readonly retries: number;
  /** Throws when this run may change nothing any more; called right before whatever may change the target is sent (I4). */
  readonly assertHeld: () => void;
  /** Aborted when no further item shall be begun. */
  readonly stop: AbortSignal;
  /** Where items are written many at a time. */
  readonly batches?: Batches | undefined;
}

/**
 * Takes the steps of `each` for an item.
 *
 * @param base what the steps see besides the item
 * @throws Fault why it was not written; `entry.interrupted` says whether it may have been
 */
export async function writeItem(
  entry: Entry,
  id: string,
  base: Scope,
  options: ItemOptions,
): Promise<Outcome> {
  const { plan, ledger, runId } = options;
  const hash = plan.idempotent ? "" : contentId(entry.item);
  entry.write = { id, hash };
  if (plan.idempotent) return attempts(entry, id, base, options);
  const known = await ledger.look(id);
  const ending =
    known &&
    endingOf(known, {
      id,
      hash,
      runId,
      isForced: entry.isForced === true,
      isReplay: entry.reject !== undefined,
    });
  return ending ?? writeUnseen(entry, { id, hash, known }, base, options);
}

/** At a target that can be asked: an item whose answer was lost is started over, and its steps look first. */
async function attempts(entry: Entry, id: string, base: Scope, options: ItemOptions): Promise<Outcome> {
  const { ledger, retries, stop, system } = options;
  entry.interrupted ||= ledger.left.has(id);
  for (let attempt = 0; ; attempt += 1) {
    const write = new Write(entry, base, options, () => ledger.begin(id, "", undefined));
    try {
      const outcome = await write.take();
      // Skipped or written: the steps have seen what is there.
      if (write.isBegun || ledger.left.has(id) || entry.interrupted) ledger.taken(id, "");
      return outcome;
    } catch (error) {
      const fault = asFault(error);
      if (write.mayBeWritten(fault)) entry.interrupted = true;
      // What an earlier attempt, or an earlier run, may have written is not taken back by this refusal.
      else if (write.isBegun && !entry.interrupted && fault.code !== "STOPPED") ledger.refused(id);
      // Who points elsewhere does so again.
      const isLost = fault.details.outcomeUnknown === true && !isRedirect(fault.details.status ?? 0);
      if (!isLost || attempt >= retries || stop.aborted || !system.mayRepeat()) throw fault;
    }
  }
}

/** At a target that cannot be asked: once, and where the outcome is not known, somebody has to look. */
async function writeUnseen(
  entry: Entry,
  { id, hash, known }: { readonly id: string; readonly hash: string; readonly known: Known | undefined },
  base: Scope,
  options: ItemOptions,
): Promise<Outcome> {
  const { ledger } = options;
  // Whoever forces it knows that it was not written.
  entry.interrupted = false;
  const write = new Write(entry, base, options, () => ledger.begin(id, hash, known));
  try {
    const outcome = await write.take();
    if (write.hasWritten) ledger.taken(id, hash);
    // What was forced is not there: a later run may send it.
    else if (write.isBegun || entry.isForced) ledger.refused(id);
    return outcome;
  } catch (error) {
    const fault = asFault(error);
    if (write.mayBeWritten(fault)) {
      entry.interrupted = true;
      // Of a part that was taken, too: nobody may send the whole of it again unseen.
      throw ofUnknownOutcome(fault);
    }
    if (write.isBegun && fault.code !== "STOPPED") ledger.refused(id);
    throw fault;
  }
}

/** One attempt at the steps of an item. */
class Write {
  /** It is stored that the item may have been sent. */
  isBegun = false;
  /** So many requests that changed the target were accepted and not taken back. */
  #written = 0;
  readonly #entry: Entry;
  readonly #base: Scope;
  readonly #options: ItemOptions;
  readonly #begin: () => Promise<void>;

  constructor(entry: Entry, base: Scope, options: ItemOptions, begin: () => Promise<void>) {
    this.#entry = entry;
    this.#base = base;
    this.#options = options;
    this.#begin = begin;
  }

  async take(): Promise<Outcome> {
    const entry = this.#entry;
    const { plan, system, assertHeld, batches } = this.#options;
    const files: FileHandle[] = entry.files ?? [];
    entry.files = files;
    const hooks = {
      beforeWrite: async () => {
        await this.#begin();
        this.isBegun = true;
      },
      beforeSend: assertHeld,
      onWritten: () => {
        this.#written += 1;
      },
      onTakenBack: () => {
        this.#written -= 1;
      },
      onFile: (file: FileHandle) => files.push(file),
    };
    const scope = { ...this.#base, item: entry.item, interrupted: entry.interrupted === true };
    const ending = await takeSteps(plan.each, scope, system, hooks);
    if (ending.end === "skipped") return { bucket: "write_skipped", reason: ending.reason };
    if (batches) {
      if (!this.isBegun) await hooks.beforeWrite();
      const key = asKey(await plan.key(entry.item));
      await batches.add(ending.scope, key === undefined ? undefined : String(key));
      hooks.onWritten();
    }
    // After an interruption it is the steps' look-up that says that the item is there.
    if (this.hasWritten || entry.interrupted) return { bucket: "write_success" };
    return { bucket: "write_skipped", reason: "no step wrote it" };
  }

  /** Whether something of it is written. */
  get hasWritten(): boolean {
    return this.#written > 0;
  }

  mayBeWritten(fault: Fault): boolean {
    return fault.details.outcomeUnknown === true || this.hasWritten;
  }
}
