/** What the cases of a test run reached: lines of manifests and pipelines, branches, and fields of items. */
import type { CoveredLine } from "../compile/coverage.js";
import { harmless, plain } from "../faults/render.js";
import type { Verdict } from "./tell.js";

/** What was reached of one file. */
interface CoveredFile {
  readonly file: string;
  readonly reached: number;
  readonly of: number;
  readonly lines: readonly CoveredLine[];
}

export interface CoverageReport {
  readonly files: readonly CoveredFile[];
  /** How many items of an action had a value in a field, by action and field; 0 where a field was always empty. */
  readonly items: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * The report of a test run.
 *
 * @param lines of every file that holds slots
 */
export function coverageReport(
  lines: ReadonlyMap<string, readonly CoveredLine[]>,
  verdicts: readonly Verdict[],
): CoverageReport {
  const tests = new Set(verdicts.map(({ ready }) => ready.source.file));
  const files = [...lines]
    .filter(([file]) => !tests.has(file))
    .map(([file, all]) => ({ file, reached: all.filter(isReached).length, of: all.length, lines: all }));
  const items: Record<string, Record<string, number>> = {};
  for (const { ready, observed } of verdicts) {
    const { action } = ready.program.plan;
    for (const item of observed?.items ?? []) {
      items[action] ??= {};
      countFields(item, "", items[action]);
    }
  }
  return { files, items };
}

/** A condition is reached where it held and where it did not. */
function isReached({ count, branches }: CoveredLine): boolean {
  return branches ? branches.true > 0 && branches.false > 0 : count > 0;
}

function countFields(value: unknown, path: string, counts: Record<string, number>): void {
  if (Array.isArray(value) && value.length > 0) {
    for (const one of value) countFields(one, `${path}[]`, counts);
  } else if (typeof value === "object" && value !== null && Object.keys(value).length > 0) {
    for (const [name, member] of Object.entries(value))
      countFields(member, path === "" ? name : `${path}.${name}`, counts);
  } else {
    const isEmpty = value === null || value === "" || typeof value === "object";
    counts[path] = (counts[path] ?? 0) + (isEmpty ? 0 : 1);
  }
}

/**
 * The report as YAML: of each line its count, and beside it the line.
 *
 * @param mask puts `***` in the place of secrets
 */
export function coverageText({ files, items }: CoverageReport, mask: (text: string) => string): string {
  const key = (text: string) => JSON.stringify(harmless(text));
  const ofFiles = files.flatMap(({ file, reached, of, lines }) => [
    `  ${key(file)}:`,
    `    reached: ${reached}`,
    `    of: ${of}`,
    "    lines:",
    ...lines.map(({ line, text, count, branches }) => {
      const counted = branches ? `{ true: ${branches.true}, false: ${branches.false} }` : String(count);
      return `      ${`${line}: ${counted}`.padEnd(32)} # ${plain(mask(text), 100)}`;
    }),
  ]);
  const ofItems = Object.entries(items).flatMap(([action, fields]) => [
    `  ${action}:`,
    ...Object.entries(fields).map(([field, count]) => `    ${key(field)}: ${count}`),
  ]);
  return ["files:", ...ofFiles, `items:${ofItems.length === 0 ? " {}" : ""}`, ...ofItems, ""].join("\n");
}
