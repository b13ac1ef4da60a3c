/** All profiles of the simulated HrFlow.ai, kept as JSON text: a hundred thousand fit, and reading one parses nothing. */
import { isObject } from "./exchange.js";
import { keyOf, type StoredProfile } from "./hrflow-profile.js";
import { type Journal, noJournal, openJournal } from "./journal.js";

/** One profile on the shelf. */
export interface Shelved {
  readonly key: string;
  readonly reference: string | null;
  readonly source: string;
  /** Epoch ms. */
  readonly createdAt: number;
  /** Epoch ms. */
  readonly updatedAt: number;
  readonly archived: boolean;
  /** A StoredProfile. */
  readonly json: string;
}

export class Shelf {
  readonly #profiles = new Map<string, Shelved>();
  /** Profiles whose key no longer follows from their reference. */
  readonly #renamed = new Map<string, string>();
  readonly #journal: Journal;
  #version = 0;

  /** `file` undefined: nothing is kept. */
  constructor(file: string | undefined) {
    this.#journal =
      file === undefined ? noJournal : openJournal(file, (line) => this.#remember(line, readProfile(line)));
  }

  /** Changes with every write. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#profiles.size;
  }

  /** Every profile, in the order of their first write. */
  all(): IterableIterator<Shelved> {
    return this.#profiles.values();
  }

  byKey(source: string, key: string): Shelved | undefined {
    const found = this.#profiles.get(key);
    return found?.source === source ? found : undefined;
  }

  byReference(source: string, reference: string): Shelved | undefined {
    const usual = keyOf(source, reference);
    const found = this.#profiles.get(this.#renamed.get(usual) ?? usual);
    return found?.reference === reference && found.source === source ? found : undefined;
  }

  /** A key for a profile without a reference. */
  freshKey(source: string): string {
    for (let number = this.size; ; number++) {
      const key = keyOf(source, `\u0000${number}`);
      if (!this.#profiles.has(key)) return key;
    }
  }

  /** Writes a profile; when this returns it survives the process. */
  put(profile: StoredProfile): Shelved {
    const json = JSON.stringify(profile);
    this.#journal.append([json]);
    return this.#remember(json, profile);
  }

  close(): void {
    this.#journal.close();
  }

  #remember(json: string, profile: StoredProfile): Shelved {
    const { key, reference, source_key: source } = profile;
    const shelved: Shelved = {
      key,
      reference,
      source,
      createdAt: Date.parse(profile.created_at),
      updatedAt: Date.parse(profile.updated_at),
      archived: profile.archived_at !== null,
      json,
    };
    this.#profiles.set(key, shelved);
    this.#version += 1;
    if (reference !== null) {
      const usual = keyOf(source, reference);
      if (usual !== key) this.#renamed.set(usual, key);
      else this.#renamed.delete(usual);
    }
    return shelved;
  }
}

/** The profile behind the text. */
export function unfold({ json }: Shelved): StoredProfile {
  return readProfile(json);
}

function readProfile(json: string): StoredProfile {
  const value: unknown = JSON.parse(json);
  if (!isObject(value) || typeof value.key !== "string" || typeof value.source_key !== "string") {
    throw new TypeError("no profile");
  }
  return value as unknown as StoredProfile;
}
