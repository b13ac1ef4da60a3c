/** What is known of a list while it is read: how it ended, where its token may go, and what it proves. */
import type { PullPlan } from "../compile/plan.js";
import { compareCursors, notLater } from "../cursors/compare.js";
import type { Cursor } from "../cursors/forms.js";
import type { Fault } from "../faults/fault.js";
import type { Page } from "../steps/pages.js";
import type { Absence, Emit } from "../types.js";
import { absenceOf } from "./absence.js";
import { believableClock } from "./clock.js";
import { mayBeFull } from "./doubts.js";
import type { Given } from "./entries.js";
import type { Quota } from "./quota.js";
import type { Reader } from "./reader.js";

export interface FactsOptions {
  readonly plan: PullPlan;
  readonly incremental: boolean;
  /** Where the run reads from. */
  readonly from: Cursor | undefined;
}

export class Facts {
  fault?: Fault;
  complete = false;
  clock?: number;
  reader?: Reader;
  given: Given["given"];
  below: Given["below"];
  later: Given["later"];
  quota?: Quota;
  listed = 0;
  total: number | undefined;
  hasChanged = false;
  hasGap = false;
  pages = 0;
  hasFullPage = false;
  /** True when a page was asked for and not waited for. */
  isLeft = false;
  readonly #options: FactsOptions;

  constructor(options: FactsOptions) {
    this.#options = options;
  }

  get highest(): Cursor | undefined {
    const isKnown = this.complete || (this.quota?.isCut && this.#options.plan.cursor?.ascending === true);
    if (!isKnown || this.isLeft || this.fault || this.reader?.order?.disorder) return undefined;
    if (this.given || this.later === undefined || this.#options.from !== undefined) return this.#upTo();
    // A first run that met nothing but the future: its system is ahead of its own clock.
    return notLater(this.later, this.clock);
  }

  /** Where a limit cut records of one cursor apart, the token stays below them, as long as it gets further all the same. */
  #upTo(): Cursor | undefined {
    const { given, below } = this;
    const { isCut, cutAt } = this.quota ?? {};
    const { from } = this.#options;
    const isApart = isCut && given && (cutAt === undefined || compareCursors(cutAt, given.cursor) === 0);
    const isFurther = below !== undefined && (from === undefined || compareCursors(below, from) > 0);
    return isApart && isFurther ? below : given?.cursor;
  }

  get absence(): Absence {
    const { plan, incremental, from } = this.#options;
    const isNarrowed = incremental && from !== undefined;
    const isWhole = this.complete && !this.fault && !this.reader?.order?.disorder && !isNarrowed;
    return absenceOf({ ...this, isWhole, mayShift: plan.list.mayShift ?? false });
  }

  /** Takes notice of what a page says of the list. */
  notePage(page: Page, isFirst: boolean, emit: Emit): void {
    this.clock ??= believableClock(page.clock, emit);
    this.#noteTotal(page, isFirst);
    if (!isFirst && page.records.length === 0) this.hasGap = true;
    this.pages += 1;
    this.hasFullPage ||= mayBeFull(page);
  }

  /** Behind a cursor the system counts what is left. */
  #noteTotal({ total }: Page, isFirst: boolean): void {
    if (!isFirst && this.reader?.isSeeking) return;
    if (!isFirst && total !== this.total) this.hasChanged = true;
    // An answer that does not say it takes nothing back.
    this.total = total ?? this.total;
  }
}
