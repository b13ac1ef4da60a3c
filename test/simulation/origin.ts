/** The fake origin: a list of people that can be read by page numbers, by links, from a cursor and one by one, behind a token or a log-in. */
import { filtered, type Habits, ordered, written } from "./list-habits.js";
import { type Person, second } from "./people.js";
import { Turns } from "./turns.js";
import type { Answer, Asked } from "./visit.js";

export const originHost = "api.origin.example";
export const filesHost = "files.origin.example";

export class Origin {
  people: Person[];
  /** How its list is, where it is not as its manifest says. */
  habits: Habits = {};
  readonly #token: string;
  /** Who was there at the beginning. */
  readonly #first: readonly number[];
  readonly #tickets = new Set<string>();
  #tickets_given = 0;
  readonly #turns: Turns;

  constructor(people: Person[], token: string) {
    this.people = people;
    this.#first = people.map(({ id }) => id);
    this.#token = token;
    this.#turns = new Turns(token);
  }

  /** What it answers; `kind` of the visit was told by {@link originKind}. */
  answer({ path, query, headers, host, body }: Asked): Answer {
    if (host === filesHost) return { status: 200, type: "application/pdf", body: fileOf(path) };
    if (path === "/login") return json(200, { id: this.#ticket() });
    if (path === "/turn") return this.#turns.turn(body);
    if (path === "/turned" && !this.#turns.isIn(String(headers["x-ticket"])))
      return json(401, { error: "no such ticket" });
    if (path === "/guarded" && !this.#tickets.has(String(headers["x-ticket"]))) {
      return json(401, { error: "no such ticket" });
    }
    if (headers.authorization !== `Bearer ${this.#token}`) return json(401, { error: "no such token" });
    if (path === "/deleted") return json(200, { people: this.#deleted(query.get("from") ?? "") });
    const [, , id] = path.split("/");
    if (id !== undefined) {
      const person = this.people.find((one) => String(one.id) === id);
      return person ? json(200, { person }) : json(404, { error: `there is no ${id}` });
    }
    const people = filtered(this.people, query.get("from"), this.habits);
    if (!people) return json(400, { error: `no such instant: ${query.get("from")}` });
    return json(200, this.page(path, query));
  }

  /** One page of the list. */
  page(path: string, query: URLSearchParams): Record<string, unknown> {
    const size = Number(query.get("size") ?? 10);
    const number = Number(query.get("page") ?? 1);
    const kind = query.get("kind");
    const people = kind === null ? this.people : this.people.filter(({ id }) => kindOf(id) === kind);
    const to = query.get("to");
    const all = (filtered(people, query.get("from"), this.habits) ?? []).filter(
      ({ updated_at }) => to === null || this.habits.filter === "open end" || updated_at < to,
    );
    const sorted = ordered(all.sort(query.get("sort") === "updated" ? byChange : byId), size, this.habits);
    const rows = sorted.slice((number - 1) * size, number * size);
    const more = number * size < sorted.length;
    const next = new URLSearchParams(query);
    next.set("page", String(number + 1));
    return {
      people: rows.map((person) => ({
        ...person,
        at: written(person, this.habits),
        cv: `https://${filesHost}/cv/${person.id}`,
      })),
      total: sorted.length,
      token: this.people.reduce((last, { updated_at }) => (updated_at > last ? updated_at : last), ""),
      more,
      next: more ? `https://${originHost}${path}?${next}` : null,
    };
  }

  /** Whom it names as deleted, each at a second of its own. */
  #deleted(from: string): object[] {
    const isNamed = (id: number) =>
      this.habits.deleted === "everybody" || !this.people.some((person) => person.id === id);
    const all = this.#first.filter(isNamed).map((id) => ({ person: id, gone: second(id) }));
    return all.filter(({ gone }) => gone >= from);
  }

  /** Every ticket that was given ends. */
  forgetTickets(): void {
    this.#tickets.clear();
  }

  /** Changes a person, so that it moves to the end of the list. */
  touch(index: number): void {
    const person = this.people[index];
    const last = this.people.reduce(
      (latest, { updated_at }) => (updated_at > latest ? updated_at : latest),
      "",
    );
    if (!person) return;
    person.name = `${person.name}, changed`;
    person.updated_at = new Date(Date.parse(last) + 1000).toISOString();
  }

  /** One more person, the first of the list by its id and the last by its change. */
  insert(): void {
    const id = Math.min(...this.people.map((person) => person.id)) - 1;
    this.people.push({ id, name: `Person ${id}`, updated_at: second(0) });
    this.touch(this.people.length - 1);
  }

  #ticket(): string {
    this.#tickets_given += 1;
    const ticket = `ticket-${this.#tickets_given}`;
    this.#tickets.add(ticket);
    return ticket;
  }
}

function json(status: number, value: unknown): Answer {
  return { status, type: "application/json", body: Buffer.from(JSON.stringify(value)) };
}

/** What the file of a person holds. */
export function fileOf(path: string): Buffer {
  return Buffer.from(`%PDF- of ${path} `.repeat(20));
}

/** What the list can be filtered by. */
export function kindOf(id: number): string {
  return id % 2 === 0 ? "even" : "odd";
}

function byChange(a: Person, b: Person): number {
  return a.updated_at < b.updated_at ? -1 : a.updated_at > b.updated_at ? 1 : a.id - b.id;
}

function byId(a: Person, b: Person): number {
  return a.id - b.id;
}
