/** One row of the table of findings: what is said, why it is wrong, and how it looks wrong and right. */

/** A part of a file of a project. */
export interface Example {
  readonly file: "pipeline" | "manifest" | "schema" | "sandbox" | "test";
  /** The mapping of the file whose keys the text gives, e.g. `entities.profile.pull`; empty for the file itself, and for a schema, of which the text is all. */
  readonly part: string;
  readonly text: string;
  /** Of the wrong one: the line of the text at which it is found. */
  readonly line: number;
  /** True where the text is the whole file. */
  readonly isWhole?: boolean;
  /** What the other file has to say for it. */
  readonly beside?: Example;
}

/** A kind of finding. `P` are the named parameters of its message. */
export interface Kind<P> {
  /** An error ends the command with 2 before anything is sent; a warning is only told. */
  readonly severity: "error" | "warning";
  /**
   * Whether a comment with a reason may allow it: a judgement, from which a schema or the writer may know better. What makes a run
   * impossible, or less safe than the manifest says, cannot be allowed.
   */
  readonly mayBeAllowed: boolean;
  /** False: it is told where a file is looked through, and lets a run be: what was right yesterday by every schema goes on. */
  readonly stopsRuns: boolean;
  readonly message: (given: P) => string;
  /** Why it is wrong and what follows from it, in a few sentences. */
  readonly means: string;
  readonly wrong: Example;
  readonly right: Example;
}

type Row<P> = Omit<Kind<P>, "severity" | "mayBeAllowed" | "stopsRuns">;

/** A kind of finding without which nothing can run. */
export function error<P>(row: Row<P>): Kind<P> {
  return { severity: "error", mayBeAllowed: false, stopsRuns: true, ...row };
}

/** A kind of finding that is wrong as far as the schemas tell: a comment with a reason allows it. */
export function judgement<P>(row: Row<P>): Kind<P> {
  return { severity: "error", mayBeAllowed: true, stopsRuns: true, ...row };
}

/** A kind of finding that is very likely wrong, although a system may be as it is written: a run goes on. */
export function doubt<P>(row: Row<P>): Kind<P> {
  return { severity: "error", mayBeAllowed: true, stopsRuns: false, ...row };
}

/** Keys of a pipeline file. */
export function pipeline(text: string, line = 1): Example {
  return { file: "pipeline", part: "", text, line };
}

/** A pipeline file from its first line to its last. */
export function wholePipeline(text: string, line = 1): Example {
  return { ...pipeline(text, line), isWhole: true };
}

/** Keys of a manifest, or of a mapping inside it. */
export function manifest(part: string, text: string, line = 1): Example {
  return { file: "manifest", part, text, line };
}

/** The schema of the records of a connector. */
export function schema(text: string, line = 1): Example {
  return { file: "schema", part: "", text, line, isWhole: true };
}

/** The description of a simulated system. */
export function sandbox(text: string, line = 1): Example {
  return { file: "sandbox", part: "", text, line, isWhole: true };
}

/** The tests of a connector. */
export function testFile(text: string, line = 1): Example {
  return { file: "test", part: "", text, line, isWhole: true };
}

/** The message is worked out where the finding is made: it has many forms. */
export interface Said {
  readonly said: string;
}

export const said = (given: Said): string => given.said;
