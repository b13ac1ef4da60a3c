/** Gives the entries of a list page by page: which of the rows are given, and whether another page is asked for. */
import { compareCursors } from "../cursors/compare.js";
import { hasNext } from "../steps/pages.js";
import { createPool } from "../steps/pool.js";
import { takeSteps } from "../steps/steps.js";
import type { Scope } from "../steps/system.js";
import type { Entry } from "../types.js";
import { assertList, passedOver, seemsCut } from "./doubts.js";
import { type EntryOptions, entriesOf } from "./entries.js";
import type { Facts } from "./facts.js";
import type { PullOptions } from "./options.js";
import type { Quota } from "./quota.js";
import type { Batch, Reader } from "./reader.js";
import { repeats } from "./repeats.js";
import { isRecord, type Row } from "./rows.js";

export class Listing {
  readonly #options: PullOptions;
  readonly #facts: Facts;
  readonly #reader: Reader;
  readonly #quota: Quota;
  readonly #batches: AsyncGenerator<Batch>;
  readonly #making: EntryOptions;
  readonly #isRepeat = repeats();
  /** What is in scope; the answers of look-ups are there from the first page on. */
  #base: Scope;
  #last: Batch | undefined;
  /** How many entries were given. */
  #given = 0;

  constructor(options: PullOptions, facts: Facts, reader: Reader, quota: Quota, base: Scope) {
    this.#options = options;
    this.#facts = facts;
    this.#reader = reader;
    this.#quota = quota;
    this.#batches = reader.batches();
    this.#making = { ...options, pool: createPool(options.concurrency) };
    this.#base = base;
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
    this.#facts.notePage(page, isFirst, emit);
    if (isFirst) {
      this.#base = (await takeSteps(plan.lookups, this.#base, system)).scope;
      // What goes wrong there is told when the next page is asked for.
      seemsCut(page, await page.next().catch(() => null), plan.list.next !== undefined, emit);
    }
    if (page.isSingle) assertList(batch.rows, system);
    const rows = await this.#rowsToGive(batch);
    const { total } = this.#facts;
    emit({ type: "page", records: rows.length, ...(total === undefined ? {} : { total }) });
    const first = this.#given;
    this.#given += rows.length;
    return entriesOf({ ...batch, rows }, first, this.#base, this.#facts, this.#making);
  }

  /** Whether the limit is met while the list goes on. */
  async #isCut(): Promise<boolean> {
    if (!this.#quota.isMet) return false;
    return this.#quota.isCut || this.#last === undefined || hasNext(await this.#last.page.next());
  }

  async #leaveCut(): Promise<undefined> {
    const { incremental, plan, emit } = this.#options;
    this.#quota.isCut = true;
    if (this.#last) await this.#reader.proveOrder(this.#last.page);
    if (incremental && !plan.cursor?.ascending) emit({ type: "warning", message: UNORDERED });
  }

  #complete(): undefined {
    this.#facts.complete = true;
    const { listed, total } = this.#facts;
    if (total !== undefined && listed < total) {
      this.#reader.noteMissing();
      this.#options.emit({ type: "warning", ...passedOver(listed, total) });
    }
  }

  /** The rows that pass the filter, up to the limit, of which repeats and what was read before are no part. */
  async #rowsToGive(batch: Batch): Promise<readonly Row[]> {
    const { from } = this.#options;
    const again = this.#noteRepeats(batch);
    const isOld = ({ cursor }: Row) =>
      from !== undefined && cursor !== undefined && compareCursors(cursor, from) <= 0;
    return this.#quota.within(await this.#keep(batch.rows), (row) => !again.has(row) && !isOld(row));
  }

  /** Tells of rows that were given before; the result are those that had to come again. */
  #noteRepeats({ rows, isAgain }: Batch): ReadonlySet<Row> {
    const again = new Set<Row>();
    for (const row of rows) {
      if (!this.#isRepeat(row.key)) this.#facts.listed += 1;
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
    for (const row of rows) if (!isRecord(row.record) || (await filter(row.record))) kept.push(row);
    return kept;
  }
}

const UNORDERED =
  "a list that promises no order was cut by a limit: the token stays, since what is left may be older";
