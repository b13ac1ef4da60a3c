/** What the simulated TalentSoft was sent: applications from its career site. */
import { isObject } from "../exchange.js";
import { type Journal, noJournal, openJournal } from "../journal.js";

export interface Application {
  readonly id: number;
  /** "" or null for one that names no vacancy. */
  readonly offerReference: string | null;
  readonly applicant: unknown;
  readonly application: unknown;
  /** The files without their bytes. */
  readonly files: readonly {
    readonly key: string;
    readonly name: string;
    readonly fileTypeId: unknown;
    readonly size: number;
  }[];
}

type Line = { readonly application: Application };

export class Inbox {
  readonly applications: Application[] = [];
  readonly #journal: Journal;

  /** `file` undefined: nothing is kept. */
  constructor(file: string | undefined) {
    this.#journal =
      file === undefined ? noJournal : openJournal(file, (line) => this.#remember(readLine(line)));
  }

  write(line: Line): void {
    this.#journal.append([JSON.stringify(line)]);
    this.#remember(line);
  }

  close(): void {
    this.#journal.close();
  }

  #remember(line: Line): void {
    this.applications.push(line.application);
  }
}

function readLine(line: string): Line {
  const value: unknown = JSON.parse(line);
  if (!isObject(value) || !isObject(value.application)) {
    throw new TypeError("no line of TalentSoft");
  }
  return value as unknown as Line;
}
