/** Dates that there are not, and times that mean another instant on each machine because they name no zone. */

/** What is wrong with a text that looks like a date. */
export interface WrongDate {
  readonly code: "no-such-date" | "date-form" | "date-zone";
  readonly message: string;
  readonly hint: string;
}

const FORM = "Write `2024-01-31`, or with a time and a zone `2024-01-31T12:00:00Z`.";

/**
 * @returns undefined for what is right, and for what is no date
 * @example wrongDate("2024-02-30")?.message // "there is no 2024-02-30"
 */
export function wrongDate(text: string): WrongDate | undefined {
  if (/^\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})$|^\d{4}[/.]\d{1,2}[/.]\d{1,2}$/.test(text))
    return { code: "date-form", message: `\`${text}\` can be read in several ways`, hint: FORM };
  if (/^\d{4}-(?:\d-\d{1,2}|\d{2}-\d)$/.test(text))
    return {
      code: "date-form",
      message: `\`${text}\` is no date: month and day have two digits`,
      hint: FORM,
    };
  const found =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text,
    );
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second = "0", zone] = found;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last;
  const isTime = Number(hour ?? 0) < 24 && Number(minute ?? 0) < 60 && Number(second) < 61;
  if (!isDay || !isTime) return { code: "no-such-date", message: `there is no ${text}`, hint: FORM };
  if (hour !== undefined && zone === undefined)
    return {
      code: "date-zone",
      message: `\`${text}\` names no zone: it is another instant elsewhere`,
      hint: "Add one: `…Z` is UTC.",
    };
  return undefined;
}
