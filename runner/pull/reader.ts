/**
 * Reads the list of an origin, in the way that loses nothing: from cursor to cursor where its manifest promises that this can be
 * done, and page by page from the beginning once a promise turned out not to hold (I9).
 */
import type { PullPlan } from "../compile/plan.js";
import { compareCursors } from "../cursors/compare.js";
import type { Cursor } from "../cursors/forms.js";
import { CursorExpired, hasNext, onePage, type Page, pages } from "../steps/pages.js";
import type { Scope, System } from "../steps/system.js";
import { PageMarks } from "./marks.js";
import { Order } from "./order.js";
import { type Row, rowsOf } from "./rows.js";
import { Seeker } from "./seek.js";
import { Totals } from "./totals.js";
import { isParted } from "./windows.js";

export interface ReaderOptions {
  readonly plan: PullPlan;
  readonly system: System;
  readonly base: Scope;
  readonly incremental: boolean;
  /** Where the run reads from, and the same with the overlap taken off. */
  readonly from: Cursor | undefined;
  readonly shifted: Cursor | undefined;
  /** A cursor of a part that was read before. */
  readonly like?: Cursor | undefined;
  /** The clock of the origin, once it is known. */
  readonly clock: () => number | undefined;
  /** Called when the system takes the cursor no more, and everything is read. */
  readonly onExpired?: (fault: CursorExpired) => void;
}

/** What is given of a page. */
export interface Batch {
  readonly page: Page;
  readonly rows: readonly Row[];
  /** True while records that were given before are read once more. */
  readonly isAgain: boolean;
  readonly marks: PageMarks | undefined;
}

interface Taken {
  readonly page: Page;
  readonly rows: readonly Row[];
  /** True for a page that was asked for by a cursor. */
  readonly isSought?: boolean;
}

export class Reader {
  #options: ReaderOptions;
  /** True where a descending list was left at the token. */
  isEnded = false;
  /** Undefined in a run that is not incremental. */
  readonly order: Order | undefined;
  readonly #seeker: Seeker | undefined;
  #source: AsyncGenerator<Page>;
  #pages = 0;
  #hasSought = false;
  #isAgain = false;
  #soughtFrom: Cursor | undefined;
  /** The total that the first page tells. */
  #total: number | undefined;
  /** How many rows were given, each once. */
  #given = 0;
  readonly #totals = new Totals();
  #isTold = false;

  private constructor(options: ReaderOptions, source: AsyncGenerator<Page>) {
    const { plan, system, from, incremental, like } = options;
    this.#options = options;
    this.#source = source;
    const cursor = incremental && plan.cursor?.value ? plan.cursor : undefined;
    this.order =
      cursor && new Order({ cursor, connector: system.connector, from, like, isPart: isParted(plan.list) });
    this.#seeker = cursor?.seek ? new Seeker() : undefined;
  }

  /** Opens a list; nothing is asked before the first batch is taken. */
  static async open(options: ReaderOptions): Promise<Reader> {
    return new Reader(options, await openList(options, options.shifted));
  }

  /** Whether the totals of later pages count what is left, not the whole. */
  get isSeeking(): boolean {
    return this.#seeker !== undefined && !this.#isAgain;
  }

