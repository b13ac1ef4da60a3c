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
  /** Numbers from 0 up to 1 for the jitter of waits; left out, those of chance. */
  readonly random?: (() => number) | undefined;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
}

/** Whether a stream shows colours: on a terminal, unless NO_COLOR is set. */
export function hasColour(stream: TextStream, env: Shell["env"]): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb";
}

/** The command that was typed, as it can be typed again. */
export function commandLine(shell: Shell, without: readonly string[] = []): string {
  return quoted(shell.argv.filter((word) => !without.includes(word)));
}

/** Options of `run` that a replay does not have; true where a value follows. */
const OF_RUNS = new Map([
  ["--dry-run", false],
  ["--incremental", false],
  ["--no-incremental", false],
  ["--limit", true],
  ["--event", true],
]);

/** The replay of the run that was typed, with the options that it needs as well. */
export function replayLine(shell: Shell): string {
  const words = shell.argv.slice(shell.argv[0] === "rejects" ? 2 : 1);
  const kept = words.filter(
    (word, index) => !OF_RUNS.has(word) && OF_RUNS.get(words[index - 1] ?? "") !== true,
  );
  return quoted(["rejects", "replay", ...kept]);
}

function quoted(words: readonly string[]): string {
  const quote = (word: string) =>
    /^[\w./:=@,+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  return ["npx sync-runner", ...words.map(quote)].join(" ");
}
