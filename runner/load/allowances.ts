/** Comments that allow a finding on their line, or on the next: `# sync-runner: allow CODE because REASON`. */
import type { Source } from "./source.js";

/** A comment that allows something. */
export interface Allowance {
  /** What it names; undefined where it cannot be read. */
  readonly code: string | undefined;
  readonly line: number;
  /** Where the comment starts in the file, and how long it is. */
  readonly offset: number;
  readonly length: number;
  /** The lines that it speaks of. */
  readonly lines: readonly number[];
}

const COMMENT = /(?:(?:^|\s)#|\/\*)\s*(sync-runner:\s*allow\b.*)$/;
const MEANT = /^sync-runner:\s*allow\s+([\w-]+)\s+because\s+(?!\*\/)\S/;

/** The comments of a file that allow something. */
export function allowancesOf({ text }: Source): Allowance[] {
  const lines = text.split("\n");
  let offset = 0;
  return lines.flatMap((whole, index) => {
    const start = offset;
    offset += whole.length + 1;
    const line = whole.trimEnd();
    const [, said] = COMMENT.exec(line) ?? [];
    if (said === undefined) return [];
    const next = lines.findIndex((other, at) => at > index && !/^\s*#/.test(other));
    return {
      code: MEANT.exec(said)?.[1],
      line: index + 1,
      offset: start + line.length - said.length,
      length: said.length,
      lines: [index + 1, next + 1],
    };
  });
}
