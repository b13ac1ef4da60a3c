/** Gives the entries of a list page by page: which of the rows are given, and whether another page is asked for. */
import { compareCursors } from "../cursors/compare.js";
import type { Key } from "../keys/keys.js";
import { hasNext } from "../steps/pages.js";
import { createPool } from "../steps/pool.js";
import type { Scope } from "../steps/system.js";
import type { Entry } from "../types.js";
import { assertList, passedOver, seemsCut } from "./doubts.js";
import { type EntryOptions, entriesOf, note } from "./entries.js";
import type { Facts } from "./facts.js";
import type { PullOptions } from "./options.js";
import type { PartFacts } from "./part-facts.js";
import type { Quota } from "./quota.js";
import type { Batch, Reader } from "./reader.js";
import { isRecord, type Row } from "./rows.js";
import { outside, type Window } from "./windows.js";

/** What is the same for all parts of a list. */
export interface Shared {
  readonly facts: Facts;
  readonly quota: Quota;
  /** What is in scope of the records; with the answers of the look-ups from the first page on. */
  records(): Promise<Scope>;
  readonly isRepeat: (key: Key | undefined) => boolean;
}

export class Listing {
  readonly #options: PullOptions;
  readonly #shared: Shared;
  readonly #part: PartFacts;
  readonly #reader: Reader;
  readonly #batches: AsyncGenerator<Batch>;
  readonly #making: EntryOptions;
  /** What `filter` sees besides the record. */
  readonly #seen: Scope;
  #last: Batch | undefined;

  /** @param elements for which this part is read; undefined for a list without parts */
  constructor(options: PullOptions, shared: Shared, reader: Reader, elements: Scope | undefined) {
    const { parameters, mode, shifted } = options;
    this.#options = options;
    this.#shared = shared;
    this.#part = shared.facts.part;
    this.#reader = reader;
    this.#batches = reader.batches();
    const incremental = options.incremental && options.plan.cursor?.value !== undefined;
    const pool = createPool(options.concurrency);
    this.#making = { ...options, incremental, pool, part: elements, passed: shared.facts.passed };
    this.#seen = { parameters, mode, cursor: shifted, ...elements };
  }

  /**
   * The entries of the next page; undefined when there is none, or none shall be asked for.
   *
   * @throws Fault of the list
   */
  async next(): Promise<AsyncIterable<Entry> | undefined> {
    const { stop, emit, plan, system } = this.#options;
    if (stop.aborted) return undefined;
    if (await this.#isCut()) return this.#leaveCut();
    const { done, value: batch } = await this.#batches.next();
    if (done) return this.#complete();
    const isFirst = this.#last === undefined;
    this.#last = batch;
    const { page } = batch;
    const { facts } = this.#shared;
    facts.notePage(page, emit);
    const base = await this.#shared.records();
    if (isFirst) {
      // What goes wrong there is told when the next page is asked for.
      seemsCut(page, await page.next().catch(() => null), plan.list.next !== undefined, emit);
    }
    if (page.isSingle) assertList(batch.rows, system);
    await this.#checkWindow(batch);
    const rows = await this.#rowsToGive(batch);
    const { total } = this.#part;
    // How many there are in all parts, nobody knows before the last.
    const isKnown = total !== undefined && !facts.hasParts;
    emit({ type: "page", records: rows.length, ...(isKnown ? { total } : {}) });
    const first = facts.entries;
    facts.entries += rows.length;
    return entriesOf({ ...batch, rows }, first, base, facts, this.#making);
  }

  async #checkWindow({ rows }: Batch): Promise<void> {
    const { plan, system } = this.#options;
    const window = plan.list.window && (this.#making.part?.window as Window | undefined);
    const wrong = window && (await outside(rows, window, plan, system.connector));
    if (wrong) this.#shared.facts.fail(wrong);
  }

  /** Whether the limit is met while the list goes on. */
  async #isCut(): Promise<boolean> {
    const { quota } = this.#shared;
    if (!quota.isMet) return false;
    return quota.isCut || this.#last === undefined || hasNext(await this.#last.page.next());
  }

  async #leaveCut(): Promise<undefined> {
    const { incremental, plan, emit } = this.#options;
    this.#shared.quota.isCut = true;
    if (this.#last) await this.#reader.proveOrder(this.#last.page);
    const isSorted = plan.cursor?.order === "ascending" && !this.#shared.facts.hasParts;
    if (incremental && !isSorted) emit({ type: "warning", message: UNORDERED });
  }

  #complete(): undefined {
    this.#part.complete = true;
    const { listed, total } = this.#part;
    if (total !== undefined && listed < total && !this.#reader.isEnded) {
      this.#options.emit({ type: "warning", ...passedOver(listed, total) });
      this.#reader.noteMissing(listed, total);
    }
  }

  /** The rows that pass the filter, up to the limit, of which repeats and what was read before are no part. */
  async #rowsToGive(batch: Batch): Promise<readonly Row[]> {
    const { from } = this.#options;
    const again = this.#noteRepeats(batch);
    const { facts, quota } = this.#shared;
    const isOld = ({ cursor }: Row) =>
      from !== undefined && cursor !== undefined && compareCursors(cursor, from) <= 0;
    const kept = await this.#keep(batch.rows);
    const given = quota.within(kept, (row) => !again.has(row) && !isOld(row));
    const { length } = batch.rows;
    if (kept.length === length) return given;
    // Of a page that a limit cuts, what is left out comes again.
    const passed = new Set(kept);
    const isWhole = given.length === kept.length;
    const leftOut = isWhole ? batch.rows.filter((row) => !passed.has(row)) : [];
    for (const row of leftOut) if (row.cursor !== undefined) note(row, facts, this.#making);
    if (leftOut.length > 0) this.#options.emit({ type: "dropped", records: leftOut.length });
    return given;
  }

  /** Tells of rows that were given before; the result are those that had to come again. */
  #noteRepeats({ rows, isAgain }: Batch): ReadonlySet<Row> {
    const again = new Set<Row>();
    for (const row of rows) {
      if (!this.#shared.isRepeat(row.key)) this.#part.listed += 1;
      else {
        this.#options.emit({
          type: "duplicate",
          ...(row.key === undefined ? {} : { key: String(row.key) }),
        });
        if (isAgain) again.add(row);
      }
    }
    return again;
  }

  async #keep(rows: readonly Row[]): Promise<readonly Row[]> {
    const { filter } = this.#options.plan.list;
    if (!filter) return rows;
    const kept: Row[] = [];
    for (const row of rows)
      if (!isRecord(row.record) || (await filter(row.record, this.#seen))) kept.push(row);
    return kept;
  }
}

const UNORDERED =
  "a limit ended a list that is not in ascending order: the token stays, since what is left may be older";
