/** The fake origin of a world: its records with all their versions, how it lists them, and the clock that its answers show. */
import { type Form, forms } from "./cursors.js";
import type { Edit, RecordSpec, Ref, WorldSpec } from "./spec.js";

/** A record as the origin holds it. */
export interface Person {
  readonly id: number;
  /** Undefined without a cursor. */
  readonly t: number | undefined;
  /** Counts its changes. */
  readonly v: number;
  readonly kind: "a" | "b";
  readonly drop: boolean;
  readonly bad: boolean;
  readonly ref: string | number | null;
}

/** A page of the list, as it goes out. */
export interface ListPage {
  readonly people: readonly Readonly<Record<string, unknown>>[];
  readonly body: Readonly<Record<string, unknown>>;
}

/** What one command has seen of the list. */
export interface Seen {
  /** True once the records of a reading came in another order than that of their cursors. */
  disorder: boolean;
  /** True once a page has said how many records there are. */
  hasTotal: boolean;
  /** The queries for a cursor that this origin could not read. */
  readonly unread: string[];
}

export class Origin {
  readonly people: Person[] = [];
  readonly deleted: Person[] = [];
  readonly form: Form;
  seen: Seen = nothingSeen();
  readonly #world: WorldSpec;
  /** The seconds at which `t` is 0: chosen so that the origin's clock is about that of this machine. */
  readonly #base: number;
  #now: number;
  readonly #middle: number;
  #last: { person: Person | undefined; query: string } | undefined;

  constructor(world: WorldSpec) {
    this.#world = world;
    this.form = forms[world.form];
    for (const spec of world.records) this.#make(spec);
    const places = this.people.flatMap(({ t }) => t ?? []).filter((t) => t < FUTURE);
    this.#now = this.#round(Math.max(0, ...places) + 1);
    const { unit, isInstant } = this.form;
    const step = Math.max(1, unit);
    this.#base = isInstant ? Math.floor(Date.now() / 1000 / step) * step - this.#now * unit : 0;
    this.#middle = [...places].sort((a, b) => a - b)[Math.floor(places.length / 2)] ?? 0;
  }

  /** The text of the Date header of its answers. */
  get date(): string {
    const seconds = this.form.isInstant && this.form.unit <= 1 ? this.#seconds(this.#now) : Date.now() / 1000;
    return new Date(Math.floor(seconds) * 1000).toUTCString();
  }

  /** To be called before a command: what it sees of the list is collected anew. */
  begin(): void {
    this.seen = nothingSeen();
    this.#last = undefined;
  }

  edit(edit: Edit): void {
    // What changes on one day has one date.
    if (this.form.unit <= 1) this.#now = this.#round(this.#now + 1) + Math.ceil(1 / this.form.unit);
    const t = this.#now;
    if (edit.do === "add") {
      this.#make({ t: t - this.#late(edit.late), kind: edit.kind, ref: edit.ref });
      return;
    }
    const from = edit.do === "restore" ? this.deleted : this.people;
    const index = from.length === 0 ? -1 : edit.pick % from.length;
    const person = from[index];
    if (!person) return;
    if (edit.do === "change") this.people[index] = { ...person, t, v: person.v + 1 };
    if (edit.do === "delete") this.deleted.push(...this.people.splice(index, 1));
    if (edit.do === "restore") {
      this.deleted.splice(index, 1);
      this.people.push({ ...person, t, v: person.v + 1 });
    }
  }

