/** What a command is given of the process, so that it can be run inside a test as well. */

/** A stream that text is written to. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface Shell {
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
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
}

/** Whether a stream shows colours: on a terminal, unless NO_COLOR is set. */
export function hasColour(stream: TextStream, env: Shell["env"]): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
}

/** The command that was typed, as it can be typed again. */
export function commandLine(shell: Shell, without: readonly string[] = []): string {
  const words = shell.argv.filter((word) => !without.includes(word));
  return [
    "npx sync-runner",
    ...words.map((word) => (/^[\w./:=@,+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)),
  ].join(" ");
}
