/** Runs a script in a process of its own and reads what it used: CPU and memory of one process must not blur another's. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a process used from its start to its end. */
export interface Usage {
  /** User and system time. */
  readonly cpuSeconds: number;
  /** The most memory that was resident at a time, in bytes. */
  readonly peakBytes: number;
}

/** A process under way. */
export interface Child {
  readonly process: ChildProcess;
  /** The end of the process; an error with the last of its stderr when its exit code is not 0. */
  readonly ended: Promise<{ readonly stdout: string; readonly usage: Usage }>;
}

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Working directory; that of this process when left out. */
  readonly cwd?: string;
}

const probe = new URL("./probe.js", import.meta.url).href;
let count = 0;

/** Starts a script under node, e.g. `startChild(["runner/bin.mjs", "--help"])`. Its environment holds `env` and nothing else. */
export function startChild(argv: readonly string[], { env = {}, cwd }: ChildOptions = {}): Child {
  count += 1;
  const usageFile = join(tmpdir(), `bench-usage-${process.pid}-${count}.json`);
  const child = spawn(process.execPath, ["--import", probe, ...argv], {
    env: { ...env, BENCH_USAGE_FILE: usageFile },
    stdio: ["ignore", "pipe", "pipe"],
    ...(cwd === undefined ? {} : { cwd }),
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-2000);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).then(async (code) => {
    if (code !== 0) throw new Error(`${argv.join(" ")} ended with ${code}:\n${stderr}`);
    const usage = JSON.parse(await readFile(usageFile, "utf8")) as Usage;
    await rm(usageFile);
    return { stdout, usage };
  });
  return { process: child, ended };
}
