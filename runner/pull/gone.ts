/**
 * What a list of the deleted names is gone only when the list of what is there does not give it any more: a record may have been restored,
 * or the two lists may be of different moments (I9). That list is read when the first key is there, and once.
 */
import { asFault, Fault } from "../faults/fault.js";
import { type Key, keyId } from "../keys/keys.js";
import type { Entry, Outcome } from "../types.js";
import type { PullOptions } from "./options.js";
import { wholeList } from "./whole.js";

export type GoneOptions = Omit<PullOptions, "incremental" | "from" | "limit">;

/** Passes every entry on; one that is still there is a reject. */
export async function* provenGone(
  entries: AsyncIterable<Entry>,
  options: GoneOptions,
): AsyncGenerator<Entry> {
  let living: Promise<ReadonlySet<string>> | undefined;
  for await (const entry of entries) {
    if (!entry.outcome) {
      living ??= livingKeys(options);
      const outcome = await living.then((keys) => verdict(entry, keys, options), unread(options));
      if (outcome) entry.outcome = outcome;
    }
    yield entry;
  }
}

async function livingKeys({ plan, ...options }: GoneOptions): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  const { living } = plan;
  if (!living) return keys;
  // What the flow would leave out is there all the same.
  const bare = { ...living, each: [], lookups: [], list: { ...living.list, filter: undefined } };
  for await (const { key } of wholeList({ ...options, plan: bare }))
    if (key !== undefined) keys.add(keyId(key));
  return keys;
}

function verdict({ key }: Entry, living: ReadonlySet<string>, { system }: GoneOptions): Outcome | undefined {
  if (key === undefined) {
    const message = `the list of what was deleted of ${system.connector} gives a record without a key`;
    return { bucket: "write_failure", fault: new Fault("HTTP_BAD_BODY", message) };
  }
  if (!living.has(keyId(key))) return undefined;
  const message = `${key} is not archived: ${system.connector} names it among what was deleted, and lists it still`;
  return {
    bucket: "write_failure",
    fault: new Fault("ITEM_REFUSED", message, {
      hint: "Where it was restored, drop this reject; where it is really gone, replay it later.",
    }),
  };
}

/** Nothing is archived without having looked; the same command does it again. */
function unread({ onDown }: GoneOptions): (error: unknown) => Outcome {
  return (error) => {
    const fault = asFault(error);
    if (fault.code !== "STOPPED") onDown(fault);
    return { bucket: "not_written", fault };
  };
}

/**
 * The keys, as items have them, that the list of what was deleted names: proof for those who archive what a list lacks.
 *
 * @param keyOf gives the key that the item of a record would have
 * @throws Fault of the list, or where it did not come to its end
 */
export async function deletedKeys({
  keyOf,
  plan,
  ...options
}: GoneOptions & { readonly keyOf: (record: unknown) => Promise<Key | undefined> }): Promise<Set<string>> {
  const keys = new Set<string>();
  const { deleted } = plan;
  if (!deleted) return keys;
  for await (const { record, outcome } of wholeList({ ...options, plan: deleted })) {
    if (outcome?.fault) throw outcome.fault;
    const key = await keyOf(record);
    if (key !== undefined) keys.add(String(key));
  }
  return keys;
}
