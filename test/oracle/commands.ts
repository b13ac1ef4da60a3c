/** The command line of a world: inside this process, where it takes no time to start, or as a process of its own that can be killed. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { program } from "../../runner/cli/program.js";
import { packageRoot } from "../../runner/load/folders.js";
import { credentials } from "./manifest.js";

/** How a command ended. */
export interface Ended {
  /** Null for one that was killed. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** As Ctrl-C does. */
  stop(): void;
  kill(): void;
}

/** Longer than any command of a world takes on a machine with other work; one that hangs is a failure of its world. */
const PATIENCE_MS = 300_000;

/** Runs the command inside this process. It cannot be killed. */
export function runInside(args: readonly string[], cwd: string): Running {
  const texts = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof texts) => ({
    write: (text: string) => {
      texts[name] += text;
    },
  });
  const listeners: (() => void)[] = [];
  const ended = program({
    argv: args,
    cwd,
    env: { HOME: cwd, ...credentials },
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    onSignal: (signal, listener) => {
      if (signal === "SIGINT") listeners.push(listener);
    },
    // Waits between attempts are as short as they can be.
    random: () => 0,
    exit: () => undefined,
  }).then((exit) => ({ exit, ...texts }));
  return {
    ended: withPatience(ended, args, () => texts.stderr),
    stop: () => {
      for (const listener of listeners.splice(0)) listener();
    },
    kill: () => {
      throw new Error("a command inside this process cannot be killed");
    },
  };
}

/** Runs the command as a process of its own. */
export function runApart(args: readonly string[], cwd: string): Running {
  const child = spawn(process.execPath, [join(packageRoot, "runner", "bin.mjs"), ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, ...credentials },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (piece: string) => {
      texts[name] += piece;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exit) => resolve({ exit, ...texts }));
  });
  return {
    ended: withPatience(ended, args, () => {
      child.kill("SIGKILL");
      return texts.stderr;
    }),
    stop: () => child.kill("SIGINT"),
    kill: () => child.kill("SIGKILL"),
  };
}

function withPatience(ended: Promise<Ended>, args: readonly string[], give: () => string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(
        new Error(`${args.slice(0, 3).join(" ")} did not end within ${PATIENCE_MS / 1000} s: ${give()}`),
      );
    }, PATIENCE_MS);
    ended.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
