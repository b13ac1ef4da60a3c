/** What a command is given of the process, so that it can be run inside a test as well. */
import type { Redactor } from "../report/redact.js";

/** A stream that text is written to. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** What a process offers the command line. */
export interface ProcessAccess {
  /** The arguments of the command, for the next command to type. */
  readonly argv: readonly string[];
  /** The current directory. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Results. */
  readonly stdout: TextStream;
  /** Everything else. */
  readonly stderr: TextStream;
  readonly onSignal: (signal: "SIGINT" | "SIGTERM", listener: () => void) => unknown;
  /** Called once when the process that should have passed a signal on has ended; left out, nobody looks. */
  readonly onParentGone?: ((listener: () => void) => unknown) | undefined;
  /** Numbers from 0 up to 1 for the jitter of waits; left out, those of chance. */
  readonly random?: (() => number) | undefined;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
  /** Calls the listener with an error that nothing caught. */
  readonly onUncaught?: ((listener: (error: unknown) => void) => unknown) | undefined;
}

export interface Shell extends ProcessAccess {
  /**
   * Knows the secrets of the arguments from the start, and those of files and systems as soon as they are read. Whatever is printed goes
   * through it (I6).
   */
  readonly redactor: Redactor;
}

/** Whether a stream shows colours: on a terminal, unless NO_COLOR is set. */
export function hasColour(stream: TextStream, env: Shell["env"]): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
}
