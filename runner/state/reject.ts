/** A reject as it is kept: a record that ended badly, why, and all that is needed to try it again. */

import { contentId } from "../keys/content.js";
import { boundedId, currentId, keyId } from "../keys/keys.js";
import { corruptValue } from "../store/corrupt.js";
import type { Bucket, Entry } from "../types.js";

/** What is known of a reject without its record. */
export interface RejectFacts {
  readonly version: 1;
  /** Orders rejects by their age. */
  readonly ordinal: string;
  /** The key of the record; null when it has none. */
  readonly key: string | number | null;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly run_id: string;
  readonly action: string;
  readonly bucket: Bucket;
  readonly cursor: string | number | null;
  readonly error: {
    readonly code: string;
    /** Without credentials. */
    readonly message: string;
    readonly status?: number;
    readonly host?: string;
  };
  /** The write may have been carried out; a target that can be asked is asked before the item is written again. */
  readonly interrupted: boolean;
  /** The write may have been carried out, and nobody but a person can find out. */
  readonly outcome_unknown: boolean;
  /** The pull parameters that an event brought to its run; a replay has none of its own. */
  readonly event?: Readonly<Record<string, unknown>>;
  /** Pieces of files that are kept with it. */
  readonly pieces: number;
  /** What the ledger knows the item by; null for a record that came to no item. */
  readonly ledger: { readonly target: string; readonly id: string; readonly hash: string } | null;
}

/**
 * What tells a reject from others: the key of its record, else its content.
 *
 * @param withContent true: its key and its content, so that two records of one key are two
 * @example identityOf({ key: "cand-1", … }) // '"cand-1"'
 */
export function identityOf(entry: Entry, withContent = false): string {
  const { key, listed, record, reject } = entry;
  if (reject !== undefined) return reject;
  if (key === undefined) return `content:${contentId(listed ?? record)}`;
  const own = boundedId(keyId(key));
  return withContent ? `${own}~${contentId(listed ?? record)}` : own;
}

/** The part of an identity that all records of one key share, whichever version gave it. */
export function keyOf(identity: string): string {
  return currentId(identity.replace(CONTENT, ""));
}

/** Whether two identities are of the same record. */
export function isSameRecord(one: string, other: string): boolean {
  return keyOf(one) === keyOf(other) && CONTENT.exec(one)?.[0] === CONTENT.exec(other)?.[0];
}

const CONTENT = /~[0-9a-f]{32}$/;

/** The facts of an entry that ended badly. @param mask takes secrets out of messages (I6) */
export function factsOf(
  entry: Entry,
  known: Pick<RejectFacts, "ordinal" | "at" | "run_id" | "action" | "pieces" | "event">,
  target: string,
  idempotent: boolean,
  mask: (text: string) => string,
): RejectFacts {
  const { outcome, key, cursor, write } = entry;
  const { fault, bucket = "write_failure" } = outcome ?? {};
  const { status, host } = fault?.details ?? {};
  // A request that only reads, and was lost, says nothing of the item.
  const isLost = bucket === "write_failure" && fault?.details.outcomeUnknown === true;
  const interrupted = isLost || entry.interrupted === true;
  return {
    version: 1,
    ...known,
    key: key ?? null,
    cursor: cursor ?? null,
    bucket,
    error: {
      code: fault?.code ?? "BUG",
      message: mask(fault?.message ?? ""),
      ...(status === undefined ? {} : { status }),
      ...(host === undefined ? {} : { host: mask(host) }),
    },
    interrupted,
    outcome_unknown: interrupted && !idempotent,
    ledger: write ? { target, ...write } : null,
  };
}

/** Facts as the store holds them. @throws Fault STORE_CORRUPT for anything the runner did not write */
export function checkedFacts(name: string, value: unknown): RejectFacts {
  const { version, ordinal, at, run_id, action, bucket, error, pieces } = Object(
    value,
  ) as Partial<RejectFacts>;
  const texts = [ordinal, at, run_id, action, bucket, error?.code, error?.message];
  if (version === 1 && Number.isSafeInteger(pieces) && texts.every((text) => typeof text === "string")) {
    return value as RejectFacts;
  }
  throw corruptValue(name, value, "it is not a reject of this version");
}
