/** What comments of the files allow is no finding; a comment that allows nothing is one. */
import type { Fault } from "../faults/fault.js";
import { finding } from "../faults/findings/finding.js";
import { isDoubt, kindOf, findings as kinds, mayBeAllowed } from "../faults/findings/table.js";
import { type Allowance, allowancesOf } from "../load/allowances.js";
import { locate, type Source } from "../load/source.js";
import { suggest } from "../validate/nearest.js";

/** The files that were read, with their comments. */
export class Sources {
  readonly #read = new Map<string, Read>();
  readonly #isForRun: boolean;

  /** @param isForRun they are about to run: what is doubtful about them is told by a check of the files */
  constructor(isForRun = false) {
    this.#isForRun = isForRun;
  }

  /** @param by the file that names this one; left out, it stands for itself */
  add(source: Source, by?: Source): void {
    // A file that is read again keeps what its comments were used for.
    if (this.#read.has(source.file)) return;
    const owner = by && (this.#read.get(by.file)?.owner ?? by.path);
    const allowances = allowancesOf(source).map((allowance) => ({ ...allowance, isUsed: false }));
    this.#read.set(source.file, { source, owner: owner ?? source.path, allowances });
  }

  /** Whether a file, by its absolute path, is one of these pipelines and manifests, or one that they name. */
  isOf(path: string, paths: readonly string[]): boolean {
    return [...this.#read.values()].some(
      ({ source, owner }) => source.path === path && paths.includes(owner),
    );
  }

  /** Whether a comment allows a finding, which counts as used then, or it lets a run be. */
  allows({ details: { finding: code, location } }: Fault): boolean {
    if (this.#isForRun && isDoubt(code)) return true;
    if (!location || !mayBeAllowed(code)) return false;
    const all = this.#read.get(location.file)?.allowances ?? [];
    const meant = all.filter((one) => one.code === code && one.line === location.line);
    for (const one of meant) one.isUsed = true;
    return meant.length > 0;
  }

  /**
   * What is wrong with the comments of files, and of those that they name.
   *
   * @param wasWhole nothing else is wrong, so that a comment that was not used allows nothing
   */
  wrongComments(paths: readonly string[], wasWhole: boolean): Fault[] {
    return [...this.#read.values()]
      .filter(({ owner }) => paths.includes(owner))
      .flatMap(({ source, allowances }) =>
        allowances.flatMap((one) => wrongWith(wasWhole ? one : { ...one, isUsed: true }, source) ?? []),
      );
  }
}

interface Read {
  readonly source: Source;
  /** The path of the pipeline or manifest that it belongs to. */
  readonly owner: string;
  readonly allowances: readonly Comment[];
}

interface Comment extends Allowance {
  isUsed: boolean;
}

function wrongWith({ code, isUsed, offset, length }: Comment, source: Source): Fault | undefined {
  const location = locate(source, offset, length);
  if (code === undefined) {
    const hint = "Write `# sync-runner: allow CODE because REASON`.";
    return finding("allow-unclear", {}, { hint, location });
  }
  if (!kindOf(code)) {
    const hint = suggest(code, Object.keys(kinds).filter(mayBeAllowed), "Those that can be allowed are");
    return finding("allow-unknown", { code }, { hint, location });
  }
  if (!mayBeAllowed(code))
    return finding("allow-refused", { code }, { hint: "Remove the comment.", location });
  return isUsed ? undefined : finding("allow-unused", { code }, { hint: "Remove the comment.", location });
}

/** Takes out of the findings behind the first ones what comments allow. */
export function dropAllowed(findings: Fault[], sources: Sources, from = 0): void {
  const kept = findings.splice(from).filter((one) => !sources.allows(one));
  findings.push(...kept);
}

/**
 * What is to be told of files that were checked whole: what is found and not allowed, and what is wrong with their comments.
 *
 * @param paths of the pipelines and manifests that were checked
 */
export function judged(
  findings: readonly Fault[],
  { sources }: { readonly sources: Sources },
  paths: readonly string[],
): readonly Fault[] {
  return [...findings, ...sources.wrongComments(paths, findings.length === 0)];
}
