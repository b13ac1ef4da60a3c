/** Arguments in, exit code out: the only place, with cli/, that touches the process. */
import { whenParentIsGone } from "./cli/parent.js";
import { program } from "./cli/program.js";

// A reader that has gone (`| head`) must not end the run: what is left unsaid is lost, what is under way is not.
process.stderr.on("error", () => {});
let unsaid: NodeJS.ErrnoException | undefined;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") unsaid = error;
});

// A package of the log prints to stdout where these are set, also in the middle of a result: a pipeline may still use them.
const env = { ...process.env };
delete process.env.DEBUG;
delete process.env.DIAGNOSTICS;

const exit = await program({
  argv: process.argv.slice(2),
  cwd: process.cwd(),
  env,
  stdout: process.stdout,
  stderr: process.stderr,
  onSignal: (signal, listener) => process.on(signal, listener),
  onParentGone: (listener) => whenParentIsGone(process.env, () => process.ppid, listener),
  exit: (code) => process.exit(code),
  // Node would print the error as it is, with whatever secret stands in it.
  onUncaught: (listener) => process.on("uncaughtException", listener),
});
// Not process.exit(): what is still on its way to stdout or stderr would be cut off.
process.exitCode = exit;
process.once("exit", () => {
  if (unsaid === undefined || exit !== 0) return;
  process.stderr.write(`the result cannot be written to stdout (${unsaid.code}); what the run did is done\n`);
  process.exitCode = 3;
});
