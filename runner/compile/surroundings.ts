/** Where files are looked for. */

/** What loading needs to know of the outside. */
export interface Surroundings {
  /** The current directory: paths are shown relative to it. */
  readonly cwd: string;
  /** The folder whose `connectors/` comes first, and from which a pipeline may name files. */
  readonly project: string;
}
