/**
 * Checks what a manifest promises of the cursors of its list (I9): that they have forms that can be compared, that they ascend inside a
 * page and from page to page. A token that was moved on a promise that does not hold would pass records over for ever.
 */
import type { CursorPlan } from "../compile/plan.js";
import { commonFamily, compareCursors, compareForms } from "../cursors/compare.js";
import { type Cursor, type Family, type Form, formOf } from "../cursors/forms.js";
import { Fault } from "../faults/fault.js";
import type { Row } from "./rows.js";

export interface OrderOptions {
  readonly cursor: CursorPlan;
  readonly connector: string;
  /** Where the run reads from. */
  readonly from: Cursor | undefined;
  /** A cursor of a part of the list that was read before: those of this one have the same form. */
  readonly like?: Cursor | undefined;
  /** True for a list that is read in parts. */
  readonly isPart?: boolean;
}

export class Order {
  /** The first promise that did not hold. */
  disorder: Fault | undefined;
  /** The highest cursor of all pages so far. */
  highest: Cursor | undefined;
  /** The lowest one. */
  #lowest: Cursor | undefined;
  readonly #options: OrderOptions;
  #family: Family | undefined;
  /** A cursor that has given the list its family, for messages. */
  #example: Cursor | undefined;
  #pages = 0;
  #before: readonly Row[] = [];

  constructor(options: OrderOptions) {
    this.#options = options;
    const example = options.like ?? options.from;
    if (example === undefined) return;
    this.#family = formOf(example).family;
    this.#example = example;
  }

