/** The records of one collection: what was there before, which code may invent when it is asked for, and what was written. */

/** One record, as it is stored. */
export type Stored = Readonly<Record<string, unknown>>;

/** Records that code invents one by one, each time that they are asked for: a hundred thousand of them cost no memory. */
export interface Invented {
  readonly size: number;
  keyAt(position: number): string;
  at(position: number): Stored;
  /** Undefined for a key that none of them has. */
  position(key: string): number | undefined;
  /** Positions that may have this value under this name; undefined where only looking at all of them tells. */
  likely(path: string, value: unknown): readonly number[] | undefined;
}

/** What a record has under a name. */
export interface Member {
  readonly path: string;
  readonly value: unknown;
}

const none: Invented = {
  size: 0,
  keyAt: () => "",
  at: () => ({}),
  position: () => undefined,
  likely: () => [],
};

export class Records {
  readonly #invented: Invented;
  /** What was written lies over what is invented; null is an invented record that was removed. Among very many, it is kept as text. */
  readonly #written = new Map<string, Stored | string | null>();
  readonly #isText: boolean;
  /** What was read last: one request looks at the same record several times. */
  #read: { readonly text: string; readonly record: Stored } | undefined;
  /** By path and value, the keys of what was written. */
  readonly #indexes = new Map<string, Map<string, Set<string>>>();
  /** All of them, and the place of each; made when it is asked for. */
  #list: { readonly all: readonly Stored[]; readonly places: Map<string, number> } | undefined;
  #size: number;

  constructor(invented?: Invented) {
    this.#isText = invented !== undefined;
    this.#invented = invented ?? none;
    this.#size = this.#invented.size;
  }

  get size(): number {
    return this.#size;
  }

  get(key: string): Stored | undefined {
    const written = this.#written.get(key);
    if (written !== undefined) return written === null ? undefined : this.#recordOf(written);
    const position = this.#invented.position(key);
    return position === undefined ? undefined : this.#invented.at(position);
  }

  /** In the order of their creation. */
  *keys(): Iterable<string> {
    for (let at = 0; at < this.#invented.size; at += 1) {
      const key = this.#invented.keyAt(at);
      if (this.#written.get(key) !== null) yield key;
    }
    for (const [key, record] of this.#written)
      if (record !== null && this.#invented.position(key) === undefined) yield key;
  }

  *entries(): Iterable<readonly [string, Stored]> {
    for (const key of this.keys()) {
      const record = this.get(key);
      if (record) yield [key, record];
    }
  }

  /** All of them; the list is not changed later. */
  all(): readonly Stored[] {
    if (!this.#list) {
      const entries = [...this.entries()];
      const places = new Map(entries.map(([key], at) => [key, at]));
      this.#list = { all: entries.map(([, record]) => record), places };
    }
    return this.#list.all;
  }

  /** True for a record that was written, which an invented one becomes by its first change. */
  isWritten(key: string): boolean {
    return Boolean(this.#written.get(key));
  }

  /** Null removes the record. */
  put(key: string, record: Stored | null): void {
    const text = this.#written.get(key);
    const isInvented = this.#invented.position(key) !== undefined;
    const wasThere = text === undefined ? isInvented : text !== null;
    const written = text && this.#indexes.size > 0 ? this.#recordOf(text) : undefined;
    for (const [path, index] of this.#indexes) {
      if (written) index.get(textAt(written, path))?.delete(key);
      if (record) file(index, textAt(record, path), key);
    }
    if (record) this.#written.set(key, this.#isText ? JSON.stringify(record) : record);
    else if (isInvented) this.#written.set(key, null);
    else this.#written.delete(key);
    this.#size += Number(record !== null) - Number(wasThere);
    this.#list = record === null ? undefined : this.#listWith(key, record);
  }

  /** The list after a write, copied: making it anew costs more than the write. */
  #listWith(key: string, record: Stored) {
    if (!this.#list) return undefined;
    const { all, places } = this.#list;
    const place = places.get(key) ?? all.length;
    places.set(key, place);
    const changed = all.slice();
    changed[place] = record;
    return { all: changed, places };
  }

  /** The records that have all of these values, e.g. under `candidate.email`, found without looking at every record. */
  find(members: readonly Member[]): (readonly [string, Stored])[] {
    const [first] = members;
    if (!first) return [];
    const { size, keyAt } = this.#invented;
    const likely =
      this.#invented.likely(first.path, first.value) ?? Array.from({ length: size }, (_, at) => at);
    const keys = new Set([
      ...likely.filter((at) => at < size).map(keyAt),
      ...(this.#index(first.path).get(textOf(first.value)) ?? []),
    ]);
    return [...keys].flatMap((key) => {
      const record = this.get(key);
      return record && has(record, members) ? [[key, record]] : [];
    });
  }

  #recordOf(written: Stored | string): Stored {
    if (typeof written !== "string") return written;
    if (this.#read?.text !== written) this.#read = { text: written, record: JSON.parse(written) as Stored };
    return this.#read.record;
  }

  #index(path: string): Map<string, Set<string>> {
    let index = this.#indexes.get(path);
    if (!index) {
      index = new Map();
      for (const [key, one] of this.#written) if (one) file(index, textAt(this.#recordOf(one), path), key);
      this.#indexes.set(path, index);
    }
    return index;
  }
}

function file(index: Map<string, Set<string>>, text: string, key: string): void {
  const keys = index.get(text);
  if (keys) keys.add(key);
  else index.set(text, new Set([key]));
}

/** Whether a record has all of these values. */
export function has(record: Stored, members: readonly Member[]): boolean {
  return members.every(({ path, value }) => textOf(value) === textAt(record, path));
}

/** The value under a name, which may be inside of others: `candidate.email`. */
export function valueAt(record: Stored, path: string): unknown {
  let value: unknown = record;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Stored)[name];
  }
  return value;
}

function textAt(record: Stored, path: string): string {
  return textOf(valueAt(record, path));
}

function textOf(value: unknown): string {
  return value === undefined ? "" : JSON.stringify(value);
}
