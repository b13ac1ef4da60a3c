/** Comments that allow a finding: behind a line on that line, alone on a line on the next. `# sync-runner: allow CODE because REASON` */
import { type Comment, commentsOf } from "./comments.js";
import type { Source } from "./source.js";

/** A comment that allows something. */
export interface Allowance {
  /** What it names; undefined where it cannot be read. */
  readonly code: string | undefined;
  /** Where the comment starts in the file, and how long it is. */
  readonly offset: number;
  readonly length: number;
  /** The line that it speaks of. */
  readonly line: number;
}

const SAID = /^(?:#\s*)?(sync-runner:\s*allow\b[\s\S]*)$/;
const MEANT = /^sync-runner:\s*allow\s+([\w-]+)\s+because\s+\S/;

/** The comments of a file that allow something. */
export function allowancesOf({ text, path, counter }: Source): Allowance[] {
  if (!text.includes("sync-runner:")) return [];
  const comments = commentsOf(text, /\.ya?ml$/.test(path));
  const lineOf = (offset: number) => counter.linePos(offset).line;
  /** Lines that hold nothing but comments. */
  const alone = new Set(comments.filter(({ isAlone }) => isAlone).flatMap((one) => linesOf(one, lineOf)));
  return comments.flatMap((one) => {
    const [, said] = SAID.exec(one.text) ?? [];
    if (said === undefined) return [];
    let line = lineOf(one.offset);
    if (one.isAlone) while (alone.has(line)) line += 1;
    return {
      code: MEANT.exec(said)?.[1],
      offset: one.offset + one.text.length - said.length,
      length: (said.split("\n")[0] ?? "").length,
      line,
    };
  });
}

function linesOf({ offset, end }: Comment, lineOf: (offset: number) => number): number[] {
  const [first, last] = [lineOf(offset), lineOf(end - 1)];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
