/** How cases that failed are told: each difference in a line, with its place in the test file. */
import { palette, plain } from "../faults/render.js";
import { locateValue, type Path } from "../load/source.js";
import type { ReadyCase } from "./cases.js";
import { type Difference, sentence } from "./difference.js";
import type { Observed } from "./play.js";

/** A case that was played. */
export interface Verdict {
  readonly ready: ReadyCase;
  /** None: the case holds. */
  readonly differences: readonly Difference[];
  /** Undefined where there was no run. */
  readonly observed: Observed | undefined;
  readonly ms: number;
}

export interface TellOptions {
  readonly color: boolean;
  readonly mask: (text: string) => string;
}

/** Differences that are told of one case; the first ones mostly have the cause of the others. */
const MOST = 12;

/**
 * A case that failed, in lines.
 *
 * @example tellCase(verdict, { color: false, mask }) // ["FAILED Ada is created", "  people.yaml:12:9 requests[0].json.name: expected …"]
 */
export function tellCase({ ready, differences }: Verdict, { color, mask }: TellOptions): string[] {
  const { bold, red, dim } = palette(color);
  const shown = differences.slice(0, MOST).map((one) => {
    const { file, line, column } = placeOf(ready, one.path);
    return `  ${dim(plain(`${file}:${line}:${column}`))} ${plain(mask(sentence(one)))}`;
  });
  const more = differences.length - shown.length;
  return [
    `${bold(red("FAILED"))} ${bold(plain(mask(ready.written.name)))}`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

/** The place of an expectation in its file. */
function placeOf({ source, path }: ReadyCase, below: Path) {
  return locateValue(source, [...path, "expect", ...below]);
}
