/** What a described system holds: its collections, and a journal of what was written. */
import { isObject } from "../exchange.js";
import { type Journal, noJournal, openJournal } from "../journal.js";
import { type Invented, Records, type Stored } from "./records.js";

interface Line {
  readonly collection: string;
  readonly key: string;
  /** Null: it was removed. */
  readonly record: Stored | null;
  readonly how: "created" | "changed" | "set";
  /** Epoch ms of the write. */
  readonly at: number;
}

/** Writes are dated from here, one second apart: later than every invented date, and the same in every run. */
const writesStart = Date.UTC(2026, 0, 1);

export class Holdings {
  readonly #collections = new Map<string, Records>();
  readonly #changed = new Set<string>();
  #journal: Journal = noJournal;
  #created = 0;
  #version = 0;
  #latest = writesStart;
  readonly #isChanged: boolean;

  /** @param isChanged whether requests change records: then the counts say how many were created and changed */
  constructor(isChanged: boolean) {
    this.#isChanged = isChanged;
  }

  /** Begins a collection. */
  open(collection: string, invented?: Invented): void {
    this.#collections.set(collection, new Records(invented));
  }

  /** Adds a record that was there before anybody wrote. */
  preset(collection: string, key: string, record: Stored): void {
    this.of(collection).put(key, record);
    this.#version += 1;
  }

  /** Reads what earlier processes wrote, and writes there from now on. */
  keepIn(file: string): void {
    this.#journal = openJournal(file, (line) => this.#remember(readLine(line)));
  }

  of(collection: string): Records {
    const found = this.#collections.get(collection);
    if (!found) throw new TypeError(`no collection ${collection}`);
    return found;
  }

  /** The time of the next write. */
  later(): string {
    return new Date(this.#latest + 1000).toISOString();
  }

  /** `created` and `changed` are counted, `set` is not. */
  write(collection: string, key: string, record: Stored | null, how: Line["how"]): void {
    const line = { collection, key, record, how, at: this.#latest + 1000 };
    if (this.#journal !== noJournal) this.#journal.append([JSON.stringify(line)]);
    this.#remember(line);
  }

  get counts(): Readonly<Record<string, number>> {
    const sizes = [...this.#collections].map(([name, records]) => [name, records.size] as const);
    const changes: Record<string, number> = this.#isChanged
      ? { created: this.#created, changed: this.#changed.size }
      : {};
    return { ...Object.fromEntries(sizes), ...changes };
  }

  /** How many records were created by requests, now or in earlier processes. */
  get created(): number {
    return this.#created;
  }

  /** Changes with every write. */
  get version(): number {
    return this.#version;
  }

  close(): void {
    this.#journal.close();
  }

  #remember({ collection, key, record, how, at }: Line): void {
    if (how === "created") this.#created += 1;
    if (how === "changed") this.#changed.add(`${collection} ${key}`);
    // A description that was changed since may have no such collection.
    this.#collections.get(collection)?.put(key, record);
    this.#version += 1;
    this.#latest = at;
  }
}

function readLine(text: string): Line {
  const value: unknown = JSON.parse(text);
  if (!isObject(value) || typeof value.collection !== "string" || typeof value.at !== "number")
    throw new TypeError("no line of a described system");
  return value as unknown as Line;
}
