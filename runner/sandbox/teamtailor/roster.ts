/** All candidates of the simulated Teamtailor: the invented ones, made anew whenever asked for, and what was written over them. */
import type { Json } from "../../types.js";
import { isObject } from "../exchange.js";
import { type Journal, noJournal, openJournal } from "../journal.js";
import { localTime } from "../local-time.js";
import {
  type Attributes,
  type Candidate,
  candidateAt,
  idAt,
  positionOfEmail,
  positionOfId,
  type Relations,
  type Times,
  timesAt,
} from "../people.js";

/** What was written to a candidate, as kept in the journal. */
interface Change {
  readonly id: string;
  /** Epoch ms; there when the candidate was created through the API. */
  readonly created?: number;
  /** Epoch ms. */
  readonly updated: number;
  readonly attributes: Attributes;
  readonly relations?: Partial<Relations>;
  readonly resume?: boolean;
}

/** Attributes and relations of a write. */
export interface Written {
  readonly attributes: Attributes;
  readonly relations: Partial<Relations>;
  /** True when a resume came, false when it was taken away, undefined when it was left alone. */
  readonly resume: boolean | undefined;
}

const firstCreatedId = 90_000_001;
/** Writes are dated from here, one second apart: later than every invented date, and the same in every run. */
const writesStart = Date.UTC(2026, 0, 1);
const nobody: Relations = { department: [], role: [], locations: [], regions: [], division: [] };

export class Roster {
  readonly seed: number;
  readonly #generated: number;
  readonly #changes = new Map<string, Change>();
  readonly #changedEmails = new Map<string, number[]>();
  readonly #journal: Journal;
  #created = 0;
  #latest = writesStart;
  #version = 0;

  /** `file` undefined: nothing is kept. */
  constructor(seed: number, generated: number, file: string | undefined) {
    this.seed = seed;
    this.#generated = generated;
    this.#journal =
      file === undefined ? noJournal : openJournal(file, (line) => this.#remember(readChange(line)));
  }

  /** How many candidates there are; their positions are 0 to size - 1, in the order of their ids. */
  get size(): number {
    return this.#generated + this.#created;
  }

  /** Changes with every write. */
  get version(): number {
    return this.#version;
  }

  get counts(): { candidates: number; created: number; changed: number } {
    return { candidates: this.size, created: this.#created, changed: this.#changes.size - this.#created };
  }

  idAt(position: number): string {
    return position < this.#generated ? idAt(position) : String(firstCreatedId + position - this.#generated);
  }

  /** The position of an id; undefined when there is no such candidate. */
  position(id: string): number | undefined {
    const created = Number(id) - firstCreatedId;
    if (created >= 0) return created < this.#created ? this.#generated + created : undefined;
    const position = positionOfId(id);
    return position !== undefined && position < this.#generated ? position : undefined;
  }

  /** The positions of the candidates with exactly this email; more than one only among sourced ones. */
  positionsOfEmail(email: string): readonly number[] {
    const guess = positionOfEmail(email);
    const likely = guess === undefined ? [] : [guess];
    const positions = new Set([...likely, ...(this.#changedEmails.get(email) ?? [])]);
    return [...positions]
      .filter((position) => position < this.size && this.candidate(position).attributes.email === email)
      .sort((a, b) => a - b);
  }

  times(position: number): Times {
    const change = this.#changes.get(this.idAt(position));
    if (change?.created !== undefined) return { createdAt: change.created, updatedAt: change.updated };
    const times = timesAt(this.seed, position);
    return change === undefined ? times : { ...times, updatedAt: change.updated };
  }

  candidate(position: number): Candidate {
    const id = this.idAt(position);
    const change = this.#changes.get(id);
    if (change?.created !== undefined) {
      const relations = { ...nobody, ...change.relations };
      return { id, attributes: change.attributes, relations, hasResume: change.resume ?? false };
    }
    const made = candidateAt(this.seed, position);
    if (change === undefined) return made;
    return {
      id,
      attributes: { ...made.attributes, "updated-at": localTime(change.updated), ...change.attributes },
      relations: { ...made.relations, ...change.relations },
      hasResume: change.resume ?? made.hasResume,
    };
  }

  /** Adds a candidate and gives its position. */
  create(written: Written): number {
    const position = this.size;
    const created = this.#later();
    const stamps = { "created-at": localTime(created), "updated-at": localTime(created) };
    const attributes = { ...blank, ...stamps, ...written.attributes };
    this.#write([{ ...change(this.idAt(position), created, { ...written, attributes }), created }]);
    return position;
  }

  change(position: number, written: Written): void {
    this.#write([change(this.idAt(position), this.#later(), written)]);
  }

  /** Dates the last change of these candidates later than everything before, each a second after the other. */
  touch(positions: readonly number[]): void {
    const nothing = { attributes: {}, relations: {}, resume: undefined };
    this.#write(positions.map((position) => change(this.idAt(position), this.#later(), nothing)));
  }

  close(): void {
    this.#journal.close();
  }

  #later(): number {
    this.#latest += 1000;
    return this.#latest;
  }

  #write(changes: readonly Change[]): void {
    this.#journal.append(changes.map((one) => JSON.stringify(one)));
    for (const one of changes) this.#remember(one);
  }

  #remember(one: Change): void {
    const before = this.#changes.get(one.id);
    const merged = before === undefined ? one : merge(before, one);
    if (before === undefined && one.created !== undefined) this.#created += 1;
    this.#changes.set(one.id, merged);
    this.#latest = Math.max(this.#latest, one.updated);
    this.#version += 1;
    const { email } = one.attributes;
    const position = this.position(one.id);
    if (typeof email === "string" && position !== undefined) {
      this.#changedEmails.set(email, [...(this.#changedEmails.get(email) ?? []), position]);
    }
  }
}

/** The attributes of a candidate of whom nothing is known yet. */
const blank: Record<string, Json> = {
  connected: false,
  "created-at": null,
  "updated-at": null,
  email: null,
  "first-name": null,
  "last-name": null,
  phone: null,
  "facebook-id": null,
  "facebook-profile": null,
  "linkedin-uid": null,
  "linkedin-profile": null,
  "linkedin-url": null,
  picture: null,
  pitch: null,
  internal: false,
  referred: false,
  "referring-site": null,
  "referring-url": null,
  sourced: false,
  unsubscribed: false,
  resume_summary: null,
  "consent-future-jobs-at": null,
  tags: [],
};

function change(id: string, updated: number, { attributes, relations, resume }: Written): Change {
  return { id, updated, attributes, relations, ...(resume === undefined ? {} : { resume }) };
}

function merge(before: Change, after: Change): Change {
  const stamp: Attributes = before.created === undefined ? {} : { "updated-at": localTime(after.updated) };
  return {
    ...before,
    ...after,
    attributes: { ...before.attributes, ...after.attributes, ...stamp },
    relations: { ...before.relations, ...after.relations },
  };
}

function readChange(line: string): Change {
  const value: unknown = JSON.parse(line);
  if (!isObject(value) || typeof value.id !== "string" || typeof value.updated !== "number") {
    throw new TypeError("no candidate");
  }
  return value as unknown as Change;
}
