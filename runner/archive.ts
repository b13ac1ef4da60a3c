/**
 * What the origin does not list any more is archived, when there is proof of it: the steps of a manifest behind the last item say how,
 * and this says for which keys (I9).
 */
import { asFault } from "./faults/fault.js";
import { isOurs } from "./faults/ours.js";
import type { After } from "./push/after.js";
import { archiveGuard, dropFault } from "./state/guards.js";
import type { RunState } from "./state/state.js";
import type { System } from "./steps/system.js";
import type { Absence, Emit } from "./types.js";

export interface ArchiveOptions {
  readonly after: After;
  readonly state: RunState;
  /** What the list says of a record that is not in it; a list that a token narrowed says nothing. */
  readonly absence: Absence | "narrowed";
  /** The keys that a list of what was deleted names; undefined where there is no such list. @throws Fault of that list */
  readonly deleted: (() => Promise<ReadonlySet<string>>) | undefined;
  /** How many of 100 may be gone before nothing is archived any more; 100 lets everything pass. */
  readonly maxDrop: number;
  readonly target: System;
  /** What the steps of `once` see. */
  readonly base: Readonly<Record<string, unknown>>;
  readonly emit: Emit;
}

/**
 * Takes the steps behind the last item, or says why nothing is archived.
 *
 * @returns how many failed
 * @throws Fault TOO_FEW_RECORDS when more is gone than the guard lets pass, LOCK_LOST, STORE_FAILED
 */
export async function archiveGone(options: ArchiveOptions): Promise<number> {
  const { after, state, absence, maxDrop, target, base, emit } = options;
  // Records before the token are not in such a list, and nobody expects them to be archived for that.
  if (absence === "narrowed") return 0;
  const { keys } = after;
  if (keys === undefined) return nothing("a record came to no item, so its key is not known", emit);
  const drop = absence === "unproven" ? undefined : dropFault(keys.size, state.sizeBefore, maxDrop);
  if (drop) throw drop;
  const gone = absence === "weak" ? await namedGone(keys, options) : none;
  const kept = await state.listed.kept(keys, absence, maxDrop >= 100, gone);
  if ("why" in kept) nothing(kept.why, emit);
  if (absence === "unproven") return 0;
  const { assertHeld } = state;
  const onElements = archiveGuard(keys.size, maxDrop);
  const failed =
    "keys" in kept ? await after.take(kept.keys, { system: target, base, assertHeld, emit, onElements }) : 0;
  await state.listed.note(keys);
  state.noteSize(keys.size);
  await state.save();
  return failed;
}

const none: ReadonlySet<string> = new Set();

/** What is named as deleted and not listed any more is gone, without waiting for a second run that lacks it. */
async function namedGone(
  listed: ReadonlySet<string>,
  { deleted, emit }: ArchiveOptions,
): Promise<ReadonlySet<string>> {
  if (!deleted) return none;
  try {
    const named = await deleted();
    const still = [...named].filter((key) => listed.has(key));
    if (still.length > 0) emit({ type: "warning", message: stillListed(still) });
    return named;
  } catch (error) {
    const fault = asFault(error);
    if (isOurs(fault)) throw fault;
    const message = `the list of what was deleted could not be read, so what is missing has to be missing in two whole runs: ${fault.message}`;
    emit({ type: "warning", message });
    return none;
  }
}

function stillListed(keys: readonly string[]): string {
  const more = keys.length > 3 ? " …" : "";
  return `the origin names ${keys.length} of its records among what was deleted and lists them still (${keys.slice(0, 3).join(", ")}${more}): they are not archived`;
}

function nothing(why: string, emit: Emit): 0 {
  emit({ type: "warning", message: `nothing was archived: ${why}` });
  return 0;
}