  /** A page of the list; undefined for a query that it cannot read. */
  page(query: URLSearchParams): ListPage | undefined {
    const all = this.#listed(query);
    if (!all) return undefined;
    const { pageSize, paging, order } = this.#world;
    const asked = query.get("page");
    const start = paging === "token" ? placeBehind(all, asked) : (Number(asked ?? 1) - 1) * pageSize;
    const page = all.slice(start, start + pageSize);
    // Each page may be backwards in itself, while the pages follow each other.
    const isTurned = order === "in-pages" && query.get("sort") !== null;
    const rows = (isTurned ? page.reverse() : page).map(({ person }) => person);
    const more = start + pageSize < all.length;
    this.#watch(rows, query);
    if (this.#world.total === "number" || this.#world.total === "text") this.seen.hasTotal = true;
    const people = rows.map((person) => this.show(person));
    const number = Number(asked ?? 1) + 1;
    const next = new URLSearchParams(query);
    next.set("page", String(number));
    return {
      people,
      body: {
        people,
        ...this.#total(all.length, rows.length),
        more,
        ...(paging === "next" && more ? { next: `/people?${next}` } : {}),
        ...(paging === "token" && more ? { token: tokenOf(all[start + pageSize - 1]) } : {}),
      },
    };
  }

  /** A record as JSON. */
  show({ id, t, v, kind, drop, bad, ref }: Person): Record<string, unknown> {
    return {
      ...{ id, v, kind, ref, name: `P${id} v${v}`, drop, bad },
      ...(t === undefined ? {} : { updated_at: this.form.write(this.#seconds(t), id) }),
    };
  }

  /** By its number, as the paths of requests have it. */
  find(id: string): Person | undefined {
    return this.people.find((person) => String(person.id) === id);
  }

  /** So far before its time a record may turn up, and no incremental run misses it. */
  #late(seconds = 0): number {
    const isAllowed = this.#world.overlap && this.#world.filter === "inclusive";
    return isAllowed ? Math.ceil(seconds / this.form.unit) : 0;
  }

  #seconds(t: number): number {
    return this.#base + t * this.form.unit;
  }

  #make({ t, kind, drop, bad, ref, future }: RecordSpec): void {
    const id = this.people.length + this.deleted.length + 1;
    const place = future && this.form.isInstant && t !== undefined ? t + FUTURE : t;
    this.people.push({
      id,
      t: place,
      v: 1,
      kind: kind ?? "a",
      ref: refOf(this.#world, id, ref),
      drop: drop === true,
      bad: bad === true,
    });
  }

  /** A whole second, or day. */
  #round(t: number): number {
    const whole = Math.ceil(1 / this.form.unit);
    return Math.ceil(t / whole) * whole;
  }

  #listed(query: URLSearchParams): Ranked[] | undefined {
    const { order, filter } = this.#world;
    const from = query.get("from");
    const kind = query.get("kind");
    let all = kind === null ? this.people : this.people.filter((person) => person.kind === kind);
    if (from !== null) {
      const seconds = this.form.read(from);
      const read = ((seconds ?? Number.NaN) - this.#base) / this.form.unit;
      if (Number.isNaN(read)) {
        this.seen.unread.push(from);
        return undefined;
      }
      const edge = filter === "rounding" ? this.#round(read) : read;
      all = all.filter(({ t }) => t !== undefined && (filter === "exclusive" ? t > edge : t >= edge));
    }
    const isSorted = query.get("sort") !== null;
    const rank = ({ id, t = Number.MAX_SAFE_INTEGER }: Person): readonly number[] => {
      if (!isSorted) return [id];
      if (order === "descending") return [-t, -id];
      if (order === "shuffled") return [Math.imul(id, 0x9e3779b1) >>> 0];
      if (order === "blocks") return [t > this.#middle ? 0 : 1, t, id];
      return [t, id];
    };
    return all
      .map((person) => ({ person, rank: rank(person) }))
      .sort((one, other) => compare(one.rank, other.rank));
  }

  #total(all: number, rows: number): { total?: number | string } {
    switch (this.#world.total) {
      case "none":
        return {};
      case "number":
        return { total: all };
      case "text":
        return { total: String(all) };
      case "more":
        return { total: all + 3 };
      case "page":
        return { total: rows };
    }
  }

  /** Whoever reads pages of one list one after the other can see whether they are in order. */
  #watch(rows: readonly Person[], query: URLSearchParams): void {
    const list = new URLSearchParams(query);
    list.delete("page");
    let last = this.#last?.query === list.toString() ? this.#last.person : undefined;
    for (const person of rows) {
      if (last?.t !== undefined && person.t !== undefined && person.t < last.t) this.seen.disorder = true;
      if (person.t !== undefined) last = person;
    }
    this.#last = { person: last, query: list.toString() };
  }
}

/** So far behind the clock lies a record of the future. */
const FUTURE = 100_000;

function nothingSeen(): Seen {
  return { disorder: false, hasTotal: false, unread: [] };
}

/** A record and its place in the order of a list. */
interface Ranked {
  readonly person: Person;
  readonly rank: readonly number[];
}

function tokenOf(last: Ranked | undefined): string {
  return Buffer.from(JSON.stringify(last?.rank ?? [])).toString("base64url");
}

/** Where the list goes on behind the place that a token names, whoever has come or gone since. */
function placeBehind(all: readonly Ranked[], token: string | null): number {
  if (token === null) return 0;
  const place = JSON.parse(Buffer.from(token, "base64url").toString()) as number[];
  const at = all.findIndex(({ rank }) => compare(rank, place) > 0);
  return at === -1 ? all.length : at;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, one] of a.entries()) {
    const difference = one - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function refOf(world: WorldSpec, id: number, ref: Ref | undefined): string | number | null {
  const isBlind = world.target === "blind" || world.target === "steps";
  if (ref === "shared") return "shared";
  if (ref === "number") return id;
  // Such keys make no path, so a target that is asked by key cannot have them.
  if (ref === undefined || !isBlind) return String(id);
  if (ref === "twin") return String(id - 1);
  return ref === "empty" ? "" : null;
}
