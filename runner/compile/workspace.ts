/** The files of one command: where they are looked for, and what was compiled of them already. */
import { Sources } from "./allowed.js";
import type { Coverage } from "./coverage.js";
import type { Described } from "./described.js";
import { Memo } from "./memo.js";

/** What the files of one command share. */
export interface Workspace {
  /** The current directory: paths are shown relative to it. */
  readonly cwd: string;
  /** The connectors that were read, by the path of their manifest. */
  readonly connectors: Memo;
  /** The files that were read, for the comments in them. */
  readonly sources: Sources;
  /** The pipelines that several cases of tests run, by path and changes. */
  readonly pipelines: Memo;
  /** Counts how often what is compiled is used; left out, nobody counts. */
  readonly coverage?: Coverage | undefined;
  /** What is described beside a manifest, by the path of that; left out, nothing is looked for. */
  readonly describe?: (path: string) => Promise<Described | undefined>;
}

/** A workspace as the files of one project see it. */
export interface Project extends Workspace {
  /** The folder whose `connectors/` comes first, and from which a pipeline may name files. */
  readonly project: string;
}

/**
 * A workspace in which nothing was read yet.
 *
 * @param isForRun its files are about to run, and not looked through for their own sake
 * @example const program = await compilePipeline(path, openWorkspace(process.cwd()), findings);
 */
export function openWorkspace(cwd: string, coverage?: Coverage, isForRun = false): Workspace {
  const sources = new Sources(isForRun);
  return { cwd, connectors: new Memo(), pipelines: new Memo(), sources, coverage };
}
