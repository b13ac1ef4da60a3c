/** What a moment is in a calendar: the day of the week, the week of the year, and the like. Weeks begin on Monday (ISO 8601). */

export const monthNames =
  "January February March April May June July August September October November December".split(" ");
export const dayNames = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEK_MS = 7 * DAY_MS;

/** The Monday of the first week of a month: the week with its first Thursday. */
function firstMonday(year: number, month: number): number {
  const first = Date.UTC(year, month);
  const weekday = new Date(first).getUTCDay() || 7;
  return first + (weekday > 4 ? 8 - weekday : 1 - weekday) * DAY_MS;
}

/**
 * The number of the week in a period, where the periods before and behind it may have the first or the last days.
 *
 * @param most the number of weeks that every period has
 */
function weekOf(
  day: number,
  starts: readonly [before: number, own: number, next: number],
  most: number,
): number {
  const [before, own, next] = starts;
  const week = Math.floor((day - own) / WEEK_MS) + 1;
  if (week > most && day >= next) return 1;
  return week < 1 ? Math.floor((day - before) / WEEK_MS) + 1 : week;
}

/** Which of three periods a moment is counted in by its week: -1, 0 or 1. */
function periodOf(moment: number, own: number, next: number): number {
  return moment < own ? -1 : moment >= next ? 1 : 0;
}

/** The number that a component of a picture stands for; undefined for a component that is no number. */
export function componentOf(date: Date, component: string): number | undefined {
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const day = Date.UTC(year, month, date.getUTCDate());
  const years = (): [number, number, number] => [
    firstMonday(year - 1, 0),
    firstMonday(year, 0),
    firstMonday(year + 1, 0),
  ];
  const months = (): [number, number, number] => [
    firstMonday(year, month - 1),
    firstMonday(year, month),
    firstMonday(year, month + 1),
  ];
  switch (component) {
    case "Y":
      return year;
    case "M":
      return month + 1;
    case "D":
      return date.getUTCDate();
    case "d":
      return (day - Date.UTC(year, 0)) / DAY_MS + 1;
    case "F":
      return date.getUTCDay() || 7;
    case "W":
      return weekOf(day, years(), 52);
    case "w":
      return weekOf(day, months(), 4);
    case "X": {
      const [, own, next] = years();
      return year + periodOf(date.getTime(), own, next);
    }
    case "x": {
      const [, own, next] = months();
      return ((month + periodOf(date.getTime(), own, next) + 12) % 12) + 1;
    }
    case "H":
      return date.getUTCHours();
    case "h":
      return date.getUTCHours() % 12 || 12;
    case "m":
      return date.getUTCMinutes();
    case "s":
      return date.getUTCSeconds();
    case "f":
      return date.getUTCMilliseconds();
    default:
      return undefined;
  }
}
