/** What becomes of an item by what is known of it from before: only of targets that cannot be asked what they have (I5). */
import { Fault } from "../faults/fault.js";
import { contentId } from "../keys/content.js";
import { boundedId, type Key, keyId, shownKey } from "../keys/keys.js";
import type { Entry, Known, Outcome } from "../types.js";

/** What tells an item from every other at its target: its key, else that of its record, else its content. */
export function idOf(key: Key | undefined, entry: Entry): string {
  const id =
    key === undefined ? (entry.key === undefined ? undefined : `origin:${keyId(entry.key)}`) : keyId(key);
  return id === undefined ? `content:${contentId(entry.item)}` : boundedId(id);
}

/**
 * How an item ends that is not sent because of what is known of it; undefined when it is sent.
 *
 * @param isForced whoever replays it has looked at the target, and wants what is of unknown outcome to be sent
 * @throws Fault ITEM_REFUSED for one that nobody may send unseen
 */
export function endingOf(
  known: Known,
  {
    id,
    hash,
    runId,
    isForced,
    isReplay,
  }: {
    readonly id: string;
    readonly hash: string;
    readonly runId: string;
    readonly isForced: boolean;
    /** It comes from its reject, not from the list of the origin. */
    readonly isReplay: boolean;
  },
): Outcome | undefined {
  const key = shownKey(id);
  const isSame = known.hash === hash || known.hash === "";
  const isOurs = known.run_id === runId;
  switch (known.state) {
    case "sent":
      // What the origin lists under a key that was sent says nothing of a reject: that may be another record of the same key.
      if (isSame) {
        return { ...skipped("it was sent before, and the target cannot be asked"), isOpen: !isReplay };
      }
      // Whoever replays it wants this one sent: it is told that another was.
      if (isOurs || isReplay) throw sharedKey(key, isOurs);
      return {
        ...skipped("it has changed since it was sent, and the target cannot be asked"),
        hasChanged: true,
        isOpen: true,
      };
    case "unknown":
      if (isForced) return undefined;
      if (!isSame) throw unknownOutcome(key, known.run_id, isOurs);
      return { ...skipped("whether it was written is not known; it is among the rejects"), isOpen: true };
    case "begun":
      throw unknownOutcome(key, known.run_id, isOurs);
  }
}

/** Nothing was sent, so it says nothing of the target. */
function skipped(reason: string): Outcome {
  return { bucket: "write_skipped", reason, isUnsent: true };
}

function sharedKey(key: string, isOurs: boolean): Fault {
  return new Fault(
    "ITEM_REFUSED",
    `another record with the same key ${key} and other content was sent ${isOurs ? "in this run" : "before"}`,
    {
      hint: "Look at both. If they are two, give the target's entity a `key` that tells them apart.",
    },
  );
}

function unknownOutcome(key: string, byRun: string, isOurs: boolean): Fault {
  const run = isOurs ? "this run" : "an earlier run";
  return new Fault("ITEM_REFUSED", `it is not known whether ${run} wrote ${key}`, {
    hint: `Look at the target. When it is not there: rejects replay PIPELINE --key ${key}; when it is: rejects drop PIPELINE --key ${key}.`,
    outcomeUnknown: true,
    byRun,
  });
}
