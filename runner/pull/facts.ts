/** What is known of all that a pull reads: how it ended, where its token may go, and what it proves. */
import type { PullPlan } from "../compile/plan.js";
import { compareCursors, notLater } from "../cursors/compare.js";
import { type Cursor, formOf } from "../cursors/forms.js";
import type { Fault } from "../faults/fault.js";
import { hasNext, type Page } from "../steps/pages.js";
import type { Absence, Emit } from "../types.js";
import { believableClock } from "./clock.js";
import type { Given } from "./entries.js";
import { PartFacts } from "./part-facts.js";
import type { Quota } from "./quota.js";
import { asCursor } from "./rows.js";
import { isParted } from "./windows.js";

export interface FactsOptions {
  readonly plan: PullPlan;
  readonly incremental: boolean;
  /** Where the run reads from. */
  readonly from: Cursor | undefined;
}

export class Facts {
  fault?: Fault;
  /** Every part of the list came to its end. */
  complete = false;
  clock?: number;
  given: Given["given"];
  below: Given["below"];
  later: Given["later"];
  quota?: Quota;
  /** The last token that the system gave for the next run. */
  token: Cursor | undefined;
  /** What it gave last in the place of one, and is none. */
  oddToken: unknown;
  /** True when a page was asked for and not waited for. */
  isLeft = false;
  /** How many entries were given. */
  entries = 0;
  /** The part that is read. */
  part = new PartFacts();
  /** The first promise that did not hold in the parts before. */
  #disorder: Fault | undefined;
  /** The highest cursor of the windows before, and of the parts before of the window that is read. */
  #passed: Cursor | undefined;
  #ofWindow: Cursor | undefined;
  /** True where a part before proves nothing. */
  #isUnproven = false;
  readonly #options: FactsOptions;

  constructor(options: FactsOptions) {
    this.#options = options;
  }

  get disorder(): Fault | undefined {
    return this.#disorder ?? this.part.reader?.order?.disorder;
  }

  /** Notes a promise that did not hold: the token stays. */
  fail(fault: Fault): void {
    this.#disorder ??= fault;
  }

  get hasParts(): boolean {
    return isParted(this.#options.plan.list);
  }

  /** Begins the next part: what the one before was is kept as far as it matters. */
  nextPart(): PartFacts {
    this.#disorder = this.disorder;
    this.#isUnproven ||= this.part.absence(true, this.#options.plan) === "unproven";
    this.#ofWindow = higher(this.#ofWindow, this.part.reader?.order?.highest);
    this.part = new PartFacts();
    return this.part;
  }

  /** To be called behind the last part of a window: everything in it was given. */
  endWindow(): void {
    [this.#passed, this.#ofWindow] = [higher(this.#passed, this.#ofWindow), undefined];
  }

  /** The highest cursor of the windows that were read to their end: up to it nothing is left (I1). */
  get passed(): Cursor | undefined {
    const { clock } = this;
    const at = this.#passed === undefined ? undefined : formOf(this.#passed).at;
    const isLater = at !== undefined && clock !== undefined && at > clock;
    return isLater || this.disorder ? undefined : this.#passed;
  }

  get highest(): Cursor | undefined {
    if (this.#options.plan.list.window && !this.complete) return this.passed;
    // A limit leaves whole parts over, and what is in them may be older (I1).
    const isSorted = this.#options.plan.cursor?.order === "ascending" && !this.hasParts;
    const isKnown = this.complete || (this.quota?.isCut && isSorted);
    if (!isKnown || this.isLeft || this.fault || this.disorder) return undefined;
    if (this.#options.plan.cursor?.token) return this.complete ? this.token : undefined;
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
    // A system that is told the limit gives no more, and says that this is all (I9).
    const isFull = this.quota?.isMet === true;
    const isWhole = this.complete && !this.fault && !this.disorder && !isNarrowed && !isFull;
    const last = this.part.absence(isWhole, plan);
    if (!this.hasParts) return last;
    // A record that is changed while the windows are read is behind the last of them: it is in none, and not gone.
    if (plan.list.window) return "unproven";
    // What gave the parts may have left one out, which nothing here can tell: two runs have to agree.
    return isWhole && !this.#isUnproven ? "weak" : "unproven";
  }

  /** Takes notice of what a page says of the list. */
  notePage(page: Page, emit: Emit): void {
    this.clock ??= believableClock(page.clock, emit);
    this.part.notePage(page);
    if (!hasNext(page.token)) return;
    const token = asCursor(page.token);
    this.token = token ?? this.token;
    this.oddToken = token === undefined ? page.token : undefined;
  }
}

function higher(one: Cursor | undefined, other: Cursor | undefined): Cursor | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return compareCursors(one, other) < 0 ? other : one;
}
