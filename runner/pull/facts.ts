/** What is known of a list while it is read: how it ended, where its token may go, and what it proves. */
import type { PullPlan } from "../compile/plan.js";
import { compareCursors, notLater } from "../cursors/compare.js";
import type { Cursor } from "../cursors/forms.js";
import type { Fault } from "../faults/fault.js";
import type { Page } from "../steps/pages.js";
import type { Absence } from "../types.js";
import { absenceOf } from "./absence.js";
import type { Given } from "./entries.js";
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
  isCut = false;
  clock?: number;
  reader?: Reader;
  given: Given["given"];
  below: Given["below"];
  later: Given["later"];
  /** The cursor of the first record that a limit left over; undefined where it is not known. */
  cutAt: Cursor | undefined;
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
    const isKnown = this.complete || (this.isCut && this.#options.plan.cursor?.ascending === true);
    if (!isKnown || this.isLeft || this.fault || this.reader?.order?.disorder) return undefined;
    if (this.given || this.later === undefined || this.#options.from !== undefined) return this.#upTo();
    // A first run that met nothing but the future: its system is ahead of its own clock.
    return notLater(this.later, this.clock);
  }

  /** Where a limit cut records of one cursor apart, the token stays below them, as long as it gets further all the same. */
  #upTo(): Cursor | undefined {
    const { given, below, cutAt, isCut } = this;
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

  /** Takes notice of the total of a page; behind a cursor the system counts what is left. */
  noteTotal({ total }: Page, isFirst: boolean): void {
    if (!isFirst && this.reader?.isSeeking) return;
    if (!isFirst && total !== this.total) this.hasChanged = true;
    // An answer that does not say it takes nothing back.
    this.total = total ?? this.total;
  }
}
