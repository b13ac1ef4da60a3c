/** The command as its users run it: a process of its own, that is watched, interrupted and killed from outside. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { packageRoot } from "../../runner/load/folders.js";
import type { RunResult } from "../../runner/types.js";

/** Far more than any run here takes: a command that hangs shall fail its test and not the whole suite. */
const DEADLINE_MS = 60_000;

export interface Ended {
  /** Null when a signal ended it. */
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that is running. */
export interface Started {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the first line of the stream that holds this text; rejects when the command ends without it. */
  saying(stream: "stdout" | "stderr", text: string): Promise<string>;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Another program than the one of this repository, e.g. `npx`. */
  readonly program?: readonly [string, ...string[]];
  /** Milliseconds after which it is killed; a minute when left out. */
  readonly deadlineMs?: number;
}

/** Starts the command; it is killed at the end of the test at the latest. */
export function start(t: TestContext, args: readonly string[], options: CommandOptions): Started {
  const [file, ...first] = options.program ?? [process.execPath, join(packageRoot, "runner", "bin.mjs")];
  const child = spawn(file, [...first, ...args], {
    cwd: options.cwd,
    env: { PATH: process.env.PATH, HOME: options.cwd, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream].setEncoding("utf8").on("data", (piece: string) => {
      texts[stream] += piece;
      for (const listener of listeners) listener();
    });
  }
  const deadline = setTimeout(() => child.kill("SIGKILL"), options.deadlineMs ?? DEADLINE_MS);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exit, signal) => {
      clearTimeout(deadline);
      resolve({ exit, signal, ...texts });
    });
  });
  t.after(() => child.kill("SIGKILL"));
  return {
    pid: child.pid ?? 0,
    ended,
    kill: (signal) => child.kill(signal),
    saying: (stream, text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const lines = texts[stream].split("\n").slice(0, -1);
          const line = lines.find((one) => one.includes(text));
          if (line === undefined) return;
          listeners.delete(look);
          resolve(line);
        };
        listeners.add(look);
        look();
        ended.then(() => reject(new Error(`it ended without saying "${text}": ${texts.stderr}`)), reject);
      }),
  };
}

/** Runs the command to its end. */
export function command(t: TestContext, args: readonly string[], options: CommandOptions): Promise<Ended> {
  return start(t, args, options).ended;
}

/** What `--json` prints of a run. */
export interface Envelope {
  readonly command: string;
  readonly ok: boolean;
  readonly result: RunResult | null;
  readonly error: { readonly code: string; readonly message: string; readonly exit: number } | null;
}

/** The one JSON object on stdout. */
export function envelope({ stdout, stderr }: Ended): Envelope {
  try {
    return JSON.parse(stdout) as Envelope;
  } catch {
    throw new Error(`stdout holds no result: ${stdout}\n${stderr}`);
  }
}

/** The `result` of a run that has one. */
export function resultOf(ended: Ended): RunResult {
  const { result } = envelope(ended);
  if (result === null) throw new Error(`the run has no result: ${ended.stdout}\n${ended.stderr}`);
  return result;
}
