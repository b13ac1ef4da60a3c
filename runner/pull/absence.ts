/**
 * What a list proves of records that are not in it. Whatever is archived because it is missing is archived on this, so every doubt
 * counts (I9).
 */

import type { Absence } from "../types.js";

export interface ListFacts {
  /** The list was read to its end, in order, without a fault, and nothing narrowed it. */
  readonly isWhole: boolean;
  /** How many records there were, each counted once. */
  readonly listed: number;
  /** How many there are, by the last answer that said so. */
  readonly total: number | undefined;
  /** True where answers said different totals. */
  readonly hasChanged: boolean;
  /** True where records that come or go shift others from page to page. */
  readonly mayShift: boolean;
  /** True where a page behind the first came empty. */
  readonly hasGap: boolean;
  /** How many pages there were: nothing shifts within one. */
  readonly pages: number;
  /** True where a page was as full as its request let it be, or may have been: behind any other there is nothing that could shift. */
  readonly hasFullPage: boolean;
}

export function absenceOf(facts: ListFacts): Absence {
  const { isWhole, listed, total, hasChanged, mayShift, hasGap, pages, hasFullPage } = facts;
  if (!isWhole || (total !== undefined && listed < total)) return "unproven";
  const agrees = total !== undefined && listed === total && !hasChanged;
  const isSteady = (!mayShift || pages === 1) && !hasGap;
  return agrees || isSteady || !hasFullPage ? "proven" : "weak";
}
