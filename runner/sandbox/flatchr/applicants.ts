/** The applicants of the simulated Flatchr: invented ones, and what was written to them or added since. */
import { isObject } from "../exchange.js";
import { type Journal, noJournal, openJournal } from "../journal.js";
import { namings } from "../names.js";
import { draws, hex, opaqueId } from "../random.js";
import { columns, createVacancies, type Vacancy, type VacancyNames } from "./vacancies.js";

/** One application: somebody who applies twice is two applicants and one candidate. */
export interface Applicant {
  readonly id: string;
  /** The encoded id of its vacancy. */
  readonly vacancy: string;
  readonly column_id: number;
  /** 1 active, 0 archived. */
  readonly status: number;
  readonly score: number;
  readonly comment: string;
  readonly source: string;
  /** Epoch ms. */
  readonly created: number;
  /** Epoch ms. */
  readonly updated: number;
  readonly candidate: FlatchrCandidate;
}

export interface FlatchrCandidate {
  readonly id: string;
  readonly firstname: string;
  readonly lastname: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly urls: unknown;
  /** Where the file is kept, without its extension; null without one. */
  readonly file: string | null;
}

/** What was stored about a candidate under a reference of the sender's choice. */
export interface Information {
  readonly reference: string;
  readonly app_name: string | null;
  readonly type: string;
  readonly value: unknown;
}

type Line = { readonly applicant: Applicant } | { readonly information: Information };

const kinds = { applicant: 35, candidate: 36 };
const start = Date.UTC(2024, 0, 3);
const span = Date.UTC(2025, 11, 20) - start;
/** Writes are dated from here, one second apart: later than every invented date, and the same in every run. */
const writesStart = Date.UTC(2026, 0, 1);

/** The candidate id of the invented candidate at a position. */
export const flatchrCandidateIdAt = (position: number): string => opaqueId(kinds.candidate, position);
/** The id of the invented applicant at a position; the one at 0 is the candidate at 0. */
export const applicantIdAt = (position: number): string => opaqueId(kinds.applicant, position);

export class Applicants {
  readonly vacancies: readonly Vacancy[];
  readonly #seed: number;
  readonly #applicants = new Map<string, Applicant>();
  readonly #informations = new Map<string, Information>();
  readonly #changed = new Set<string>();
  readonly #journal: Journal;
  #created = 0;
  #latest = writesStart;

  /** `first` names the vacancy that pipelines name; `file` undefined: nothing is kept. */
  constructor(seed: number, size: number, first: VacancyNames, file: string | undefined) {
    this.#seed = seed;
    this.vacancies = createVacancies(first);
    for (let position = 0; position < size; position++) {
      const made = this.#invent(position);
      this.#applicants.set(made.id, made);
    }
    this.#journal =
      file === undefined ? noJournal : openJournal(file, (line) => this.#remember(readLine(line)));
  }

  get counts(): Readonly<Record<string, number>> {
    return {
      applicants: this.#applicants.size,
      created: this.#created,
      changed: this.#changed.size,
      informations: this.#informations.size,
      vacancies: this.vacancies.length,
    };
  }

  all(): IterableIterator<Applicant> {
    return this.#applicants.values();
  }

  informations(): IterableIterator<Information> {
    return this.#informations.values();
  }

  get(id: string): Applicant | undefined {
    return this.#applicants.get(id);
  }

  /** Moves or archives; a change to what is already so leaves the date alone. */
  change(before: Applicant, change: Partial<Pick<Applicant, "column_id" | "status">>): Applicant {
    const { column_id = before.column_id, status = before.status } = change;
    if (column_id === before.column_id && status === before.status) return before;
    const after = { ...before, column_id, status, updated: this.#later() };
    this.#write({ applicant: after });
    return after;
  }

  /** Adds an application; who is known by email is the same candidate. */
  apply(vacancy: string, person: Omit<FlatchrCandidate, "id">, comment: string): Applicant {
    const number = 1_000_000 + this.#created;
    const known = [...this.all()].find(
      ({ candidate }) => person.email !== null && candidate.email === person.email,
    )?.candidate;
    const created = this.#later();
    const made: Applicant = {
      id: applicantIdAt(number),
      vacancy,
      column_id: columns[0]?.id ?? 0,
      status: 1,
      score: 0,
      comment,
      source: "Site carrière",
      created,
      updated: created,
      candidate: { id: known?.id ?? flatchrCandidateIdAt(number), ...person },
    };
    this.#write({ applicant: made });
    return made;
  }

  /** Keeps information under its reference; true when there was some before. */
  inform(information: Information): boolean {
    const before = this.#informations.has(information.reference);
    this.#write({ information });
    return before;
  }

  close(): void {
    this.#journal.close();
  }

  #later(): number {
    this.#latest += 1000;
    return this.#latest;
  }

  #write(line: Line): void {
    this.#journal.append([JSON.stringify(line)]);
    this.#remember(line);
  }

  #remember(line: Line): void {
    if ("information" in line) {
      this.#informations.set(line.information.reference, line.information);
      return;
    }
    const { applicant } = line;
    if (applicant.created > writesStart && !this.#applicants.has(applicant.id)) this.#created += 1;
    else this.#changed.add(applicant.id);
    this.#applicants.set(applicant.id, applicant);
    this.#latest = Math.max(this.#latest, applicant.updated);
  }

  #invent(position: number): Applicant {
    const draw = draws(this.#seed, position, kinds.applicant);
    const created = start + Math.floor(draw.next() * span);
    const moved = draw.chance(0.7);
    // Every sixth applicant is the one before, applying to the next vacancy.
    const person = position - Math.floor(position / 6);
    const at = (person * 5 + (position % 6 === 0 && position > 0 ? 1 : 0)) % (this.vacancies.length - 1);
    return {
      id: applicantIdAt(position),
      vacancy: this.vacancies[at]?.id ?? "",
      column_id: draw.one(columns).id,
      status: draw.chance(0.12) ? 0 : 1,
      score: draw.below(6),
      comment: "",
      source: draw.one(["L'Apec", "Indeed", "Cooptation", "Site carrière"]),
      created,
      updated: moved ? created + Math.floor(draw.next() * (start + span - created)) : created,
      candidate: inventCandidate(this.#seed, person),
    };
  }
}

function inventCandidate(seed: number, person: number): FlatchrCandidate {
  const draw = draws(seed, person, kinds.candidate);
  // Only people whose names the entry form takes.
  const naming = draw.one(namings.slice(0, 4));
  const [firstname, lastname] = [draw.one(naming.first), draw.one(naming.last ?? [""])];
  const slug = `${firstname}.${lastname}`
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z.]/g, "");
  return {
    id: flatchrCandidateIdAt(person),
    firstname,
    lastname,
    email: `${slug}.f${person}@example.org`,
    phone: draw.chance(0.8) ? `+33 6 37 00 ${10 + draw.below(90)} ${10 + draw.below(90)}` : null,
    urls: draw.chance(0.3) ? { linkedin: `https://www.linkedin.com/in/example-f${person}` } : {},
    file:
      draw.chance(0.75) || person === 0
        ? `candidates/2024/02/${hex(32, seed, person, kinds.candidate)}/cv`
        : null,
  };
}

function readLine(line: string): Line {
  const value: unknown = JSON.parse(line);
  if (!isObject(value) || !(isObject(value.applicant) || isObject(value.information))) {
    throw new TypeError("no line of Flatchr");
  }
  return value as unknown as Line;
}
