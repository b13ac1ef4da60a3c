/**
 * The forms of cursors. A cursor goes back to its system in the form in which it came, so a form is recognised with its spelling, and
 * whatever is computed from a cursor is written in that spelling again.
 */
import { isDate, writtenInstant } from "./texts.js";

/** A cursor as systems give it. */
export type Cursor = string | number;

/** Forms of one family can be compared with one another. */
export type Family = "calendar" | "seconds" | "milliseconds" | "number" | "text";

export interface Form {
  readonly kind: "instant" | "date" | "number" | "text";
  readonly family: Family;
  /** What the form is called in messages. */
  readonly name: string;
  /** The instant, ms since 1970; undefined for numbers and texts that mean none. */
  readonly at?: number;
  /** Digits of a fraction of a second behind the milliseconds. */
  readonly beyond?: string;
  /** Another instant in the same type and spelling; what the form cannot hold is cut, so it never means a later one. */
  readonly render?: (at: number) => Cursor;
}

/** Numbers from here on (2001) up to the end of 2100 are taken for seconds since 1970, a thousand times as much for milliseconds. */
const FIRST_EPOCH = Date.UTC(2001, 0, 1) / 1000;
const LAST_EPOCH = Date.UTC(2101, 0, 1) / 1000;

const WHOLE = /^-?\d+$/;
/** Seconds with a fraction are only read as a number where they can be an instant: `1.10` may be a version. */
const SECONDS = /^\d{9,10}\.\d+$/;

/**
 * The form of a cursor.
 *
 * @example formOf("2024-10-20 10:00:00").render?.(Date.UTC(2024, 9, 20, 9, 59)) // "2024-10-20 09:59:00"
 * @example formOf(1700000000) // { kind: "instant", family: "seconds", at: 1700000000000, … }
 */
export function formOf(cursor: Cursor): Form {
  if (typeof cursor === "number") return numberForm(cursor, String(cursor), Number);
  const written = writtenInstant(cursor);
  if (written) return { kind: isDate(cursor) ? "date" : "instant", family: "calendar", ...written };
  if (WHOLE.test(cursor) || (SECONDS.test(cursor) && isEpoch(Number(cursor), 1))) {
    return numberForm(Number(cursor), cursor, (text) =>
      text.padStart(cursor.split(".")[0]?.length ?? 0, "0"),
    );
  }
  return { kind: "text", family: "text", name: "a text" };
}

/**
 * A number that may mean an instant.
 *
 * @param digits the number as it is written
 * @param typed makes the type of the cursor of other digits
 */
function numberForm(value: number, digits: string, typed: (digits: string) => Cursor): Form {
  const [whole = "", fraction = ""] = digits.split(".");
  const family = isEpoch(value, 1) ? "seconds" : isEpoch(value, 1000) ? "milliseconds" : "number";
  if (family === "number" || /e/i.test(digits)) return { kind: "number", family: "number", name: "a number" };
  const [beyondSecond, perMs] = family === "seconds" ? [3, 1000] : [0, 1];
  const at = Number(whole) * perMs + Number(fraction.slice(0, beyondSecond).padEnd(beyondSecond, "0"));
  const beyond = fraction.slice(beyondSecond).replace(/0+$/, "");
  const render = (other: number): Cursor => {
    if (other === at) return typed(digits);
    const ms = String(((other % perMs) + perMs) % perMs).padStart(beyondSecond, "0");
    const kept = (beyondSecond === 0 ? "" : ms).slice(0, fraction.length).padEnd(fraction.length, "0");
    return typed(`${Math.floor(other / perMs)}${fraction === "" ? "" : `.${kept}`}`);
  };
  return { kind: "instant", family, name: `epoch ${family}`, at, beyond, render };
}

function isEpoch(value: number, unit: number): boolean {
  return value >= FIRST_EPOCH * unit && value < LAST_EPOCH * unit;
}