  /**
   * Judges the rows of a page, and marks the steps among them. A cursor that is a mere text among instants or numbers is none.
   *
   * @param sought true for a page that was asked for by a cursor: it may repeat what is below
   * @throws Fault INVALID where `overlap` cannot be kept with cursors of this form
   */
  check(rows: readonly Row[], sought = false): void {
    this.#pages += 1;
    const { lowest, top } = this.#inside(rows);
    this.#assertMovable(rows);
    this.#assertTimed(rows);
    const { highest } = this;
    const { order } = this.#options.cursor;
    if (!sought && lowest !== undefined && highest !== undefined && order === "ascending") {
      this.#between(rows, lowest, highest);
    }
    if (top !== undefined && this.#lowest !== undefined && order === "descending")
      this.#betweenDown(rows, top, this.#lowest);
    if (lowest !== undefined && (this.#lowest === undefined || compareCursors(lowest, this.#lowest) < 0))
      this.#lowest = lowest;
    if (top !== undefined && (highest === undefined || compareCursors(top, highest) > 0)) this.highest = top;
    this.#before = rows;
  }

  /** Judges the rows of a page that is only looked at: as long as it is in order, nothing is remembered of it. */
  probe(rows: readonly Row[]): void {
    const [highest, lowest, pages, before] = [this.highest, this.#lowest, this.#pages, this.#before];
    this.check(rows);
    if (this.disorder) return;
    [this.highest, this.#lowest, this.#pages, this.#before] = [highest, lowest, pages, before];
  }

  /** Notes that a promise does not hold; the first one is told. */
  fail(what: string, hint: string): void {
    const { cursor, connector } = this.#options;
    const location = cursor.at?.cursor;
    this.disorder ??= new Fault("ORDER_NOT_KEPT", `the list of ${connector} ${what}`, {
      hint: `The list was read page by page and the token stays where it was. ${hint}`,
      ...(location ? { location } : {}),
    });
  }

  /** Looks for the first two rows that are out of order, and gives the lowest and the highest cursor of all. */
  #inside(rows: readonly Row[]): { readonly lowest: Cursor | undefined; readonly top: Cursor | undefined } {
    let [lowest, top, last]: (Known | undefined)[] = [];
    let wrong: readonly [Cursor, Cursor] | undefined;
    const { order } = this.#options.cursor;
    const isDown = order === "descending";
    for (const row of rows) {
      row.isStep = false;
      const now = this.#usable(row);
      if (!now) continue;
      if (now.isFirstOfKind) {
        // The texts before were no cursors: one odd record must not hold the token for ever.
        for (const other of rows) if (other !== row) other.cursor = undefined;
        [lowest, top, last, wrong, this.highest] = [undefined, undefined, undefined, undefined, undefined];
      }
      const compared = last ? compare(last, now) : -1;
      if (last && (isDown ? compared < 0 : compared > 0)) wrong ??= [last.cursor, now.cursor];
      row.isStep = compared < 0 && last !== undefined;
      if (!lowest || (compared > 0 && compare(now, lowest) < 0)) lowest = now;
      if (!top || (compared < 0 && compare(top, now) < 0)) top = now;
      last = now;
    }
    if (wrong && order !== "none") {
      this.#turns(`inside page ${this.#pages}, ${shown(wrong[1])} comes after ${shown(wrong[0])}`);
    }
    return { lowest: lowest?.cursor, top: top?.cursor };
  }

  /** The cursor of a row with its form, where it is one of this list. */
  #usable(row: Row): (Known & { readonly isFirstOfKind: boolean }) | undefined {
    const cursor = row.own;
    row.cursor = undefined;
    if (cursor === undefined) return undefined;
    const form = formOf(cursor);
    const before = this.#family;
    const family = before === undefined ? form.family : commonFamily(before, form.family);
    if (family === undefined) this.#mixed(cursor, form);
    if (family === undefined || (form.family === "text" && family !== "text")) return undefined;
    row.cursor = cursor;
    if (family !== before) [this.#family, this.#example] = [family, cursor];
    return { cursor, form, isFirstOfKind: before === "text" && family !== "text" };
  }

  #between(rows: readonly Row[], lowest: Cursor, highest: Cursor): void {
    if (compareCursors(lowest, highest) > 0) return;
    const isRepeat = known(this.#before);
    const fresh = rows.filter((row) => row.cursor !== undefined && !isRepeat(row));
    const old = fresh.find(
      ({ cursor }) => cursor !== undefined && compareCursors(cursor, highest) < 0,
    )?.cursor;
    if (old !== undefined) {
      this.#turns(`page ${this.#pages} has ${shown(old)}, the pages before it go up to ${shown(highest)}`);
    } else if (fresh.length === 0) {
      this.fail(`gives page ${this.#pages - 1} once more in the place of page ${this.#pages}`, this.#hint());
    }
  }

  /** In a descending list each page goes on below the one before; what comes at its top meanwhile shifts records into the next page. */
  #betweenDown(rows: readonly Row[], top: Cursor, lowest: Cursor): void {
    if (compareCursors(top, lowest) < 0) return;
    const isRepeat = known(this.#before);
    const fresh = rows.filter((row) => row.cursor !== undefined && !isRepeat(row));
    const high = fresh.find(({ cursor }) => cursor !== undefined && compareCursors(cursor, lowest) > 0);
    if (high?.cursor !== undefined) {
      this.#turns(
        `page ${this.#pages} has ${shown(high.cursor)}, the pages before it go down to ${shown(lowest)}`,
      );
    } else if (fresh.length === 0) {
      this.fail(`gives page ${this.#pages - 1} once more in the place of page ${this.#pages}`, this.#hint());
    }
  }

  #turns(where: string): void {
    this.fail(`is not in ${this.#options.cursor.order} order: ${where}`, this.#hint());
  }

  #hint(): string {
    const { seek, order } = this.#options.cursor;
    const also = seek ? " and `seek: true`" : "";
    return `Have the list ask for the ${order} order, or remove \`order: ${order}\`${also} from the manifest.`;
  }

  #mixed(cursor: Cursor, { name }: Form): void {
    const example = this.#example ?? "";
    const fromToken = example === this.#options.from ? " of the token" : "";
    this.fail(
      `mixes cursors of two forms: ${shown(example)} (${formOf(example).name}${fromToken}) and ${shown(cursor)} (${name})`,
      fromToken
        ? "Have `cursor.value` give the form of the token, or forget the token with `state reset`."
        : "Have `cursor.value` give all of them in one form.",
    );
  }

  /**
   * Parts are read one after the other: what comes into the first while the last is read has to be later than the token, and that it is
   * can be known of instants alone, by the clock at which the first was begun (I1).
   */
  #assertTimed(rows: readonly Row[]): void {
    if (!this.#options.isPart || (this.#family !== "number" && this.#family !== "text")) return;
    const example = rows.find((row) => row.cursor !== undefined)?.cursor;
    if (example === undefined) return;
    this.fail(
      `is read in parts, and ${shown(example)}, a cursor of it, is ${formOf(example).name}, which means no instant`,
      "Have `cursor.value` give the instant at which a record was changed.",
    );
  }

  #assertMovable(rows: readonly Row[]): void {
    const { cursor, connector } = this.#options;
    if (cursor.overlapMs === 0 || (this.#family !== "number" && this.#family !== "text")) return;
    const example = rows.find((row) => row.cursor !== undefined)?.cursor;
    if (example !== undefined) throw unmovable(example, cursor, connector);
  }
}

/** A cursor that `overlap` cannot be kept with. */
export function unmovable(example: Cursor, { at }: CursorPlan, connector: string): Fault {
  const message = `\`overlap\` cannot be kept: ${shown(example)}, a cursor of ${connector}, is ${formOf(example).name}, which means no instant`;
  return new Fault("INVALID", message, {
    hint: "Remove `overlap`, or have `cursor.value` give an instant in the form that the system's filter takes.",
    ...(at ? { location: at.overlap } : {}),
  });
}

interface Known {
  readonly cursor: Cursor;
  readonly form: Form;
}

function compare(a: Known, b: Known): number {
  return compareForms(a.cursor, a.form, b.cursor, b.form);
}

/** Whether a row is one of these: the same key with the same cursor. Records without a key are never the same. */
function known(rows: readonly Row[]): (row: Row) => boolean {
  let ids: Set<string> | undefined;
  const idOf = ({ key, own }: Row) => JSON.stringify([String(key), own]);
  return (row) => {
    ids ??= new Set(rows.filter(({ key }) => key !== undefined).map(idOf));
    return row.key !== undefined && ids.has(idOf(row));
  };
}

function shown(cursor: Cursor): string {
  return JSON.stringify(cursor);
}
