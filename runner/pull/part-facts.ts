/** What is known of one list, or of one part of a list: whether it came to its end, how many it gave, and what it proves. */
import type { PullPlan } from "../compile/plan.js";
import type { Page } from "../steps/pages.js";
import type { Absence } from "../types.js";
import { absenceOf } from "./absence.js";
import { mayBeFull } from "./doubts.js";
import type { Reader } from "./reader.js";

export class PartFacts {
  complete = false;
  reader: Reader | undefined;
  /** How many records there were, each counted once. */
  listed = 0;
  /** How many there are, by the last answer that said so. */
  total: number | undefined;
  #hasChanged = false;
  #hasGap = false;
  #pages = 0;
  #hasFullPage = false;

  /** Takes notice of what a page says of the list. */
  notePage(page: Page): void {
    const isFirst = this.#pages === 0;
    this.#noteTotal(page, isFirst);
    if (!isFirst && page.records.length === 0) this.#hasGap = true;
    this.#pages += 1;
    this.#hasFullPage ||= mayBeFull(page);
  }

  /** Behind a cursor the system counts what is left. */
  #noteTotal({ total }: Page, isFirst: boolean): void {
    if (!isFirst && this.reader?.isSeeking) return;
    if (!isFirst && total !== this.total) this.#hasChanged = true;
    // An answer that does not say it takes nothing back.
    this.total = total ?? this.total;
  }

  /** @param isWhole whether nothing narrowed or ended it */
  absence(isWhole: boolean, { list }: PullPlan): Absence {
    return absenceOf({
      isWhole: isWhole && this.complete,
      listed: this.listed,
      total: this.total,
      hasChanged: this.#hasChanged,
      mayShift: list.mayShift ?? false,
      hasGap: this.#hasGap,
      pages: this.#pages,
      hasFullPage: this.#hasFullPage,
    });
  }
}
