/** A described system with its records: what is invented, what is always there, and what was written to it before. */
import { isObject } from "../exchange.js";
import type { FaultDice } from "../faults.js";
import { draws, hashText } from "../random.js";
import type { CollectionPlan, Description } from "./description.js";
import { Holdings, type Stored } from "./holdings.js";
import { inventKey, inventRecord, type Subject } from "./invent.js";
import type { Scope } from "./scope.js";

/** What a sandbox gives to every described system. */
export interface Circumstances {
  readonly seed: number;
  readonly dice: FaultDice;
  /** False: limits are announced and not enforced. */
  readonly rateLimit: boolean;
  /** Laid over the account of the description. */
  readonly account: Readonly<Record<string, string>>;
  /** How many records are invented, by collection, in place of the `count` of the description. */
  readonly counts: Readonly<Record<string, number>>;
  /** Where writes are kept; nothing is kept when left out. */
  readonly file: string | undefined;
  /** Is told what a request asked that the description does not know. */
  readonly onUnknown: (host: string, what: string) => void;
}

export interface World extends Circumstances {
  readonly description: Description;
  readonly holdings: Holdings;
  /** What every expression sees: the account, the values and the collections as they are now. */
  scope(): Scope;
  /** A key that no record has. */
  newKey(collection: CollectionPlan): string | number;
}

export function accountOf(
  description: Description,
  account: Circumstances["account"],
): Readonly<Record<string, string>> {
  return { ...description.data.account, ...account };
}

export function openWorld(description: Description, circumstances: Circumstances): World {
  const holdings = new Holdings();
  const account = accountOf(description, circumstances.account);
  const fixed = { account, values: description.values({ account }) };
  const scope = (): Scope => ({
    ...Object.fromEntries(description.collections.map(({ name }) => [name, holdings.all(name)])),
    ...fixed,
  });
  const subject = ({ name, key }: CollectionPlan, position: number): Subject => {
    const kind = hashText(`${description.name} ${name}`);
    return { draw: draws(circumstances.seed, position, kind), kind, position, seed: circumstances.seed, key };
  };
  for (const collection of description.collections) {
    const { name, data, key, record, records } = collection;
    holdings.open(name);
    const given = records?.(scope());
    for (const one of Array.isArray(given) ? given : given === undefined ? [] : [given])
      if (isObject(one)) holdings.preset(name, String(one[key]), one);
    const count = circumstances.counts[name] ?? data.count ?? 0;
    // A record that looks at those before it has to be invented after them.
    const sees = scope();
    const earlier: Stored[] = [];
    for (let position = 0; position < count; position += 1) {
      const made = inventRecord(data.schema ?? {}, subject(collection, position));
      const over = record?.({ ...sees, [name]: earlier, record: made, position });
      const whole = isObject(over) ? { ...made, ...over } : made;
      const identity = whole[key] ?? inventKey(data.schema?.properties?.[key], subject(collection, position));
      const stored = key in whole ? whole : { [key]: identity, ...whole };
      earlier.push(stored);
      holdings.preset(name, String(identity), stored);
    }
  }
  if (circumstances.file !== undefined) holdings.keepIn(circumstances.file);
  return {
    ...circumstances,
    description,
    holdings,
    scope,
    newKey(collection) {
      const shape = collection.data.schema?.properties?.[collection.key];
      for (let number = 1_000_000 + holdings.created; ; number += 1) {
        const key = inventKey(shape, subject(collection, number));
        if (holdings.get(collection.name, String(key)) === undefined) return key;
      }
    },
  };
}
