/** Instants that are written as text, each with its spelling, so that another instant can be written the same way. */

/** A text that means an instant. */
export interface WrittenInstant {
  readonly name: string;
  /** ms since 1970, without what is smaller. */
  readonly at: number;
  /** Digits of the fraction behind the milliseconds. */
  readonly beyond: string;
  /** Another instant in the same spelling; what the form cannot hold is cut, so the text never means a later one. */
  render(at: number): string;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})([Tt ])(\d{2}):(\d{2})(?::(\d{2})(?:([.,])(\d+))?)?( ?)(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/;
const RFC =
  /^(?:[A-Z][a-z]{2}, )(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (GMT|UTC|UT|Z|[+-]\d{4})$/;
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** The first instant that four digits of a year can hold. */
const FIRST = Date.parse("0000-01-01T00:00:00Z");
const MINUTE = 60_000;

/**
 * What a text means as an instant, read as UTC where it names no zone; undefined for any other text.
 *
 * @example writtenInstant("2024-10-20 10:00:00")?.render(Date.UTC(2024, 9, 20, 9, 59)) // "2024-10-20 09:59:00"
 */
export function writtenInstant(text: string): WrittenInstant | undefined {
  return date(text) ?? iso(text) ?? rfc(text);
}

/** True for a text that is a date without a time. */
export function isDate(text: string): boolean {
  return date(text) !== undefined;
}

function date(text: string): WrittenInstant | undefined {
  const [, year, month, day] = DATE.exec(text) ?? [];
  const at = instant([year, month, day, "0", "0", "0"]);
  if (at === undefined) return undefined;
  const render = (other: number) => (other === at ? text : parts(other).slice(0, 3).join("-"));
  return { name: "a date", at, beyond: "", render };
}

function iso(text: string): WrittenInstant | undefined {
  const found = ISO.exec(text);
  if (!found) return undefined;
  const [, year, month, day, between = "T", hour, minute, second, point = "", digits = "", gap = ""] = found;
  const zone = found[11];
  const offset = offsetOf(zone);
  const seconds = instant([year, month, day, hour, minute, second ?? "0"]);
  // A gap belongs to the zone behind it.
  if (seconds === undefined || offset === undefined || (gap !== "" && zone === undefined)) return undefined;
  const at = seconds + Number(digits.slice(0, 3).padEnd(3, "0")) - offset;
  const beyond = digits.slice(3).replace(/0+$/, "");
  const render = (other: number) => {
    if (other === at) return text;
    const [y, m, d, h, min, s, ms = ""] = parts(other + offset);
    const time = second === undefined ? `${h}:${min}` : `${h}:${min}:${s}`;
    const fraction = ms.slice(0, digits.length).padEnd(digits.length, "0");
    return `${y}-${m}-${d}${between}${time}${point}${fraction}${gap}${zone ?? ""}`;
  };
  return { name: "an ISO 8601 date-time", at, beyond, render };
}

function rfc(text: string): WrittenInstant | undefined {
  const found = RFC.exec(text);
  if (!found || !DAYS.includes(text.slice(0, 3))) return undefined;
  const [, day = "", name = "", year, hour, minute, second, zone = ""] = found;
  const offset = offsetOf(zone);
  const seconds = instant([year, String(MONTHS.indexOf(name) + 1), day, hour, minute, second]);
  if (seconds === undefined || offset === undefined) return undefined;
  const at = seconds - offset;
  const render = (other: number) => {
    if (other === at) return text;
    const [y, m, d = "", h, min, s] = parts(other + offset);
    const weekday = DAYS[new Date(Math.max(other + offset, FIRST)).getUTCDay()];
    const dayOfMonth = day.length === 1 ? String(Number(d)) : d;
    return `${weekday}, ${dayOfMonth} ${MONTHS[Number(m) - 1]} ${y} ${h}:${min}:${s} ${zone}`;
  };
  return { name: "an RFC 1123 date", at, beyond: "", render };
}

/** ms that a zone is ahead of UTC; undefined for one that cannot be. */
function offsetOf(zone = "Z"): number | undefined {
  const [, sign, hours, minutes = "00"] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  if (hours === undefined) return 0;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}

/** The instant of year, month, day, hour, minute and second in UTC; undefined where there is no such moment. */
function instant(texts: readonly (string | undefined)[]): number | undefined {
  const [year, month = 0, day = 0, hour = 0, minute = 0, second = 0] = texts.map(Number);
  if (year === undefined || Number.isNaN(year) || hour > 23 || minute > 59 || second > 60) return undefined;
  const at = new Date(0);
  // Not Date.UTC, which takes the year 24 for 1924.
  at.setUTCFullYear(year, month - 1, day);
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return undefined;
  return at.getTime() + (hour * 3600 + minute * 60 + second) * 1000;
}

/** Year, month, day, hour, minute, second and milliseconds, each with all its digits. */
function parts(at: number): string[] {
  return new Date(Math.max(at, FIRST)).toISOString().match(/\d+/g) ?? [];
}
