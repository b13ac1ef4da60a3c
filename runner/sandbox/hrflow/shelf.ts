/** What the simulated HrFlow.ai stores, kept as JSON text: a hundred thousand profiles fit, and reading one parses nothing. */
import { createHash } from "node:crypto";
import { isObject } from "../exchange.js";
import { type Journal, noJournal, openJournal } from "../journal.js";

/** What profiles and jobs have in common. */
export interface Stored {
  readonly key: string;
  readonly reference: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly archived_at: string | null;
}

/** One profile or job on the shelf. */
export interface Shelved {
  readonly key: string;
  readonly reference: string | null;
  /** The key of its source or board. */
  readonly home: string;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Epoch ms. */
  readonly updatedAt: number;
  readonly archived: boolean;
  readonly json: string;
}

export class Shelf<Thing extends Stored> {
  readonly #things = new Map<string, Shelved>();
  /** Those whose key no longer follows from their reference. */
  readonly #renamed = new Map<string, string>();
  /** Keys of what was there from the beginning and has not been written since. */
  readonly #presets = new Set<string>();
  readonly #homeOf: (thing: Thing) => string;
  readonly #journal: Journal;
  #version = 0;

  /** `homeOf` gives the key of the source or board; `file` undefined: nothing is kept. */
  constructor(file: string | undefined, homeOf: (thing: Thing) => string) {
    this.#homeOf = homeOf;
    this.#journal =
      file === undefined ? noJournal : openJournal(file, (line) => this.#remember(line, this.#read(line)));
  }

  /** Changes with every write. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#things.size;
  }

  /** Everything, in the order of their first write. */
  all(): IterableIterator<Shelved> {
    return this.#things.values();
  }

  countAt(home: string): number {
    let count = 0;
    for (const one of this.all()) if (one.home === home) count += 1;
    return count;
  }

  /** Whatever has this key, wherever it is at home. */
  get(key: string): Shelved | undefined {
    return this.#things.get(key);
  }

  byKey(home: string, key: string): Shelved | undefined {
    const found = this.#things.get(key);
    return found?.home === home ? found : undefined;
  }

  byReference(home: string, reference: string): Shelved | undefined {
    const usual = keyOf(home, reference);
    const found = this.#things.get(this.#renamed.get(usual) ?? usual);
    return found?.reference === reference && found.home === home ? found : undefined;
  }

  /** A key that follows from the reference, unless there is none or a thing that has been renamed since still holds it. */
  freeKey(home: string, reference: string | null): string {
    const usual = reference === null ? undefined : keyOf(home, reference);
    if (usual !== undefined && !this.#things.has(usual)) return usual;
    for (let number = this.size; ; number++) {
      const key = keyOf(home, `\u0000${number}`);
      if (!this.#things.has(key)) return key;
    }
  }

  /** Writes a profile or job; when this returns it survives the process. */
  put(thing: Thing): Shelved {
    const json = JSON.stringify(thing);
    this.#journal.append([json]);
    this.#presets.delete(thing.key);
    return this.#remember(json, thing);
  }

  /** Puts what every new sandbox holds on the shelf, unless it was there before; it is made anew each time and not kept. */
  preset(thing: Thing): void {
    if (this.#things.has(thing.key)) return;
    this.#presets.add(thing.key);
    this.#remember(JSON.stringify(thing), thing);
  }

  /** True for what was there from the beginning, as long as nobody wrote to it. */
  isPreset(key: string): boolean {
    return this.#presets.has(key);
  }

  /** What is behind the text. */
  unfold({ json }: Shelved): Thing {
    return this.#read(json);
  }

  close(): void {
    this.#journal.close();
  }

  #read(json: string): Thing {
    const value: unknown = JSON.parse(json);
    if (!isObject(value) || typeof value.key !== "string") throw new TypeError("nothing that was stored");
    return value as unknown as Thing;
  }

  #remember(json: string, thing: Thing): Shelved {
    const { key, reference } = thing;
    const home = this.#homeOf(thing);
    const shelved: Shelved = {
      key,
      reference,
      home,
      createdAt: Date.parse(thing.created_at),
      updatedAt: Date.parse(thing.updated_at),
      archived: thing.archived_at !== null,
      json,
    };
    this.#things.set(key, shelved);
    this.#version += 1;
    if (reference !== null) {
      const usual = keyOf(home, reference);
      if (usual !== key) this.#renamed.set(usual, key);
      else this.#renamed.delete(usual);
    }
    return shelved;
  }
}

/** The key of what has this reference: 40 hexadecimal digits that follow from home and reference. */
export function keyOf(home: string, reference: string): string {
  return createHash("sha1").update(`${home}\n${reference}`).digest("hex");
}
