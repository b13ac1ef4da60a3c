/**
 * The windows of a list: the span between the token, or the declared start, and now in parts, the oldest first. A system may refuse a long
 * span, or give only the first thousands of its records.
 */
import type { ListPart, ListPlan, PullPlan } from "../compile/plan.js";
import { compareCursors } from "../cursors/compare.js";
import { type Cursor, type Form, formOf } from "../cursors/forms.js";
import { Fault } from "../faults/fault.js";
import type { Scope } from "../steps/system.js";
import type { PullOptions } from "./options.js";
import { asCursor, cursorOf, type Row } from "./rows.js";

/** The bounds of a window, in the form of the declared start. */
export interface Window {
  readonly from: Cursor;
  readonly to: Cursor;
}

/** More windows than this are a mistake in the span or in the start: each is a request at least. */
const MOST_WINDOWS = 10_000;

/** Whether a list is read in parts, of whatever kind. */
export function isParted({ parts = [], window }: ListPlan): boolean {
  return parts.length > 0 || window !== undefined;
}

/** What a list is read once for: its windows stand outermost, so that each is read to its end before the next, and the token can follow. */
export function partsOf(options: PullOptions): readonly ListPart[] {
  const { parts = [], window } = options.plan.list;
  return window ? [{ name: "window", list: (scope) => windowsOf(scope as Scope, options) }, ...parts] : parts;
}

/** @throws Fault INVALID where the start is no instant, or there would be too many */
async function windowsOf(scope: Scope, { plan, system, shifted, now }: PullOptions): Promise<Window[]> {
  const { window, start } = { window: plan.list.window, start: plan.cursor?.start };
  if (!window || !start) return [];
  const begin = asCursor(await start.render(scope));
  const form = begin === undefined ? undefined : formOf(begin);
  if (form?.at === undefined || !form.render) {
    const what =
      begin === undefined
        ? "nothing"
        : `${JSON.stringify(begin)}, ${form?.name ?? ""}, which means no instant`;
    throw new Fault("INVALID", `\`cursor.start\` of ${system.connector} gives ${what}`, {
      hint: "Write an instant, e.g. `2020-01-01`, or give the parameter that it is made of a default.",
      location: window.start,
    });
  }
  const end = now ?? Date.now();
  // A token that means no instant is told by the order of the list, and moves nothing.
  const first = (shifted === undefined ? undefined : formOf(shifted).at) ?? form.at;
  const count = Math.max(1, Math.ceil((end - first) / window.ms));
  if (count > MOST_WINDOWS) {
    const from = new Date(first).toISOString();
    throw new Fault("INVALID", `there are ${count} windows of \`${window.text}\` between ${from} and now`, {
      hint: "Make `window` longer, or have `start` begin later.",
      location: window.at,
    });
  }
  const bounds = [...Array(count).keys()].map((index) => rendered(form, first + index * window.ms));
  const last = notBefore(form, Math.max(first, end));
  return bounds.flatMap((from, index) => {
    const to = bounds[index + 1] ?? last;
    // Windows shorter than what the form can say would be empty.
    return count === 1 || compareCursors(from, to) < 0 ? [{ from, to }] : [];
  });
}

function rendered({ render }: Form, at: number): Cursor {
  return render?.(at) ?? at;
}

/** What a form cuts off would leave out what is newest: the first bound that is not before an instant. */
function notBefore(form: Form, at: number): Cursor {
  const steps = [0, 1000, 60_000, 24 * 60 * 60 * 1000];
  const bounds = steps.map((step) => rendered(form, at + step));
  return bounds.find((bound) => (formOf(bound).at ?? at) >= at) ?? rendered(form, at);
}

/**
 * Notices a record that is not in the window it was asked for with: the list is filtered by something else than the cursor, or not at
 * all, and what the token leaves behind may not have been read (I1, I9).
 *
 * @returns what is wrong
 */
export async function outside(
  rows: readonly Row[],
  { from, to }: Window,
  { cursor }: PullPlan,
  connector: string,
): Promise<Fault | undefined> {
  const [bound, overlap] = [formOf(from), cursor?.overlapMs ?? 0];
  const [low, high] = [(bound.at ?? 0) - overlap, (formOf(to).at ?? 0) + overlap];
  for (const row of rows) {
    const own = row.own ?? (await cursorOf(row.record, cursor));
    const form = own === undefined ? undefined : formOf(own);
    if (own === undefined || form?.at === undefined) continue;
    const lowest = formOf(rendered(form, low)).at ?? low;
    const cut = formOf(rendered(bound, form.at)).at ?? form.at;
    if (form.at >= Math.min(low, lowest) && cut <= high) continue;
    const window = `${JSON.stringify(from)} to ${JSON.stringify(to)}`;
    const message = `the list of ${connector} gives ${JSON.stringify(own)} in its window from ${window}`;
    return new Fault("ORDER_NOT_KEPT", message, {
      hint: "The list was read to its end and the token stays where it was. Have the list ask for `window.from` and `window.to` by the member that `cursor.value` takes.",
      ...(cursor?.at ? { location: cursor.at.cursor } : {}),
    });
  }
  return undefined;
}
