/** The command inside the process of the test: the same arguments, output and exit code, without the time that a process takes to start. */
import { program } from "../../runner/cli/program.js";
import type { Ended } from "./command.js";

/** Runs the command to its end, as `command` does; nothing can be signalled to it. */
export async function commandInside(
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> {
  const texts = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof texts) => ({
    write: (text: string) => {
      texts[name] += text;
    },
  });
  const exit = await program({
    argv: args,
    cwd: options.cwd,
    env: { HOME: options.cwd, ...options.env },
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    onSignal: () => undefined,
    exit: (code) => {
      throw new Error(`the command asked to end with ${code} at once`);
    },
  });
  return { exit, signal: null, ...texts };
}
