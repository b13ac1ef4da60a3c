/** Where a run stands, as one line. */
import { plain } from "../faults/render.js";
import type { RunEvent } from "../types.js";
import { Tally } from "./tally.js";
import { duration, grouped } from "./words.js";

interface Wait {
  /** On the clock that the line is asked with. */
  readonly until: number;
  readonly connector: string;
  readonly why: string;
}

/** Follows the events of a run and tells where it stands. Times are milliseconds of any clock that does not jump. */
export class Progress {
  readonly #tally = new Tally();
  readonly #waits = new Map<string, Wait>();
  readonly #mask: (text: string) => string;

  constructor(mask: (text: string) => string = (text) => text) {
    this.#mask = mask;
  }

  onEvent(event: RunEvent, now: number): void {
    this.#tally.onEvent(event);
    if (event.type !== "waiting") return;
    const { connector, why, ms } = event;
    this.#waits.set(connector, { connector, why, until: now + ms });
  }

  /** What was counted. @example "pulled 1,240 of 3,000 · pushed 1,180 · rejected 3" */
  counts(): string {
    const { counts, pulled, refused, total } = this.#tally;
    const of = total === undefined || total < pulled ? "" : ` of ${grouped(total)}`;
    const parts = [`pulled ${grouped(pulled)}${of}`, `pushed ${grouped(counts.write_success)}`];
    if (counts.write_skipped > 0) parts.push(`skipped ${grouped(counts.write_skipped)}`);
    if (counts.logics_discard > 0) parts.push(`discarded ${grouped(counts.logics_discard)}`);
    if (refused > 0) parts.push(`rejected ${grouped(refused)}`);
    return parts.join(" · ");
  }

  /** The wait that ends last; undefined when nobody waits. */
  wait(now: number): { readonly ms: number; readonly wait: Wait } | undefined {
    let last: Wait | undefined;
    for (const wait of this.#waits.values()) if (wait.until > (last?.until ?? now)) last = wait;
    return last && { ms: last.until - now, wait: last };
  }

  /** The whole line. @example "pulled 30 · pushed 12 · waiting 4 s (429 acme)" */
  line(now: number): string {
    const waiting = this.wait(now);
    if (waiting === undefined) return this.counts();
    const { ms, wait } = waiting;
    const span = duration(Math.ceil(ms / 1000) * 1000);
    return `${this.counts()} · waiting ${span} (${plain(this.#mask(`${wait.why} ${wait.connector}`), 60)})`;
  }
}
