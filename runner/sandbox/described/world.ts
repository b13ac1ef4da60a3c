/** A described system with its records: what is invented, what is always there, and what was written to it before. */
import { type Answer, type Call, isObject } from "../exchange.js";
import type { FaultDice } from "../faults.js";
import { draws, hashText } from "../random.js";
import type { CollectionPlan, Description } from "./description.js";
import { Holdings } from "./holdings.js";
import { inventKey, inventRecord, type Subject } from "./invent.js";
import type { Invented, Stored } from "./records.js";
import type { Scope } from "./scope.js";

/** What code sees of the described system that it belongs to. */
export interface Behind {
  readonly world: World;
  /** A record of a collection as answers show it. */
  show(collection: string, record: Stored): unknown;
}

/** What answers where a description does not reach. */
export interface Code {
  /** By the names that routes call by `code`; `scope` holds the request and what the route has named. */
  readonly routes?: Readonly<
    Record<string, (call: Call, behind: Behind & { readonly scope: Scope }) => Answer>
  >;
  /** By the names that collections call by `code`. */
  readonly invented?: Readonly<Record<string, Invented>>;
  /** Whether nobody can see a record yet. @param isNamed whether a request is about it, which a list is not */
  hides?(collection: string, key: string, isNamed: boolean): boolean;
  /** What `/__state` shows besides the collections, or in their place. */
  state?(behind: Behind): Readonly<Record<string, unknown>>;
  /** What `/__state` lists besides the collections, or in their place. */
  readonly collections?: Readonly<
    Record<string, (query: URLSearchParams, behind: Behind) => Iterable<string>>
  >;
  close?(): void;
}

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
  /** Undefined for a system without code. */
  readonly code?: Code | undefined;
}

export interface World extends Circumstances {
  readonly description: Description;
  readonly holdings: Holdings;
  /** What every expression sees: the account, the values and the collections as they are now. */
  scope(): Scope;
  /** A key that no record has. */
  newKey(collection: CollectionPlan): string | number;
}

/** Invents what there is, and reads what was written before. */
export function openWorld(description: Description, circumstances: Circumstances): World {
  const isChanged = description.routes.some(
    ({ action }) => action?.does === "change" || action?.does === "remove",
  );
  const holdings = new Holdings(isChanged);
  const account = { ...description.data.account, ...circumstances.account };
  const fixed = { account, values: description.values({ account }) };
  const listed = description.collections.filter(({ data }) => data.code === undefined);
  let last: { readonly version: number; readonly scope: Scope } | undefined;
  const scope = (): Scope => {
    if (last?.version !== holdings.version) {
      const lists = listed.map(({ name }) => [name, holdings.of(name).all()] as const);
      last = { version: holdings.version, scope: { ...Object.fromEntries(lists), ...fixed } };
    }
    return last.scope;
  };
  const subject = ({ name, key }: CollectionPlan, position: number): Subject => {
    const kind = hashText(`${description.name} ${name}`);
    return { draw: draws(circumstances.seed, position, kind), kind, position, seed: circumstances.seed, key };
  };
  const keyAt = (collection: CollectionPlan, position: number): string | number => {
    const shape = collection.key === null ? undefined : collection.data.schema?.properties?.[collection.key];
    return inventKey(shape, subject(collection, position));
  };
  for (const { name, data } of description.collections)
    holdings.open(name, data.code === undefined ? undefined : circumstances.code?.invented?.[data.code]);
  for (const collection of description.collections) {
    const { name, data, key, record, records } = collection;
    const given = records?.(scope());
    const always = Array.isArray(given) ? given : given === undefined ? [] : [given];
    for (const [at, one] of always.entries())
      if (isObject(one)) holdings.preset(name, key === null ? String(at) : String(one[key]), one);
    const count = circumstances.counts[name] ?? data.count ?? 0;
    // A record that looks at those before it has to be invented after them.
    const sees = scope();
    const earlier: Stored[] = [];
    for (let position = 0; position < count; position += 1) {
      const made = inventRecord(data.schema ?? {}, subject(collection, position));
      const over = record?.({ ...sees, [name]: earlier, record: made, position });
      const whole = isObject(over) ? { ...made, ...over } : made;
      const stored = key === null || key in whole ? whole : { [key]: keyAt(collection, position), ...whole };
      earlier.push(stored);
      holdings.preset(name, String(key === null ? position : stored[key]), stored);
    }
  }
  if (circumstances.file !== undefined) holdings.keepIn(circumstances.file);
  return {
    ...circumstances,
    description,
    holdings,
    scope,
    newKey(collection) {
      for (let number = 1_000_000 + holdings.created; ; number += 1) {
        const key = keyAt(collection, number);
        if (holdings.of(collection.name).get(String(key)) === undefined) return key;
      }
    },
  };
}
