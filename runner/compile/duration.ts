/** Spans of time as manifests write them: `500ms`, `10s`, `1m`, `2h`, `1d`. */

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * The milliseconds of a span of time that the schema has accepted.
 *
 * @example milliseconds("10s") // 10000
 */
export function milliseconds(text: string): number {
  const [, count, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(text) ?? [];
  return Number(count) * (UNITS[unit ?? ""] ?? Number.NaN);
}
