/** Instants as Teamtailor writes them: local time of Central Europe with its offset and milliseconds. */

const hour = 3_600_000;
const summers = new Map<number, readonly [number, number]>();

/** Last Sunday of a month (0-based) at 01:00 UTC, when clocks change. */
function clockChange(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0, 1));
  return last.getTime() - last.getUTCDay() * 24 * hour;
}

function isSummer(instant: number): boolean {
  const year = new Date(instant).getUTCFullYear();
  let summer = summers.get(year);
  if (summer === undefined) {
    summer = [clockChange(year, 2), clockChange(year, 9)];
    summers.set(year, summer);
  }
  return instant >= summer[0] && instant < summer[1];
}

/**
 * An instant in epoch milliseconds as ISO 8601 with offset.
 *
 * @example localTime(Date.UTC(2024, 2, 18, 10, 39, 32, 440)) // "2024-03-18T11:39:32.440+01:00"
 */
export function localTime(instant: number): string {
  const offset = isSummer(instant) ? 2 : 1;
  return `${new Date(instant + offset * hour).toISOString().slice(0, -1)}+0${offset}:00`;
}

/**
 * An instant as HrFlow.ai writes it: UTC, whole seconds.
 *
 * @example plainTime(Date.UTC(2024, 2, 18, 10, 39, 32, 440)) // "2024-03-18T10:39:32+0000"
 */
export function plainTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}+0000`;
}
