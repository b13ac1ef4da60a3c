/** The fake target of a world: what it holds, by source, and the promises that are broken by a request at the moment it arrives. */
import type { Origin } from "./origin.js";
import { canBeAsked, type WorldSpec } from "./spec.js";

/** An item as it was sent. */
export interface Item {
  readonly ref: string | number | null;
  readonly id: number;
  readonly v: number;
  readonly kind: string;
  archived?: boolean;
}

/** What the command that runs was told to do; whatever it writes has to belong to that (I10). */
export interface Expectation {
  readonly source: string;
  readonly kind: string | undefined;
  /** True when a whole run of these filters and this target has come to an end before, or the operator has said that it is right. */
  readonly isKnown: boolean;
}

/** Something that must never happen, by the invariant that it breaks. */
export interface Broken {
  readonly name: string;
  readonly what: string;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export class Target {
  readonly broken: Broken[] = [];
  expected: Expectation = { source: "one", kind: undefined, isKnown: false };
  /** How many items it took, whether anew or over another. */
  writes = 0;
  readonly #world: WorldSpec;
  readonly #origin: Origin;
  readonly #sources = new Map<string, Item[]>();

  constructor(world: WorldSpec, origin: Origin) {
    this.#world = world;
    this.#origin = origin;
  }

  itemsOf(source: string): Item[] {
    const items = this.#sources.get(source) ?? [];
    this.#sources.set(source, items);
    return items;
  }

  /** The version that a source holds of a record; undefined for none. */
  versionOf(source: string, id: number): number | undefined {
    const versions = this.itemsOf(source)
      .filter((item) => item.id === id && !item.archived)
      .map(({ v }) => v);
    return versions.length === 0 ? undefined : Math.max(...versions);
  }

  /** Carries out a request. */
  answer(method: string, path: string, query: URLSearchParams, json: unknown): Reply {
    const source = query.get("source") ?? "";
    const items = this.itemsOf(source);
    if (method !== "GET" && source !== this.expected.source)
      this.#break("I10 other target", `${method} ${path} went to source ${source}`);
    const [, kind, name] = path.split("/");
    const ref = decodeURIComponent(name ?? "");
    if (kind === "notes") return { status: 201, body: {} };
    if (kind === "archive") return this.#archive(items, Object(json) as { ref: unknown });
    const at = items.findIndex((item) => String(item.ref) === ref);
    if (method === "GET" && name === undefined)
      return { status: 200, body: items.filter(({ archived }) => !archived) };
    if (method === "GET")
      return at < 0 ? { status: 404, body: { error: "there is none" } } : { status: 200, body: items[at] };
    return this.#write(items, method === "PUT" ? at : -1, json as Item);
  }

  #write(items: Item[], at: number, item: Item): Reply {
    const { kind } = this.expected;
    this.writes += 1;
    if (kind !== undefined && item.kind !== kind)
      this.#break("I10 other filter", `${shown(item)} was written by a run of kind ${kind}`);
    const before = items[at];
    if (before) {
      if (before.id === item.id && before.v > item.v)
        this.#break("I5 older over newer", `${shown(item)} was written over version ${before.v}`);
      items[at] = item;
      return { status: 200, body: item };
    }
    const twin = items.find((one) =>
      isKey(item.ref) ? one.ref === item.ref : one.id === item.id && one.v === item.v,
    );
    if (twin) this.#break("I5 twice", `${shown(item)} was sent although ${shown(twin)} is there`);
    items.push(item);
    return { status: 201, body: item };
  }

  #archive(items: Item[], { ref }: { ref: unknown }): Reply {
    const { kind, isKnown } = this.expected;
    for (const item of items.filter((one) => one.ref === ref)) {
      const live = this.#origin.people.find((person) => person.ref === ref);
      // Whoever asks twice, or says so, for fewer records than a target holds means that it shall hold no more.
      const isNarrowed = kind !== undefined && live?.kind !== kind && isKnown;
      if (live && !isNarrowed) this.#break("G1 archived while live", `${shown(item)} is at the origin`);
      item.archived = true;
    }
    return { status: 200, body: {} };
  }

  #break(name: string, what: string): void {
    this.broken.push({
      name,
      what: `${what} (${canBeAsked(this.#world) ? "idempotent" : "cannot be asked"})`,
    });
  }
}

function isKey(ref: Item["ref"]): boolean {
  return ref !== null && ref !== "";
}

function shown({ ref, id, v }: Item): string {
  return `record ${id} v${v} (key ${JSON.stringify(ref)})`;
}