  /** The pages, each with what no page before it has given. */
  async *batches(): AsyncGenerator<Batch> {
    let marks: PageMarks | undefined;
    let taken = await this.#take();
    this.#total = taken?.page.total;
    while (taken) {
      const { page, isSought } = taken;
      if (this.#totals.note(page.total) && !this.isSeeking) this.#doubt();
      this.order?.check(taken.rows, isSought);
      const newer = this.#newer(taken.rows);
      this.isEnded = newer.length < taken.rows.length;
      const rows: readonly Row[] = isSought ? this.#fresh(taken.rows) : newer;
      this.#seeker?.note(taken.rows);
      this.#given += rows.length;
      // The token moves behind the last part, never in the middle of one (I1).
      if (
        this.order &&
        this.#options.plan.cursor?.order === "ascending" &&
        !isParted(this.#options.plan.list)
      ) {
        marks?.follow(rows);
        marks = new PageMarks(rows, marks);
        if (await this.#isLast(page)) marks.follow();
      }
      yield { page, rows, isAgain: this.#isAgain, marks };
      taken = this.isEnded ? await this.#end(page) : await this.#goOn(page);
    }
  }

  /** The rows of a descending list that are not older than what an incremental run reads from. */
  #newer(rows: readonly Row[]): readonly Row[] {
    const { plan, shifted, incremental } = this.#options;
    if (!incremental || plan.cursor?.order !== "descending" || shifted === undefined) return rows;
    if (this.order?.disorder) return rows;
    return rows.filter(({ cursor }) => cursor === undefined || compareCursors(cursor, shifted) >= 0);
  }

  /**
   * Leaves a descending list at the token. What is behind has to be older still: a list may be sorted inside its pages only, and is read
   * whole then, from the beginning, since what was left out of it may be new (I9).
   */
  async #end(page: Page): Promise<Taken | undefined> {
    const following = this.#pages === 1 && hasNext(await page.next()) ? await this.#take() : undefined;
    if (following) this.order?.probe(following.rows);
    if (!this.order?.disorder) return undefined;
    this.isEnded = false;
    return this.#startOver();
  }

  /** Everything is read: of what a cursor that is too old leaves out, nobody knows. */
  async #startAnew(fault: CursorExpired): Promise<Taken | undefined> {
    this.#options.onExpired?.(fault);
    this.#options = { ...this.#options, from: undefined, shifted: undefined };
    this.#isAgain = this.#pages > 0;
    this.#source = await openList(this.#options, undefined);
    return this.#take();
  }

  /**
   * Makes sure that what was not read is not below what was: a list may be sorted inside its pages only. To be called when the list is
   * left before its end.
   */
  async proveOrder(page: Page): Promise<void> {
    if (!this.order || this.#options.plan.cursor?.order !== "ascending" || this.order.disorder) return;
    if (this.#pages > 1 || !hasNext(await page.next())) return;
    const taken = await this.#take();
    if (taken) this.order.probe(taken.rows);
  }

  /** To be called when the list gave fewer records than its last total: nobody knows which, so the token has to stay (I1, I9). */
  noteMissing(listed: number, total: number): void {
    if (this.isSeeking) return;
    if (this.#totals.hasChanged) this.#doubt();
    else this.order?.fail(`gave ${listed} records and says that it has ${total}`, MISSING);
  }

  /** Where pages are counted, what goes away in front moves a record that was not read past the reader: the token has to stay (I1, I9). */
  #doubt(): void {
    const { plan, system } = this.#options;
    if (!plan.list.mayShift) return;
    const what = `changed while it was read: its answers say that it has ${this.#totals} records, so some may have been passed over`;
    if (this.order) this.order.fail(what, SHIFTED);
    else if (!this.#isTold)
      system.emit({ type: "warning", message: `the list of ${system.connector} ${what}`, hint: SHIFTED });
    this.#isTold = true;
  }

  async #isLast(page: Page): Promise<boolean> {
    try {
      return !hasNext(await page.next()) && !(this.order?.disorder && this.#hasSought);
    } catch {
      return false; // it is told when the next page is asked for
    }
  }

  async #goOn(page: Page): Promise<Taken | undefined> {
    if (this.order?.disorder && this.#hasSought) return this.#startOver();
    if (!hasNext(await page.next())) return undefined;
    const to = this.order?.disorder ? undefined : this.#seeker?.next(this.#options.clock());
    return to === undefined ? this.#take() : this.#seek(to);
  }

  /** Asks for what is from a cursor on; the records that stand at the cursor have to come back. */
  async #seek(to: Cursor): Promise<Taken | undefined> {
    const [seeker, plain, pages] = [this.#seeker, this.#source, this.#pages];
    let [from, source, taken] = [to, ...(await this.#from(to))];
    let verdict = taken && seeker ? seeker.judge(taken.rows) : "inclusive";
    if (verdict === "ask lower" && seeker?.lower !== undefined) {
      from = seeker.lower;
      [source, taken] = await this.#from(from);
      verdict = seeker.judgeLower(taken?.rows ?? []);
    }
    if (verdict !== "inclusive") {
      const filter =
        "Have `query` ask for what is at or after the cursor, or remove `seek: true` from the manifest.";
      this.order?.fail(
        `does not begin with what stands at ${JSON.stringify(to)} when it is asked for by that cursor`,
        filter,
      );
      return this.#hasSought ? this.#startOver() : this.#take(plain);
    }
    const left = from === to ? this.#leftOut(taken) : undefined;
    // The first jump is looked at unless the totals say that nothing is left out, the others where they say that something is.
    if (pages === 1 ? left !== 0 : (left ?? 0) > 0) {
      const following = await this.#take(plain);
      if (following) this.order?.probe(following.rows);
      // Where nothing of what was sought was given yet, the list simply goes on.
      if (following && this.order?.disorder) return this.#hasSought ? this.#startOver() : following;
    }
    this.#hasSought = true;
    this.#source = source;
    this.#soughtFrom = from;
    return taken && { ...taken, isSought: true };
  }

  /** How many records a jump leaves out, by the totals: neither given before nor behind it. Undefined where they are not told. */
  #leftOut(taken: Taken | undefined): number | undefined {
    const behind = taken?.page.total;
    if (this.#total === undefined || behind === undefined) return undefined;
    return this.#total - (this.#given - (this.#seeker?.edgeSize ?? 0)) - behind;
  }

  #fresh(rows: readonly Row[]): readonly Row[] {
    return this.#soughtFrom === undefined ? rows : (this.#seeker?.fresh(rows, this.#soughtFrom) ?? rows);
  }

  /** From the beginning of this run's query, page by page: what was given before comes again, and nothing is missing. */
  async #startOver(): Promise<Taken | undefined> {
    [this.#hasSought, this.#isAgain] = [false, true];
    this.#source = await openList(this.#options, this.#options.shifted);
    return this.#take();
  }

  async #from(cursor: Cursor): Promise<readonly [AsyncGenerator<Page>, Taken | undefined]> {
    const source = await openList(this.#options, cursor, this.#pages + 1);
    return [source, await this.#take(source)];
  }

  async #take(source: AsyncGenerator<Page> = this.#source): Promise<Taken | undefined> {
    let read: IteratorResult<Page>;
    try {
      read = await source.next();
    } catch (error) {
      if (error instanceof CursorExpired && source === this.#source) return this.#startAnew(error);
      throw error;
    }
    const { done, value: page } = read;
    if (done) return undefined;
    this.#pages += 1;
    const { plan, incremental } = this.#options;
    return {
      page,
      rows: await rowsOf(page.records, { key: plan.key, cursor: incremental ? plan.cursor : undefined }),
    };
  }
}

const MISSING =
  "It may have changed while it was read: run the same command again, or once with --no-incremental. Where `total` counts more than what is asked for, leave it out of the manifest.";

const SHIFTED =
  "Run the same command again. Where it happens often, give `cursor` an ascending `order` and `seek: true`; where `total` counts what is left, remove it.";

async function openList(
  options: ReaderOptions,
  from: Cursor | undefined,
  ordinal = 1,
): Promise<AsyncGenerator<Page>> {
  const { plan, base, system, incremental } = options;
  const scope = { ...base, cursor: from };
  const { request } = plan.list;
  if (!request) return onePage(plan.list, scope, system);
  const query = incremental && plan.cursor ? await plan.cursor.query.render(scope) : undefined;
  const asked = { query: query as Record<string, unknown> | undefined, cursor: from };
  const { token, expired } = plan.cursor ?? {};
  return pages({ ...plan.list, request, token, expired }, scope, system, asked, ordinal);
}
