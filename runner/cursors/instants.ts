/** Instants as systems write them: with a zone or without one, which is then read as UTC, whatever the zone of this machine. */

/**
 * The instant that an ISO 8601 date or date-time means, in ms since 1970; undefined for anything else.
 *
 * @example instantOf("2024-03-19T09:00:00+01:00") // 1710835200000
 */
export function instantOf(value: unknown): number | undefined {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}([T ]|$)/.test(value)) return undefined;
  const isZoned = /([zZ]|[+-]\d{2}:?\d{2})$/.test(value);
  const at = Date.parse(isZoned || value.length === 10 ? value : `${value}Z`);
  return Number.isNaN(at) ? undefined : at;
}

/**
 * An instant in the form of another text: a date where that is one, and without zone or fraction where that has none. What the
 * form cannot hold is cut, so the text never means a later instant.
 *
 * @example instantLike("2018-08-17T16:09:33.263", Date.UTC(2018, 7, 17, 16, 8)) // "2018-08-17T16:08:00.000"
 */
export function instantLike(form: string, at: number): string {
  const text = new Date(at).toISOString();
  if (form.length === 10) return text.slice(0, 10);
  const [, fraction, zone] = /(\.\d+)?([zZ]|[+-]\d{2}:?\d{2})?$/.exec(form) ?? [];
  return `${text.slice(0, 19)}${fraction === undefined ? "" : text.slice(19, 23)}${zone === undefined ? "" : "Z"}`;
}
