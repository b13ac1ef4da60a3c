/** A log-in that gives what the next one is made with. What was used before stays good until that was used, and never again. */
import type { Answer } from "./visit.js";

/** So many pages, and a ticket has ended. */
const PAGES = 2;

export class Turns {
  readonly #password: string;
  /** What was used last, and what was given for it; at first the password is what would be used. */
  #used: string;
  #given: string | undefined;
  #count = 0;
  #ticket = "";
  #left = 0;

  constructor(password: string) {
    this.#password = password;
    this.#used = password;
  }

  turn(body: Buffer): Answer {
    const { token, refresh } = JSON.parse(body.toString("utf8")) as {
      token: string;
      refresh?: string | null;
    };
    const shown = refresh ?? token;
    if (shown !== this.#used && shown !== this.#given) return said(401, { error: "this was used up" });
    this.#used = shown;
    this.#count += 1;
    this.#given = `refresh-of-${this.#password}-${this.#count}`;
    this.#ticket = `ticket-of-${this.#password}-${this.#count}`;
    this.#left = PAGES;
    return said(200, { id: this.#ticket, refresh: this.#given });
  }

  /** Whether a ticket is good for one more page. */
  isIn(ticket: string): boolean {
    if (ticket !== this.#ticket || this.#left === 0) return false;
    this.#left -= 1;
    return true;
  }
}

function said(status: number, value: unknown): Answer {
  return { status, type: "application/json", body: Buffer.from(JSON.stringify(value)) };
}
